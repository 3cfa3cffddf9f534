import Holidays from 'date-holidays';
import type { Calendar } from './rules/calendar.ts';

/** Where public holidays of their own are kept, and the department that stands for it in `date-holidays`. */
export const holidayRegions = {
  france: null,
  'alsace-moselle': '67',
  guadeloupe: 'GP',
  martinique: 'MQ',
  guyane: 'GF',
  reunion: 'RE',
  mayotte: 'YT',
} as const;
export type HolidayRegion = keyof typeof holidayRegions;

/**
 * The public holidays of a region of France, and days (`2026-05-15`) on which an office is closed besides. A year is
 * computed once.
 */
export function holidaysOf(region: HolidayRegion, closedDays: readonly string[]): Calendar['holidayOn'] {
  const state = holidayRegions[region];
  const known = state === null ? new Holidays('FR') : new Holidays('FR', state);
  const years = new Map<string, ReadonlyMap<string, string>>();
  const daysIn = (year: string) => {
    const read = years.get(year) ?? publicDays(known, Number(year));
    years.set(year, read);
    return read;
  };
  return (day) => daysIn(day.slice(0, 4)).get(day) ?? (closedDays.includes(day) ? '' : null);
}

function publicDays(known: Holidays, year: number): ReadonlyMap<string, string> {
  const days = known.getHolidays(year).filter(({ type }) => type === 'public');
  return new Map(days.map(({ date, name }) => [date.slice(0, 10), name]));
}
