import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import { type Obstacle, obstacleTo, partnerOf } from '../../electron/telephony/call-rules.ts';
import type { Capabilities, PhoneAction, PhoneCommand } from '../../electron/telephony/ports.ts';

/** The commands of the second row, in the order in which they stand there. */
export const secondaryVerbs = [
  'alternate',
  'transfer',
  'conference',
  'consult',
  'singleStepTransfer',
  'generateDigits',
  'deflect',
  'redial',
  'doNotDisturb',
] as const;
export type SecondaryVerb = (typeof secondaryVerbs)[number];

export interface PhoneSituation {
  readonly calls: readonly CallView[];
  readonly capabilities: Capabilities;
  readonly lastDialled: string | null;
  /** Null where the phone does not tell. */
  readonly doNotDisturb: boolean | null;
}

/** On which calls a verb acts: one, two, or none. */
export interface VerbCalls {
  readonly call: CallView | null;
  readonly other: CallView | null;
}

const isAnswered = ({ state }: CallView) => state === 'connected' || state === 'held';
const isUnderWay = (call: CallView) => isAnswered(call) || call.state === 'dialling';

/** What the phone is asked for. */
export function actionOf(verb: SecondaryVerb): PhoneAction {
  return verb === 'redial' ? 'dial' : verb;
}

/**
 * The calls that a verb is about. The leading call where it fits; else the one that does: while a third call rings,
 * the two under way can still be transferred.
 */
export function callsOf(verb: SecondaryVerb, calls: readonly CallView[], lead: CallView | null): VerbCalls {
  const first = (fits: (call: CallView) => boolean) => (lead && fits(lead) ? lead : calls.find(fits)) ?? null;
  switch (verb) {
    case 'deflect':
      return alone(first(({ state }) => state === 'ringing'));
    case 'generateDigits':
      return alone(first(({ state }) => state === 'connected'));
    case 'consult':
    case 'singleStepTransfer':
      return alone(leadOr(lead, isAnswered, calls));
    case 'alternate':
    case 'transfer':
    case 'conference':
      return pair(leadOr(lead, isUnderWay, calls), calls);
    default:
      return alone(null);
  }
}

/** The leading call where it fits, else whoever is being talked to. */
function leadOr(
  lead: CallView | null,
  fits: (call: CallView) => boolean,
  calls: readonly CallView[],
): CallView | null {
  if (lead && fits(lead)) return lead;
  return calls.find(({ state }) => state === 'connected') ?? calls.find(fits) ?? null;
}

function alone(call: CallView | null): VerbCalls {
  return { call, other: null };
}

/** The one that waits first, then the one it is put together with: who is consulted, or talked to. */
function pair(one: CallView | null, calls: readonly CallView[]): VerbCalls {
  const partnerId = one && partnerOf(calls, one.id)?.id;
  const partner = calls.find(({ id }) => id === partnerId);
  if (!one || !partner) return alone(one);
  const oneWaits = partner.consultationOf === one.id || (one.consultationOf === null && one.state === 'held');
  return oneWaits ? { call: one, other: partner } : { call: partner, other: one };
}

/** Why a verb makes no sense with these calls, whatever the phone can; null when it does. */
export function obstacleOf(
  verb: SecondaryVerb,
  situation: PhoneSituation,
  lead: CallView | null,
): Obstacle | 'nothing-dialled' | null {
  if (verb === 'redial' && situation.lastDialled === null) return 'nothing-dialled';
  const { call, other } = onHold(verb, callsOf(verb, situation.calls, lead));
  return obstacleTo(actionOf(verb), {
    ...situation,
    callId: call?.id ?? null,
    otherId: other?.id ?? null,
  });
}

/** What to ask main; null while there is nothing to ask, or where a number is needed first. */
export function commandOf(
  verb: SecondaryVerb,
  situation: PhoneSituation,
  lead: CallView | null,
): PhoneCommand | null {
  const { call, other } = onHold(verb, callsOf(verb, situation.calls, lead));
  switch (verb) {
    case 'alternate':
      return call && { action: 'alternate', callId: call.id };
    case 'transfer':
    case 'conference':
      return call && other && { action: verb, callId: call.id, otherId: other.id };
    case 'redial':
      return situation.lastDialled === null ? null : { action: 'dial', number: situation.lastDialled };
    case 'doNotDisturb':
      return { action: 'doNotDisturb', on: situation.doNotDisturb !== true };
    default:
      return null;
  }
}

/** Alternating comes back to the call that is on hold, whichever was made first. */
function onHold(verb: SecondaryVerb, { call, other }: VerbCalls): VerbCalls {
  const swapped = verb === 'alternate' && call?.state !== 'held' && other?.state === 'held';
  return swapped ? { call: other, other: call } : { call, other };
}

/** Coming back to a held call while another one is talked to swaps the two in one step, where the phone can. */
export function retrieval(call: CallView, { calls, capabilities }: PhoneSituation): PhoneCommand {
  const swaps =
    capabilities.alternate.available &&
    obstacleTo('alternate', { calls, capabilities, callId: call.id }) === null;
  return { action: swaps ? 'alternate' : 'retrieve', callId: call.id };
}
