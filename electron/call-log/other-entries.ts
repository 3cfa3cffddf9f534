import type { LinkState } from '../telephony/ports.ts';
import type { AbandonedCall, RecoveredCall } from './recorder.ts';
import type { LogEntry } from './rules/entry.ts';

/** Entries that are not a call of the phone as it was seen. */

const nothing = {
  direction: null,
  number: null,
  name: null,
  members: [],
  phone: null,
  agent: null,
  room: null,
  about: null,
  answeredAt: null,
  endedAt: null,
  ringMs: null,
  talkMs: null,
  holdMs: null,
  seenLate: false,
  uncertain: false,
} satisfies Partial<LogEntry>;

/** The link is lost since `link.since`; its end is not known yet. */
export function outageEntry(
  id: string,
  { since }: Extract<LinkState, { kind: 'stale' }>,
  phone: string | null,
): LogEntry {
  return { ...nothing, id, outcome: 'outage', phone, beganAt: since };
}

/** A call that gave up in a waiting room. */
export function abandonedEntry(id: string, { room, party, since, leftAt }: AbandonedCall): LogEntry {
  return {
    ...nothing,
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
    ...nothing,
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
