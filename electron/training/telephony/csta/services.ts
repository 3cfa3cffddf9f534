import { type CstaService, cstaServices } from '../../../telephony/csta/ports.ts';
import type { Exchange } from '../exchange/exchange.ts';
import type { AgentState, Leg, Refusal } from '../exchange/model.ts';
import { connectionOf, deviceOf, numberOf, type Writing } from './devices.ts';
import { find, tag, textOf, type XmlElement } from './xml.ts';

/** A phone whose services are asked for. */
export interface ServedPhone extends Writing {
  readonly exchange: Exchange;
  readonly number: string;
}

/** The content of a response, or why the service was refused (universal failures, ECMA-323 §11). */
export type Outcome = { readonly response: string } | { readonly error: string };

const done: Outcome = { response: '' };

const errors: Record<Refusal, string> = {
  'no-such-call': 'invalidConnectionID',
  'wrong-state': 'invalidConnectionState',
  'not-obtainable': 'invalidDestination',
  'not-allowed': 'privilegeViolationSpecifiedDevice',
};

export function isService(name: string): name is CstaService {
  return cstaServices.some((service) => service === name);
}

type Serve = (phone: ServedPhone, request: XmlElement) => Outcome;

/** Serves one request; which services a phone has is for the caller of this to know. */
export function serve(service: CstaService, phone: ServedPhone, request: XmlElement): Outcome {
  return services[service](phone, request);
}

const services: Record<CstaService, Serve> = {
  MakeCall: (phone, request) => {
    const to = numberOf(textOf(find(request, 'calledDirectoryNumber')));
    if (to === '') return { error: 'invalidCalledDeviceID' };
    return called(phone, 'callingDevice', phone.exchange.place(phone.number, to));
  },
  AnswerCall: onOne('callToBeAnswered', ({ exchange }, leg) =>
    leg.state === 'alerting' ? exchange.answer(leg.id) : 'wrong-state',
  ),
  ClearConnection: onOne('connectionToBeCleared', ({ exchange }, leg) => exchange.end(leg.id)),
  HoldCall: onOne('callToBeHeld', ({ exchange }, leg) => exchange.hold(leg.id)),
  RetrieveCall: onOne('callToBeRetrieved', ({ exchange }, leg) => exchange.retrieve(leg.id)),
  AlternateCall: onTwo(({ exchange }, held, active) => exchange.alternate(held.id, active.id)),
  TransferCall: onTwo(
    ({ exchange }, held, active) => exchange.transfer(held.id, active.id),
    'transferredCall',
  ),
  ConferenceCall: onTwo(
    ({ exchange }, held, active) => exchange.conference(held.id, active.id),
    'conferenceCall',
  ),
  ConsultationCall: (phone, request) => {
    const leg = legOf(phone, find(request, 'existingCall'));
    if (!leg) return { error: errors['no-such-call'] };
    const to = numberOf(textOf(find(request, 'consultedDevice')));
    const made = phone.exchange.consult(leg.id, to);
    return 'id' in made ? called(phone, 'initiatedCall', made.id) : { error: errors[made.refused] };
  },
  SingleStepTransferCall: onOne(
    'activeCall',
    ({ exchange }, leg, request) =>
      exchange.singleStepTransfer(leg.id, numberOf(textOf(find(request, 'transferredTo')))),
    'transferredCall',
  ),
  DeflectCall: onOne('callToBeDiverted', ({ exchange }, leg, request) =>
    exchange.deflect(leg.id, numberOf(textOf(find(request, 'newDestination')))),
  ),
  DirectedPickupCall: (phone, request) => {
    const target = numberOf(textOf(find(request, 'callToBePickedUp', 'deviceID')));
    const taken = phone.exchange.pickUp(phone.number, target);
    return 'id' in taken ? called(phone, 'pickedCall', taken.id) : { error: errors[taken.refused] };
  },
  GenerateDigits: onOne('connectionToSendDigits', ({ exchange }, leg, request) =>
    exchange.pressDigits(leg.id, textOf(find(request, 'charactersToSend'))),
  ),
  SetDoNotDisturb: ({ exchange, number }, request) => {
    exchange.setDoNotDisturb(number, textOf(find(request, 'doNotDisturbOn')) === 'true');
    return done;
  },
  GetDoNotDisturb: ({ exchange, number }) => ({
    response: tag('doNotDisturbOn', String(exchange.phone(number)?.doNotDisturb ?? false)),
  }),
  SnapshotDevice: (phone) => ({ response: snapshot(phone) }),
  SetAgentState: ({ exchange, number }, request) => {
    const state = requested[textOf(find(request, 'requestedAgentState'))];
    if (!state) return { error: 'invalidAgentState' };
    exchange.setAgentState(number, state);
    return done;
  },
  GetAgentState: ({ exchange, number }) => {
    const agent = exchange.phone(number)?.agent ?? 'agentNull';
    const item = tag('agentInfoItem', tag('agentState', agent));
    const entry = tag('agentID', number) + tag('loggedOnState', String(agent !== 'agentNull'));
    return { response: tag('agentStateList', tag('agentStateEntry', entry + tag('agentInfo', item))) };
  },
};

const requested: Readonly<Partial<Record<string, AgentState>>> = {
  loggedOn: 'agentNotReady',
  loggedOff: 'agentNull',
  notReady: 'agentNotReady',
  ready: 'agentReady',
  workingAfterCall: 'agentWorkingAfterCall',
};

/** A service on one connection; `names` is the element of the response that names the call afterwards. */
function onOne(
  element: string,
  order: (phone: ServedPhone, leg: Leg, request: XmlElement) => Refusal | null,
  names?: string,
): Serve {
  return (phone, request) => {
    const leg = legOf(phone, find(request, element));
    const refusal = leg ? order(phone, leg, request) : 'no-such-call';
    if (refusal || !leg) return { error: errors[refusal ?? 'no-such-call'] };
    return names === undefined ? done : { response: connectionOf(names, leg, phone) };
  };
}

function onTwo(order: (phone: ServedPhone, held: Leg, active: Leg) => Refusal | null, names?: string): Serve {
  return (phone, request) => {
    const held = legOf(phone, find(request, 'heldCall'));
    const active = legOf(phone, find(request, 'activeCall'));
    const refusal = held && active ? order(phone, held, active) : 'no-such-call';
    if (refusal || !held) return { error: errors[refusal ?? 'no-such-call'] };
    return names === undefined ? done : { response: connectionOf(names, held, phone) };
  };
}

function legOf({ exchange, number }: ServedPhone, connection: XmlElement | undefined): Leg | undefined {
  return exchange.liveLeg(number, textOf(find(connection, 'callID')));
}

function called(phone: ServedPhone, name: string, legId: string): Outcome {
  const leg = phone.exchange.leg(legId);
  return leg ? { response: connectionOf(name, leg, phone) } : { error: errors['no-such-call'] };
}

/** Everybody in one call at the phone (ECMA-269 §16.1.1). */
export function snapshotCall(phone: ServedPhone, request: XmlElement): Outcome {
  const own = legOf(phone, find(request, 'snapshotObject'));
  if (!own) return { error: errors['no-such-call'] };
  const { legs, calling, called: dialled } = own.call;
  const infos = legs.map((leg) =>
    tag(
      'snapshotCallResponseInfo',
      [
        deviceOf('deviceOnCall', leg.party, phone),
        connectionOf('callIdentifier', leg, phone),
        tag('localConnectionInfo', localStateOf(leg, phone)),
      ].join(''),
    ),
  );
  return {
    response: [
      tag('crossRefIDorSnapshotData', tag('snapshotData', infos.join(''))),
      deviceOf('callingDevice', calling, phone),
      deviceOf('calledDevice', dialled, phone),
    ].join(''),
  };
}

function localStateOf({ state }: Leg, { csta }: ServedPhone): string {
  if (state === 'held') return csta.quirks.includes('snapshot-without-hold') ? 'connected' : 'hold';
  return state === 'originated' ? 'connected' : state;
}

/** Every call at the phone with the state of each end (ECMA-269 §16.1.2). */
function snapshot(phone: ServedPhone): string {
  const calls = phone.exchange.legsAt(phone.number).filter(({ state }) => state !== 'cleared');
  return tag(
    'crossRefIDorSnapshotData',
    tag('snapshotData', calls.map((leg) => snapshotOf(phone, leg)).join('')),
  );
}

function snapshotOf(phone: ServedPhone, own: Leg): string {
  const { quirks } = phone.csta;
  const state = (leg: Leg): string => localStateOf(leg, phone);
  const others = own.call.legs.filter((leg) => leg !== own);
  const told = quirks.includes('snapshot-without-party') ? [] : others;
  return tag(
    'snapshotDeviceResponseInfo',
    [
      connectionOf('connectionIdentifier', own, phone),
      ...told.map(({ party }) => deviceOf('endpointDevice', party, phone)),
      tag(
        'localCallState',
        tag(
          'compoundCallState',
          [own, ...others].map((leg) => tag('localConnectionState', state(leg))).join(''),
        ),
      ),
      tag('callCharacteristics', tag('direction', own.direction === 'initiator' ? 'outgoing' : 'incoming')),
    ].join(''),
  );
}
