import type { Outcome } from '../../../electron/call-log/rules/entry.ts';
import type { CallLogFilter } from '../../../electron/ipc/rooms/call-log.ts';

const HOUR_MS = 3_600_000;

/** What a person chooses among. */
export interface Filters {
  readonly text: string;
  readonly kind: 'all' | 'inbound' | 'outbound';
  readonly outcome: OutcomeGroup;
  readonly period: Period;
  readonly mine: boolean;
}

export const periods = ['all', 'shift', 'today', 'yesterday', 'week'] as const;
export type Period = (typeof periods)[number];
export const kinds = ['all', 'inbound', 'outbound'] as const;

/** Twelve outcomes are too many to choose among at night. */
const groups = {
  all: null,
  missed: ['missed', 'abandoned', 'recovered'],
  answered: ['open', 'answered', 'transferred', 'conference'],
  unanswered: ['unanswered', 'refused', 'deflected'],
  unsure: ['interrupted', 'recovered', 'outage'],
} as const satisfies Record<string, readonly Outcome[] | null>;
export type OutcomeGroup = keyof typeof groups;
export const outcomeGroups: readonly OutcomeGroup[] = ['all', 'missed', 'answered', 'unanswered', 'unsure'];

export const noFilters: Filters = { text: '', kind: 'all', outcome: 'all', period: 'all', mine: false };

export function isFiltered({ text, kind, outcome, period, mine }: Filters): boolean {
  return text.trim() !== '' || kind !== 'all' || outcome !== 'all' || period !== 'all' || mine;
}

/** What is asked of main; `now` is ms since the epoch, days are those of this workstation. */
export function filterOf({ text, kind, outcome, period, mine }: Filters, now: number): CallLogFilter {
  return {
    text: text.trim(),
    direction: kind === 'all' ? null : kind,
    outcomes: groups[outcome],
    ...spanOf(period, now),
    mine,
  };
}

function spanOf(period: Period, now: number): Pick<CallLogFilter, 'from' | 'to'> {
  switch (period) {
    case 'all':
      return { from: null, to: null };
    case 'shift':
      return { from: now - 12 * HOUR_MS, to: null };
    case 'today':
      return { from: dayStart(now, 0), to: null };
    case 'yesterday':
      return { from: dayStart(now, -1), to: dayStart(now, 0) };
    case 'week':
      return { from: dayStart(now, -6), to: null };
  }
}

/** Midnight of the day that is `days` after that of `now`; days may last 23 or 25 hours. */
function dayStart(now: number, days: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}
