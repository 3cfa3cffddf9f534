import type { Connection, ConnectionState } from '../connections.ts';
import type { CallParty } from '../ports.ts';
import { isOwnDevice, partyOfDevice } from './device-ids.ts';

/** Somebody else in a call: as the phone names the device, and as it is shown. */
export interface Other {
  readonly device: string;
  readonly party: CallParty;
}

/** One connection of the watched phone as its events and snapshots tell it. */
export interface KnownConnection {
  readonly key: string;
  readonly callId: string;
  readonly deviceId: string | null;
  readonly direction: Connection['direction'];
  readonly state: ConnectionState;
  /** Whether it was ever in conversation: it is not dialling or ringing afterwards. */
  readonly answered: boolean;
  readonly party: CallParty;
  readonly others: readonly Other[];
  readonly consultationOf: string | null;
  readonly continues: readonly string[];
  /** The serial of the last event about it. */
  readonly touched: number;
}

export interface CstaConnections {
  /** Users and numbers of the watched phone. */
  readonly own: readonly string[];
  /** Those that ended stay for one turn, to be told. */
  readonly known: readonly KnownConnection[];
  /** Calls that are over, with the serial at their end: a late event does not bring them back. */
  readonly over: ReadonlyMap<string, number>;
  /** How often a callID was used: phones begin anew with theirs. */
  readonly uses: ReadonlyMap<string, number>;
  /** Connections that a ConsultationCall began, and what it was about. */
  readonly consultations: ReadonlyMap<string, string>;
  readonly serial: number;
  /** An event did not fit what is known: a snapshot tells the truth. */
  readonly doubt: boolean;
  /** The serial at which it arose last. */
  readonly doubtedAt: number;
  /** Whether its snapshots tell a held call from one in conversation; null until one was held. */
  readonly tellsHold: boolean | null;
}

/** More of them would be no desk phone. */
const MOST_KNOWN = 64;
const MOST_REMEMBERED = 128;
/** Whose identity is withheld or not known. */
export const nobody: CallParty = { number: null, displayName: null };

/** Nothing known yet of the phone with these numbers or users. */
export function noConnections(...own: readonly string[]): CstaConnections {
  const empty = new Map<string, never>();
  return {
    own,
    known: [],
    over: empty,
    uses: empty,
    consultations: empty,
    serial: 0,
    doubt: false,
    doubtedAt: 0,
    tellsHold: null,
  };
}

/** Begins a connection under a key that no other one had. */
export function add(
  state: CstaConnections,
  { callId, deviceId, direction }: Pick<KnownConnection, 'callId' | 'deviceId' | 'direction'>,
): CstaConnections {
  if (state.known.filter(isAlive).length >= MOST_KNOWN) return { ...state, doubt: true };
  const uses = (state.uses.get(callId) ?? 0) + 1;
  const started: KnownConnection = {
    key: keyOf(callId, uses),
    callId,
    deviceId,
    direction,
    state: direction === 'inbound' ? 'ringing' : 'dialling',
    answered: false,
    party: nobody,
    others: [],
    consultationOf: state.consultations.get(callId) ?? null,
    continues: [],
    touched: state.serial,
  };
  return {
    ...state,
    known: [...state.known, started],
    uses: remembered(state.uses, callId, uses),
    over: without(state.over, callId),
  };
}

/** Puts what a connection became in its place; its callID is remembered when it ended. */
export function replace(
  state: CstaConnections,
  known: KnownConnection,
  next: KnownConnection,
): CstaConnections {
  return {
    ...state,
    known: state.known.map((each) => (each === known ? next : each)),
    over: next.state === 'ended' ? remembered(state.over, next.callId, state.serial) : state.over,
  };
}

/** The key of a callID that is used for the nth time. */
export function keyOf(callId: string, uses: number): string {
  return uses === 1 ? callId : `${callId}~${uses}`;
}

/** The connection that the phone calls so now. */
export function findAlive(state: CstaConnections, callId: string): KnownConnection | undefined {
  return state.known.find((each) => each.callId === callId && isAlive(each));
}

export function isAlive({ state }: KnownConnection): boolean {
  return state !== 'ended';
}

/** A map less one key. */
export function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
  if (!map.has(key)) return map;
  return new Map([...map].filter(([each]) => each !== key));
}

/** The oldest are forgotten: a phone that runs for weeks must not fill the memory. */
export function remembered<V>(map: ReadonlyMap<string, V>, key: string, value: V): ReadonlyMap<string, V> {
  const others = [...map].filter(([each]) => each !== key).slice(-(MOST_REMEMBERED - 1));
  return new Map([...others, [key, value]]);
}

/** Those of some devices that are not the watched phone. */
export function othersOf(devices: readonly string[], own: readonly string[]): readonly Other[] {
  return [...new Set(devices)]
    .filter((device) => !isOwnDevice(device, own))
    .map((device) => ({ device, party: partyOfDevice(device) }));
}
