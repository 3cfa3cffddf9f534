import type { Connection, ConnectionState } from '../connections.ts';
import type { CallParty } from '../ports.ts';
import { isOwnDevice, partyOfDevice } from './device-ids.ts';
import type { CallEvent, LocalState } from './events.ts';
import {
  add,
  type CstaConnections,
  findAlive,
  type KnownConnection,
  nobody,
  type Other,
  remembered,
  replace,
} from './known-connections.ts';

/** What one event makes of the connections; those of a transfer or a conference apart. */
export function takeEvent(state: CstaConnections, event: CallEvent): CstaConnections {
  const { name, connection } = event;
  const known = findAlive(state, connection.callId);
  const local = localOf(event, state.own);
  if (known) {
    const next = replace(state, known, advance(state, known, event, local));
    return fits(known, event, local) ? next : { ...next, doubt: true };
  }
  if (local === 'null') {
    return { ...state, over: remembered(state.over, connection.callId, state.serial) };
  }
  if (state.over.has(connection.callId)) return { ...state, doubt: true };
  // A handset that was lifted is no call yet.
  if (local === 'initiated' || local === null) return state;
  const begins = name === 'Originated' || name === 'Delivered' || name === 'NetworkReached';
  const started = begin(state, event, local);
  return begins ? started : { ...started, doubt: true };
}

/**
 * Whether an event follows from what is known: what was answered does not ring, only what is in conversation is held,
 * only what is held is retrieved. Else one came too late, or the phone began anew with its callIDs.
 */
function fits({ state, answered }: KnownConnection, { name }: CallEvent, local: LocalState | null): boolean {
  if (local === 'alerting') return state === 'ringing';
  if (local === 'hold') return state === 'connected' && answered;
  return name !== 'Retrieved' || local !== 'connected' || state === 'held';
}

function begin(state: CstaConnections, event: CallEvent, local: LocalState): CstaConnections {
  const direction = directionOf(event, local, state.own);
  const { callId, deviceId } = event.connection;
  const added = add(state, { callId, deviceId: null, direction });
  const started = findAlive(added, callId);
  if (!started) return added;
  const isOwn = deviceId !== null && isOwnDevice(deviceId, state.own);
  const named = { ...started, deviceId: isOwn ? deviceId : null };
  return replace(added, started, advance(added, named, event, local));
}

/** What an event makes of a connection. */
function advance(
  state: CstaConnections,
  known: KnownConnection,
  event: CallEvent,
  local: LocalState | null,
): KnownConnection {
  const { deviceId } = event.connection;
  const isOwn = deviceId !== null && isOwnDevice(deviceId, state.own);
  const established = event.name === 'Established' || event.name === 'Retrieved' || known.answered;
  const isUp = local === 'connected' && established;
  const next: KnownConnection = {
    ...known,
    deviceId: isOwn ? deviceId : known.deviceId,
    party: known.others.length > 1 ? known.party : partyAfter(known, event, state.own),
    others: othersAfter(known, event, state.own),
    consultationOf: known.consultationOf ?? consultationIn(state, known, event),
    answered: known.answered || isUp || local === 'hold',
    touched: state.serial,
  };
  return { ...next, state: stateAfter(known, local, isUp), ...aloneIn(next) };
}

function stateAfter(known: KnownConnection, local: LocalState | null, isUp: boolean): ConnectionState {
  if (local === 'null') return 'ended';
  if (local === 'hold') return 'held';
  if (isUp) return 'connected';
  // A call that rings here and fails never was one of the operator's.
  if (local === 'fail' && known.state === 'ringing') return 'ended';
  return known.state;
}

/** The phone's own connection in the call of an event: as it says, else as the event implies. */
export function localOf(event: CallEvent, own: readonly string[]): LocalState | null {
  if (event.local !== null) return event.local;
  const { deviceId } = event.connection;
  const isOwn = deviceId === null || isOwnDevice(deviceId, own);
  switch (event.name) {
    case 'ServiceInitiated':
      return 'initiated';
    case 'Delivered':
      return isOwn ? 'alerting' : 'connected';
    case 'Originated':
    case 'NetworkReached':
    case 'Established':
    case 'Conferenced':
      return 'connected';
    case 'Held':
      return isOwn ? 'hold' : null;
    case 'Retrieved':
      return isOwn ? 'connected' : null;
    case 'ConnectionCleared':
    case 'Diverted':
      return isOwn ? 'null' : null;
    case 'CallCleared':
      return 'null';
    case 'Failed':
      return isOwn ? 'fail' : 'connected';
    case 'Transferred':
      return event.acting !== null && isOwnDevice(event.acting, own) ? 'null' : 'connected';
    case 'CallInformation':
      return null;
  }
}

function directionOf(
  { name, calling }: Pick<CallEvent, 'name' | 'calling'>,
  local: LocalState,
  own: readonly string[],
): Connection['direction'] {
  if (local === 'alerting') return 'inbound';
  if (calling !== null) return isOwnDevice(calling, own) ? 'outbound' : 'inbound';
  return name === 'Originated' || name === 'Delivered' || name === 'NetworkReached' ? 'outbound' : 'inbound';
}

/** The other end as far as an event tells it; this phone is never its own party. */
function partyAfter(
  { direction, party }: KnownConnection,
  event: CallEvent,
  own: readonly string[],
): CallParty {
  const { name, calling, called, other } = event;
  const candidates =
    name === 'CallInformation' ? [other] : direction === 'inbound' ? [calling] : [called, other];
  const told = candidates.find((each) => each !== null && !isOwnDevice(each, own));
  const { number, displayName } = told ? partyOfDevice(told) : nobody;
  if (number === null && displayName === null) return party;
  return { number: number ?? party.number, displayName: displayName ?? party.displayName };
}

/** Who leaves a conference is no longer in it. */
function othersAfter(known: KnownConnection, event: CallEvent, own: readonly string[]): readonly Other[] {
  const { deviceId } = event.connection;
  if (event.name !== 'ConnectionCleared' || deviceId === null || isOwnDevice(deviceId, own))
    return known.others;
  const { number } = partyOfDevice(deviceId);
  const left = known.others.find(
    (other) => other.device === deviceId || (number !== null && other.party.number === number),
  );
  return left ? known.others.filter((other) => other !== left) : known.others;
}

/** The last one who stays in a conference is the other party of a plain call. */
function aloneIn({ others, party }: KnownConnection): Pick<KnownConnection, 'others' | 'party'> {
  const [only] = others;
  return only && others.length === 1 ? { others: [], party: only.party } : { others, party };
}

function consultationIn(state: CstaConnections, known: KnownConnection, event: CallEvent): string | null {
  const asked = state.consultations.get(known.callId);
  if (asked !== undefined) return asked;
  if (event.cause !== 'consultation' || known.direction === 'inbound') return null;
  const held = state.known.filter((each) => each.state === 'held' && each !== known);
  return held.length === 1 ? (held[0]?.key ?? null) : null;
}
