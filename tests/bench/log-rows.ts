import { randomUUID } from 'node:crypto';
import type { LogEntry, Outcome } from '../../electron/call-log/rules/entry.ts';

/** Invented calls, the same ones each time: a call every 40 s, a few of whose callers are known by name. */
const outcomes: readonly Outcome[] = [
  'answered',
  'answered',
  'answered',
  'answered',
  'missed',
  'unanswered',
  'transferred',
  'abandoned',
];
const known = [
  'Pompiers CTA 44',
  'EHPAD Les Tilleuls',
  'Smur Nantes',
  'Ambulances Durand',
  'Clinique du Parc',
  'Gendarmerie Savenay',
];
const EVERY_MS = 40_000;
export const AGENTS = 30;

export function agentOf(index: number): string {
  return `agent-${index % AGENTS}`;
}

/** The national number of the call at `index`: eight digits that look like chance. */
export function numberOf(index: number): string {
  return `06${String((index * 2_654_435_761) % 100_000_000).padStart(8, '0')}`;
}

/** The call at `index` of `count`, the last one at `now` (ms since the epoch). */
export function callAt(index: number, count: number, now: number): LogEntry {
  const outcome = outcomes[(index * 7) % outcomes.length] ?? 'answered';
  const beganAt = now - (count - index) * EVERY_MS;
  const isAnswered = outcome === 'answered' || outcome === 'transferred';
  const waits = outcome === 'abandoned' || outcome === 'missed';
  return {
    id: randomUUID(),
    outcome,
    direction: outcome === 'unanswered' || (!waits && index % 3 === 0) ? 'outbound' : 'inbound',
    number: numberOf(index),
    name: index % 3 === 0 ? (known[(index / 3) % known.length] ?? null) : null,
    members: [],
    phone: '1501',
    agent: { subject: agentOf(index), name: `Agent ${index % AGENTS}` },
    room: outcome === 'abandoned' ? '15' : null,
    about: null,
    beganAt,
    answeredAt: isAnswered ? beganAt + 5_000 : null,
    endedAt: beganAt + 95_000,
    ringMs: 5_000,
    talkMs: isAnswered ? 90_000 : null,
    holdMs: isAnswered ? 0 : null,
    seenLate: false,
    uncertain: false,
  };
}
