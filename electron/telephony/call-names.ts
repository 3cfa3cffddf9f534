import { isLive, matchConnections, type Source, type Tracked } from './call-identity.ts';
import { nameAfter, referenceAfter } from './call-progress.ts';
import type { Connection, ConnectionReport } from './connections.ts';

/**
 * The calls with what a source that does not lead calls them, for what is asked of the phone by its means: a phone may
 * do a part over uaCSTA and the rest by SIP, or tell events and no snapshot. It changes no state of a call.
 */
export function lendNames(
  tracked: readonly Tracked[],
  told: readonly Connection[],
  source: Source,
): readonly Tracked[] {
  if (told.length === 0) return tracked;
  const report = { full: true, connections: told };
  const named = new Map<Tracked, Connection>();
  for (const { connection, calls } of matchConnections(tracked.filter(isLive), report, source, true)) {
    for (const entry of calls) named.set(entry, connection);
  }
  return tracked.map((entry) => {
    const connection = named.get(entry);
    if (!connection) return entry;
    return {
      ...entry,
      call: nameAfter(entry.call, connection.party),
      keys: { ...entry.keys, [source]: connection.key },
      sipCallId: connection.sipCallId ?? entry.sipCallId,
      reference: referenceAfter(connection.reference, entry.reference),
    };
  });
}

/** The connections that live by a source, after what it told next. */
export function livingAfter(
  known: readonly Connection[],
  { full, connections }: ConnectionReport,
): readonly Connection[] {
  const told = new Map((full ? [] : known).map((connection) => [connection.key, connection]));
  for (const connection of connections) {
    for (const former of connection.continues) told.delete(former);
    told.set(connection.key, connection);
  }
  return [...told.values()].filter(({ state }) => state !== 'ended');
}
