import { afterOpenMinutes, type Calendar, isOpen, nextChange } from './calendar.ts';
import type { Severity } from './choices.ts';

/** Whom one turns to when the support has not answered in time. */
export interface Level {
  readonly name: string;
  readonly for: readonly Severity[];
  /** In which hours of the calendar. */
  readonly when: 'open' | 'closed' | 'always';
  /** As people write it. */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
}

/** Minutes within which the support promised to answer, and whether only its opening hours count. */
export interface PromisedDelay {
  readonly minutes: number;
  readonly counted: 'always' | 'open';
}

export interface EscalationTable {
  readonly calendar: Calendar;
  /** The first that fits. */
  readonly levels: readonly Level[];
  readonly promises: { readonly [S in Severity]?: PromisedDelay | undefined };
}

/** Whom to turn to now; `until` (ms since the epoch) is when that changes, null where it never does. */
export interface Contact {
  /** Null where nobody takes an escalation now. */
  readonly level: Level | null;
  readonly until: number | null;
  /** Who follows then. */
  readonly next: Level | null;
}

/** Whom an escalation goes to at an instant (ms since the epoch); null where nobody takes it. Pure. */
export function levelAt(table: EscalationTable, severity: Severity, at: number): Level | null {
  return levelWhen(table, severity, isOpen(table.calendar, at));
}

/** The same with when it changes. Pure. */
export function contactAt(table: EscalationTable, severity: Severity, at: number): Contact {
  const open = isOpen(table.calendar, at);
  const [level, other] = [levelWhen(table, severity, open), levelWhen(table, severity, !open)];
  if (level === other) return { level, until: null, next: null };
  const until = nextChange(table.calendar, at);
  return { level, until, next: until === null ? null : other };
}

function levelWhen({ levels }: EscalationTable, severity: Severity, open: boolean): Level | null {
  const fits = ({ when }: Level) => when === 'always' || (when === 'open') === open;
  return levels.find((level) => level.for.includes(severity) && fits(level)) ?? null;
}

/** When the promised delay of what was reported at `since` has passed; null where nothing was promised. */
export function promisedBy(
  { calendar, promises }: EscalationTable,
  severity: Severity,
  since: number,
): number | null {
  const promise = promises[severity];
  if (!promise) return null;
  return promise.counted === 'always'
    ? since + promise.minutes * 60_000
    : afterOpenMinutes(calendar, since, promise.minutes);
}
