import type { CallAtPhone, TrainingPhones } from './control.ts';
import { type Leg, othersOf } from './exchange/model.ts';
import type { Site } from './site.ts';

/** What drives phones and callers; none of it goes over SIP. */
export function trainingControl({
  exchange,
  presence,
  phoneFaults,
}: Site): Omit<
  TrainingPhones,
  'url' | 'domain' | 'addressOfRecord' | 'setFault' | 'attack' | 'counts' | 'stop'
> {
  return {
    incomingCall: ({ number, from, displayName = null }) =>
      exchange.ring(number, { number: from, displayName: from === null ? null : displayName }),
    answerAtPhone: (id) => void exchange.answer(id),
    holdAtPhone: (id) => void exchange.hold(id),
    retrieveAtPhone: (id) => void exchange.retrieve(id),
    hangUpAtPhone: (id) => void exchange.end(id),
    remoteAnswers: (id) => void exchange.answer(id),
    remoteHangsUp: (id) => void exchange.endByOthers(id),
    dialAtPhone: (number, to) => exchange.place(number, to),
    consultAtPhone: (id, to) => idOf(exchange.consult(id, to)),
    alternateAtPhone: (heldId, activeId) => void exchange.alternate(heldId, activeId),
    transferAtPhone: (heldId, activeId) => void exchange.transfer(heldId, activeId),
    singleStepTransferAtPhone: (id, to) => void exchange.singleStepTransfer(id, to),
    conferenceAtPhone: (heldId, activeId) => void exchange.conference(heldId, activeId),
    deflectAtPhone: (id, to) => void exchange.deflect(id, to),
    pickUpAtPhone: (number, target) => idOf(exchange.pickUp(number, target)),
    pressAtPhone: (id, digits) => void exchange.pressDigits(id, digits),
    remoteTransfers: (id, to) => void exchange.transferByOthers(id, to),
    memberLeaves: (id, number) => void exchange.memberLeaves(id, number),
    callsAt: (number) =>
      exchange
        .legsAt(number)
        .filter(({ state }) => state !== 'cleared')
        .map(callAt),
    heardByOthers: (id) => {
      const leg = exchange.leg(id);
      return leg ? othersOf(leg).reduce((heard, other) => other.heard || heard, '') : '';
    },
    setRegistered: (number, registered) => exchange.setRegistered(number, registered),
    doNotDisturb: (number) => exchange.phone(number)?.doNotDisturb ?? false,
    setDoNotDisturb: (number, on) => exchange.setDoNotDisturb(number, on),
    setForward: (number, to) => exchange.setForward(number, to),
    agentState: (number) => exchange.phone(number)?.agent ?? 'agentNull',
    setAgentState: (number, state) => exchange.setAgentState(number, state),
    presence: (number) => presence.published(number),
    setBrand: (number, brand) => exchange.setBrand(number, brand),
    setPhoneFault: (number, fault, on) => phoneFaults.set(number, fault, on),
  };
}

function idOf(made: { readonly id: string } | { readonly refused: string }): string | null {
  return 'id' in made ? made.id : null;
}

function callAt(leg: Leg): CallAtPhone {
  const { id, call, state, direction, heard } = leg;
  return { id, callId: call.id, state, direction, others: othersOf(leg).map(({ party }) => party), heard };
}
