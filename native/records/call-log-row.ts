import {
  outcomes as allOutcomes,
  blankEntry,
  type LogEntry,
  type Outcome,
} from '../../electron/call-log/rules/entry.ts';
import type { LogQuery } from '../../electron/call-log/rules/query.ts';

/** How an entry rests: what is in clear, and the text that is sealed. */

/** In the order in which they were given: a number on disk never changes its meaning. */
const outcomeCodes: Readonly<Record<Outcome, number>> = {
  open: 0,
  answered: 1,
  missed: 2,
  refused: 3,
  deflected: 4,
  abandoned: 5,
  unanswered: 6,
  transferred: 7,
  conference: 8,
  interrupted: 9,
  recovered: 10,
  outage: 11,
};
const directionCodes = { none: 0, inbound: 1, outbound: 2 } as const;
type DirectionName = keyof typeof directionCodes;

/** Which directions entries of an outcome can have. */
const directionsOf: Readonly<Record<Outcome, readonly DirectionName[]>> = {
  open: ['inbound', 'outbound', 'none'],
  answered: ['inbound', 'outbound'],
  missed: ['inbound'],
  refused: ['inbound'],
  deflected: ['inbound'],
  abandoned: ['inbound'],
  unanswered: ['outbound'],
  transferred: ['inbound', 'outbound'],
  conference: ['inbound', 'outbound'],
  interrupted: ['inbound', 'outbound'],
  recovered: ['inbound', 'outbound'],
  outage: ['none'],
};

/** One number for outcome and direction: entries of one class rest together, in the order of their times. */
function classCode(outcome: Outcome, direction: DirectionName): number {
  return outcomeCodes[outcome] * 3 + directionCodes[direction];
}

export function classOf({ outcome, direction }: Pick<LogEntry, 'outcome' | 'direction'>): number {
  return classCode(outcome, direction ?? 'none');
}

/** The classes whose entries a query wants. */
export function classesOf({
  outcomes,
  direction,
}: Pick<LogQuery, 'outcomes' | 'direction'>): readonly number[] {
  const all = outcomes ?? allOutcomes;
  return [...new Set(all)].flatMap((outcome) =>
    directionsOf[outcome]
      .filter((name) => direction === null || name === direction)
      .map((name) => classCode(outcome, name)),
  );
}

/** The whole entry, what is empty left out. */
export function writeEntry(entry: LogEntry): string {
  return JSON.stringify(entry, (_key, value: unknown) =>
    value === null || value === false || (Array.isArray(value) && value.length === 0) ? undefined : value,
  );
}

/** The entry of a text that was sealed here: it is ours, and whole. */
export function readEntry(text: string): LogEntry {
  const entry: LogEntry = { ...blankEntry, ...JSON.parse(text) };
  return {
    ...entry,
    members: entry.members.map(({ number = null, displayName = null }) => ({ number, displayName })),
  };
}

/** A UUID as its 16 bytes. */
export function idBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** An entry that was left open by a program that stopped: its end is not known. */
export function closeUnseen(entry: LogEntry): LogEntry {
  return entry.outcome === 'outage' ? { ...entry, uncertain: true } : { ...entry, outcome: 'interrupted' };
}

/** Whether an entry still goes on, as far as it says itself. */
export function isOpen({ outcome, endedAt, uncertain }: LogEntry): boolean {
  return outcome === 'open' || (outcome === 'outage' && endedAt === null && !uncertain);
}
