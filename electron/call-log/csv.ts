import texts from '../../resources/fr/call-log-export.json' with { type: 'json' };
import { parisTime } from '../shared/csv.ts';
import type { LogEntry } from './rules/entry.ts';

/** Titles of the columns of an export. */
export const csvColumns: readonly string[] = texts.columns;

/** An entry as a row of an export; times in Europe/Paris, durations in seconds. */
export function csvRow(entry: LogEntry): readonly string[] {
  const { direction, outcome, number, name, members, room, phone, agent } = entry;
  return [
    parisTime(entry.beganAt),
    entry.answeredAt === null ? '' : parisTime(entry.answeredAt),
    entry.endedAt === null ? '' : parisTime(entry.endedAt),
    direction === null ? '' : texts.directions[direction],
    texts.outcomes[outcome],
    number ?? (direction === null ? '' : texts.withheld),
    name ?? '',
    members.map((member) => [member.displayName, member.number].filter(Boolean).join(' ')).join(', '),
    room ?? '',
    phone ?? '',
    agent?.name ?? '',
    seconds(entry.ringMs),
    seconds(entry.talkMs),
    seconds(entry.holdMs),
    [entry.seenLate && texts.seenLate, entry.uncertain && texts.uncertain].filter(Boolean).join(', '),
  ];
}

function seconds(ms: number | null): string {
  return ms === null ? '' : String(Math.round(ms / 1_000));
}
