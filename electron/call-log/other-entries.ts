import type { LinkState } from '../telephony/ports.ts';
import type { AbandonedCall, RecoveredCall } from './recorder.ts';
import { blankEntry, type LogEntry } from './rules/entry.ts';

/** Entries that are not a call of the phone as it was seen. */

/** The link is lost since `link.since`; its end is not known yet. */
export function outageEntry(
  id: string,
  { since }: Extract<LinkState, { kind: 'stale' }>,
  phone: string | null,
): LogEntry {
  return { ...blankEntry, id, outcome: 'outage', phone, beganAt: since };
}

/** A call that gave up in a waiting room. */
export function abandonedEntry(id: string, { room, party, since, leftAt }: AbandonedCall): LogEntry {
  return {
    ...blankEntry,
    id,
    outcome: 'abandoned',
    direction: 'inbound',
    number: party.number,
    name: party.displayName,
    room,
    beganAt: since,
    endedAt: leftAt,
    ringMs: Math.max(0, leftAt - since),
  };
}

/** A call of which is only known that it came and went during that outage. */
export function recoveredEntry(id: string, { direction, party }: RecoveredCall, outage: LogEntry): LogEntry {
  return {
    ...blankEntry,
    id,
    outcome: 'recovered',
    direction,
    number: party.number,
    name: party.displayName,
    phone: outage.phone,
    beganAt: outage.beganAt,
    uncertain: true,
  };
}
