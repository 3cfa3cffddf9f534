import type { OpeningHours, WeekDay } from '../../../../electron/support/escalation/rules/calendar.ts';

/**
 * What the seeds say, worked out another way than the program does: the wall clock by ICU's own formatting, the holidays
 * by the law's list and the computus, the rest by counting minutes.
 */

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows. */
export function wallClock(at: number, timeZone: string): { day: string; weekDay: string; minutes: number } {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'long',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    weekDay: String(part.weekday).toLowerCase(),
    minutes: Number(part.hour) * 60 + Number(part.minute),
  };
}

/** Easter Sunday, in days from 1 January (Meeus, Jones, Butcher). */
function easter(year: number): Date {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const monthAndDay = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(monthAndDay / 31) - 1, (monthAndDay % 31) + 1));
}

/** Code du travail, L3133-1: eleven days; L3134-13: two more in Bas-Rhin, Haut-Rhin and Moselle. */
export function legalHolidays(year: number, alsaceMoselle = false): ReadonlySet<string> {
  const sunday = easter(year).getTime();
  const fromEaster = (days: number) => new Date(sunday + days * DAY).toISOString().slice(0, 10);
  const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
  return new Set([
    ...fixed.map((day) => `${year}-${day}`),
    ...[1, 39, 50].map(fromEaster),
    ...(alsaceMoselle ? [fromEaster(-2), `${year}-12-26`] : []),
  ]);
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether a clock on the wall shows one of these hours, on no holiday. */
export function shownOpen(
  at: number,
  hours: readonly OpeningHours[],
  isHoliday: (day: string) => boolean,
  timeZone = 'Europe/Paris',
): boolean {
  const { day, weekDay, minutes } = wallClock(at, timeZone);
  if (isHoliday(day)) return false;
  return hours.some(
    ({ days, from, to }) =>
      days.some((one: WeekDay) => one === weekDay) && minutes >= minutesOf(from) && minutes < minutesOf(to),
  );
}

/** « du lundi au vendredi de 9h à 18h hors jours fériés » (seed 001), read aloud by a clock. */
export function seedOpen(at: number, holidays: (year: number) => ReadonlySet<string>): boolean {
  const { day, weekDay, minutes } = wallClock(at, 'Europe/Paris');
  if (weekDay === 'saturday' || weekDay === 'sunday') return false;
  if (holidays(Number(day.slice(0, 4))).has(day)) return false;
  return minutes >= 9 * 60 && minutes < 18 * 60;
}
