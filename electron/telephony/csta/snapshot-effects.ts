import type { Connection } from '../connections.ts';
import { isOwnDevice, partyOfDevice } from './device-ids.ts';
import type { LocalState } from './events.ts';
import {
  add,
  type CstaConnections,
  findAlive,
  type KnownConnection,
  nobody,
  othersOf,
  replace,
} from './known-connections.ts';

/** A connection as a snapshot tells it. */
export interface SnapshotConnection {
  readonly callId: string;
  readonly deviceId: string | null;
  readonly local: LocalState;
  /** The state of somebody else in the call, the furthest; null where it is not told. */
  readonly far: LocalState | null;
  /** Null where it is not told. */
  readonly direction: Connection['direction'] | null;
  readonly calling: string | null;
  readonly called: string | null;
  /** Devices of the others where they are told. */
  readonly others: readonly string[];
}

export interface Snapshot {
  /** The serial when it was asked for: what events told since is newer. */
  readonly since: number;
  readonly connections: readonly SnapshotConnection[];
}

/** Brings what was believed to the truth, but for what newer events told already. */
export function takeSnapshot(state: CstaConnections, snapshot: Snapshot): CstaConnections {
  const live = snapshot.connections.filter(({ local }) => local !== 'null' && local !== 'initiated');
  const present = new Set(live.map(({ callId }) => callId));
  const isNewer = ({ touched }: KnownConnection): boolean => touched > snapshot.since;
  const ended = state.known.filter((each) => !isNewer(each) && !present.has(each.callId));
  const learnt = { ...state, tellsHold: tellsHold(state, live, snapshot.since) };
  const rest = ended.reduce<CstaConnections>(
    (next, each) => replace(next, each, { ...each, state: 'ended' }),
    learnt,
  );
  const told = live.reduce((next, connection) => takeConnection(next, connection, snapshot.since), rest);
  // What newer events told was not looked at.
  const isOlder = state.doubtedAt > snapshot.since || told.known.some(isNewer);
  return { ...told, doubt: state.doubt && isOlder };
}

function takeConnection(state: CstaConnections, told: SnapshotConnection, since: number): CstaConnections {
  const known = findAlive(state, told.callId);
  if (known && known.touched > since) return state;
  if (known && !isAnother(known, told, state.own)) {
    return replace(state, known, corrected(known, believable(state, known, told), state.own));
  }
  if (!known && (state.over.get(told.callId) ?? -1) > since) return state;
  const freed = known ? replace(state, known, { ...known, state: 'ended' }) : state;
  const direction = snapshotDirection(told, state.own) ?? (told.far === 'alerting' ? 'outbound' : 'inbound');
  const added = add(freed, { callId: told.callId, deviceId: told.deviceId, direction });
  const started = findAlive(added, told.callId);
  return started ? replace(added, started, corrected(started, told, state.own)) : added;
}

/** Some phones show a held call as connected in their snapshots: there the event that held it is believed. */
function believable(
  state: CstaConnections,
  known: KnownConnection,
  told: SnapshotConnection,
): SnapshotConnection {
  return contradictsHold(state, known, told) && state.tellsHold === false ? { ...told, local: 'hold' } : told;
}

/** A held call is shown as connected, though no event can have been missed. */
function contradictsHold(
  { doubt, tellsHold }: CstaConnections,
  known: KnownConnection | undefined,
  told: SnapshotConnection,
): boolean {
  return known?.state === 'held' && told.local === 'connected' && (tellsHold === false || !doubt);
}

/** One snapshot that shows a held call proves that they do. */
function tellsHold(
  state: CstaConnections,
  live: readonly SnapshotConnection[],
  since: number,
): boolean | null {
  if (state.tellsHold || live.some(({ local }) => local === 'hold')) return true;
  const contradicted = live.some((told) => {
    const known = findAlive(state, told.callId);
    return known && known.touched <= since && contradictsHold(state, known, told);
  });
  return contradicted ? false : state.tellsHold;
}

/** A connection that went back would be another one, under a callID that is used again. */
function isAnother(known: KnownConnection, told: SnapshotConnection, own: readonly string[]): boolean {
  const direction = snapshotDirection(told, own);
  if (direction !== null && direction !== known.direction) return true;
  return told.local === 'alerting' && known.state !== 'ringing';
}

function snapshotDirection(
  { local, direction, calling }: SnapshotConnection,
  own: readonly string[],
): Connection['direction'] | null {
  if (direction !== null) return direction;
  if (local === 'alerting') return 'inbound';
  if (calling === null) return null;
  return isOwnDevice(calling, own) ? 'outbound' : 'inbound';
}

function corrected(
  known: KnownConnection,
  told: SnapshotConnection,
  own: readonly string[],
): KnownConnection {
  const others = othersOf(told.others, own);
  const shown = known.direction === 'inbound' ? told.calling : told.called;
  const party =
    shown === null || isOwnDevice(shown, own) ? (others[0]?.party ?? nobody) : partyOfDevice(shown);
  const isKnown = known.party.number !== null || known.party.displayName !== null;
  const isUp = told.local === 'connected' && isAnswered(known, told);
  return {
    ...known,
    deviceId: told.deviceId ?? known.deviceId,
    state: told.local === 'hold' ? 'held' : isUp ? 'connected' : known.state,
    answered: known.answered || isUp || told.local === 'hold',
    party: isKnown ? known.party : party,
    others: others.length > 1 ? others : told.others.length > 0 ? [] : known.others,
  };
}

/** Where the phone tells only of itself, a call that was dialling is taken to be dialling still. */
function isAnswered(known: KnownConnection, { far }: SnapshotConnection): boolean {
  if (known.answered || far === 'connected' || far === 'hold') return true;
  return far === null && known.state !== 'dialling';
}
