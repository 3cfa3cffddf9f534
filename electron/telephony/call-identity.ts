import type { Connection, ConnectionReport, DialogReference } from './connections.ts';
import { sameNumber } from './numbers.ts';
import type { Call } from './ports.ts';

/** Who may tell of the phone's connections. */
export type Source = 'dialogs' | 'csta';

/** A call and by what its connection is known. */
export interface Tracked {
  readonly call: Call;
  /** What each source calls the connection; null where it has not told of it. */
  readonly keys: Readonly<Record<Source, string | null>>;
  /** Keys and Call-IDs that the call went on from: what is still told under them is the past. */
  readonly formerly: Readonly<Record<Source, readonly string[]>>;
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

export function isLive({ call }: Tracked): boolean {
  return call.state !== 'ended';
}

type Test = (connection: Connection, entry: Tracked) => boolean;

/**
 * Finds which of the live calls each connection of a report is. In this order: those that the connection goes on
 * from, the one of that key, the one of that Call-ID and direction, and for a call of which this source has not told
 * before, one with the same direction and party whose state can have become the connection's. A source that took over
 * (`anew`) may have told of a call under another key. What is told under a key that a call has left, or of a
 * connection that replaces a call and is not there yet, matches nothing and is left out.
 */
export function matchConnections(
  live: readonly Tracked[],
  report: ConnectionReport,
  source: Source,
  anew = false,
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
  const goesOn: Test = ({ continues }, { keys, sipCallId, formerly }) =>
    continues.some((name) => name === keys[source] || name === sipCallId || formerly[source].includes(name));
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
  // One that was answered never rings again: all there is, and it rings, then it was taken for another call.
  matchOneByOne(
    (connection, entry) =>
      hasKey(connection, entry) &&
      (!report.full || connection.state === 'ended' || mayBecome(entry.call, connection)),
  );
  for (const connection of open) {
    const entry = live.find(({ formerly }) => formerly[source].includes(connection.key));
    if (!entry) continue;
    // All there is, and not what the call went on as: it came back to this one.
    if (report.full && free.has(entry) && mayBecome(entry.call, connection)) match(connection, [entry]);
    else open.delete(connection);
  }
  matchOneByOne(
    (connection, { keys, call, sipCallId }) =>
      sipCallId !== null &&
      sipCallId === connection.sipCallId &&
      connection.direction === call.direction &&
      (keys[source] === null || report.full) &&
      mayBecome(call, connection),
  );
  for (const alike of [sameInEverything, sameParty, perhapsSameParty]) {
    matchOneByOne(
      (connection, { keys, call }) =>
        (keys[source] === null || anew) &&
        connection.direction === call.direction &&
        mayBecome(call, connection) &&
        alike(connection, call),
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

function sameInEverything(connection: Connection, call: Call): boolean {
  return connection.state === call.state && sameParty(connection, call);
}

function sameParty({ party }: Connection, call: Call): boolean {
  if (party.number === null || call.number === null) return party.number === call.number;
  return sameNumber(party.number, call.number);
}

/** One of the sources may not tell the number. */
function perhapsSameParty({ party }: Connection, call: Call): boolean {
  return party.number === null || call.number === null;
}
