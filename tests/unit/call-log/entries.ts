import { randomUUID } from 'node:crypto';
import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import type { LogQuery } from '../../../electron/call-log/rules/query.ts';
import { camille, start } from './phones.ts';

export const anyQuery: LogQuery = {
  text: '',
  direction: null,
  outcomes: null,
  from: null,
  to: null,
  agent: null,
  after: null,
};

/** An answered call of four seconds of ringing and a minute, invented. */
export function entry(over: Partial<LogEntry> = {}): LogEntry {
  const beganAt = over.beganAt ?? start;
  return {
    id: randomUUID(),
    outcome: 'answered',
    direction: 'inbound',
    number: '0612345678',
    name: null,
    members: [],
    phone: '1501',
    agent: camille,
    room: null,
    about: null,
    beganAt,
    answeredAt: beganAt + 4_000,
    endedAt: beganAt + 64_000,
    ringMs: 4_000,
    talkMs: 60_000,
    holdMs: 0,
    seenLate: false,
    uncertain: false,
    ...over,
  };
}
