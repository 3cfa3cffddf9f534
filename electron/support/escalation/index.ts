import type { EscalationConfiguration } from '../../settings/configuration.ts';
import { type HolidayRegion, holidaysOf } from './holidays.ts';
import type { EscalationTable } from './rules/table.ts';

export { type Callee, type Declared, Escalation, type EscalationState } from './escalation.ts';
export type { HolidayRegion } from './holidays.ts';
export type { PreparedMail } from './mail.ts';
export type { Advice } from './rules/advice.ts';
export type { DayState } from './rules/calendar.ts';
export type { Severity } from './rules/choices.ts';
export type { Contact, EscalationTable, Level } from './rules/table.ts';
export type { Done, UnderWay } from './rules/under-way.ts';

/** The table that a site configures. */
export function escalationTable(configuration: EscalationConfiguration): EscalationTable {
  const { timeZone, hours, levels, delays, holidays, closedDays } = configuration;
  return {
    calendar: { timeZone, hours, holidayOn: holidaysOf(holidays satisfies HolidayRegion, closedDays) },
    levels,
    promises: delays,
  };
}
