import type { Connection, ConnectionReport } from '../telephony/connections.ts';
import type { RecoveredCall } from './recorder.ts';

/**
 * What an exchange lets one know of an outage: some (Kamailio's `pua_dialoginfo`) repeat dialogs that are over, for a
 * while. Those in the first full report after the outage that were never seen before came and went in it. When they
 * did, and whether anybody answered, is not told.
 */
export interface RecoveryState {
  /** Keys and Call-IDs of the connections seen so far, the newest last. */
  readonly seen: readonly string[];
  /** The link was lost, and no full report has come since. */
  readonly wasLost: boolean;
}

export type RecoveryEvent =
  /** No phone is watched any more: what the next one did before is none of this log's business. */
  | { readonly type: 'released' }
  | { readonly type: 'lost' }
  /** `own` is the number of the watched phone: a leg that dials for it comes from there, and is no call. */
  | { readonly type: 'report'; readonly report: ConnectionReport; readonly own: string | null };

export interface Recovered {
  readonly state: RecoveryState;
  readonly calls: readonly RecoveredCall[];
}

export const nothingSeen: RecoveryState = { seen: [], wasLost: false };

/** An exchange repeats a few dialogs for a few minutes. */
const MOST_SEEN = 1_000;

/** Tells which calls came and went while the link was lost. Pure. */
export function recover(state: RecoveryState, event: RecoveryEvent): Recovered {
  if (event.type === 'released') return { state: nothingSeen, calls: [] };
  if (event.type === 'lost') return { state: { ...state, wasLost: true }, calls: [] };
  const { report, own } = event;
  const known = new Set(state.seen);
  const isNew = (connection: Connection) => namesOf(connection).every((name) => !known.has(name));
  const missed =
    state.wasLost && report.full
      ? report.connections.filter((one) => one.state === 'ended' && isNew(one) && one.party.number !== own)
      : [];
  const seen = [...new Set([...state.seen, ...report.connections.flatMap(namesOf)])].slice(-MOST_SEEN);
  return {
    state: { seen, wasLost: state.wasLost && !report.full },
    calls: oneEach(missed).map(({ direction, party }) => ({ direction, party })),
  };
}

/** A restarted exchange names its dialogs anew; the Call-ID stays. */
function namesOf({ key, sipCallId, direction }: Connection): readonly string[] {
  return sipCallId === null ? [key] : [key, `${direction} ${sipCallId}`];
}

/** An aggregating exchange may list one dialog several times. */
function oneEach(connections: readonly Connection[]): readonly Connection[] {
  const names = new Set<string>();
  return connections.filter((connection) => {
    const known = namesOf(connection).some((name) => names.has(name));
    for (const name of namesOf(connection)) names.add(name);
    return !known;
  });
}
