import type { Connection, ConnectionReport, DialogReference } from './connections.ts';
import { sameNumber } from './numbers.ts';
import type { Call, CallParty } from './ports.ts';

/** Who may tell of the phone's connections. */
export type Source = 'dialogs' | 'csta';

/** A call and by what its connection is known. */
export interface Tracked {
  readonly call: Call;
  /** What each source calls the connection; null where it has not told of it. */
  readonly keys: Readonly<Record<Source, string | null>>;
  /** Keys that the call went on from: what is still told under them is the past. */
  readonly formerly: readonly string[];
  /** The Call-ID of the call itself, where a source tells it. */
  readonly sipCallId: string | null;
  readonly reference: DialogReference | null;
  /** Id of the call that this one was made about. */
  readonly about: string | null;
}

/** A connection and the live calls that it is: none is a new one, several were joined or transferred into one. */
export interface Match {
  readonly connection: Connection;
  readonly calls: readonly Tracked[];
}

type Test = (connection: Connection, entry: Tracked) => boolean;

/**
 * Finds which of the live calls each connection of a report is. In this order: those that the connection goes on
 * from, the one of that key, the one of that Call-ID and direction, and for a call of which this source has not told
 * before, one with the same direction and party whose state can have become the connection's. What is told under a
 * key that a call has left, or of a connection that replaces a call and is not there yet, matches nothing and is
 * left out.
 */
export function matchConnections(
  live: readonly Tracked[],
  report: ConnectionReport,
  source: Source,
): readonly Match[] {
  const free = new Set(live);
  const open = new Set(lastOfEachKey(report.connections));
  const matches: Match[] = [];
  const match = (connection: Connection, calls: readonly Tracked[]): void => {
    for (const entry of calls) free.delete(entry);
    open.delete(connection);
    matches.push({ connection, calls });
  };
  const matchOneByOne = (test: Test): void => {
    for (const connection of open) {
      const entry = [...free].find((candidate) => test(connection, candidate));
      if (entry) match(connection, [entry]);
    }
  };
  const hasKey: Test = ({ key }, { keys }) => keys[source] === key;
  const goesOn: Test = ({ continues }, { keys, sipCallId }) =>
    continues.some((former) => former === keys[source] || former === sipCallId);
  const isOver: Test = (_, { keys }) =>
    report.connections.some(({ key, state }) => key === keys[source] && state === 'ended');

  for (const connection of open) {
    const from = live.filter((entry) => free.has(entry) && goesOn(connection, entry));
    if (from.length === 0) continue;
    const itself = live.filter((entry) => free.has(entry) && hasKey(connection, entry));
    const calls = [...new Set([...from, ...itself])];
    if (calls.every(({ call }) => mayBecome(call, connection))) match(connection, calls);
    else if (itself.length === 0 && !from.every((entry) => isOver(connection, entry)))
      open.delete(connection);
  }
  for (const connection of open) {
    if (report.connections.some((later) => hasReplaced(later, connection))) open.delete(connection);
  }
  matchOneByOne(hasKey);
  for (const connection of open) {
    if (live.some(({ formerly }) => formerly.includes(connection.key))) open.delete(connection);
  }
  matchOneByOne(
    ({ sipCallId, direction, state }, { keys, call, ...entry }) =>
      state !== 'ended' &&
      sipCallId !== null &&
      sipCallId === entry.sipCallId &&
      direction === call.direction &&
      (keys[source] === null || report.full),
  );
  for (const alike of [sameParty, perhapsSameParty]) {
    matchOneByOne(
      (connection, { keys, call }) =>
        keys[source] === null &&
        connection.direction === call.direction &&
        mayBecome(call, connection) &&
        alike(connection.party, call),
    );
  }
  for (const connection of open) match(connection, []);
  return matches;
}

function lastOfEachKey(connections: readonly Connection[]): Iterable<Connection> {
  return new Map(connections.map((connection) => [connection.key, connection])).values();
}

/** A call that was answered never rings again. */
function mayBecome({ state }: Call, connection: Connection): boolean {
  const answered = state === 'connected' || state === 'held';
  if (connection.state === 'ended') return false;
  return !answered || connection.state === 'connected' || connection.state === 'held';
}

function hasReplaced(later: Connection, { key, sipCallId }: Connection): boolean {
  if (later.key === key || (later.state !== 'connected' && later.state !== 'held')) return false;
  return later.continues.includes(key) || (sipCallId !== null && later.continues.includes(sipCallId));
}

function sameParty(one: CallParty, other: CallParty): boolean {
  if (one.number === null || other.number === null) return one.number === other.number;
  return sameNumber(one.number, other.number);
}

/** One of the sources may not tell the number. */
function perhapsSameParty(one: CallParty, other: CallParty): boolean {
  return one.number === null || other.number === null;
}
