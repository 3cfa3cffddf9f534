import { Temporal } from 'temporal-polyfill';

/** From Monday on, as ISO 8601 numbers them. */
export const weekDays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type WeekDay = (typeof weekDays)[number];

/** Wall-clock times, `09:00`; the end is not part of it, `24:00` is midnight. */
export interface OpeningHours {
  readonly days: readonly WeekDay[];
  readonly from: string;
  readonly to: string;
}

/** When whoever answers is at work. */
export interface Calendar {
  /** Of whoever answers, IANA name. */
  readonly timeZone: string;
  readonly hours: readonly OpeningHours[];
  /** Name of the holiday on a day (`2026-05-14`) of whoever answers, or null. */
  readonly holidayOn: (day: string) => string | null;
}

/** Why it is open or closed. */
export type DayState =
  | { readonly kind: 'open' | 'off-hours' | 'weekend' }
  | { readonly kind: 'holiday'; readonly name: string };

/** No office is closed for longer. Days. */
const HORIZON = 130;

/**
 * Whether it is open at an instant (ms since the epoch): what its wall clock shows then lies within the hours. In the
 * hour that an autumn repeats, it is twice what the clock says.
 */
export function isOpen(calendar: Calendar, at: number): boolean {
  return stateAt(calendar, at).kind === 'open';
}

/** The same with the reason: a holiday before a week-end before the hour. */
export function stateAt(calendar: Calendar, at: number): DayState {
  const wall = wallAt(calendar, at);
  const holiday = calendar.holidayOn(wall.toPlainDate().toString());
  if (holiday !== null) return { kind: 'holiday', name: holiday };
  const today = hoursOn(calendar, wall.dayOfWeek);
  if (today.length === 0) return { kind: 'weekend' };
  const minutes = wall.hour * 60 + wall.minute;
  const open = today.some(({ from, to }) => minutesOf(from) <= minutes && minutes < minutesOf(to));
  return { kind: open ? 'open' : 'off-hours' };
}

/** The first instant after `at` at which it opens or closes; null where that is out of sight. Ms since the epoch. */
export function nextChange(calendar: Calendar, at: number): number | null {
  if (calendar.hours.length === 0) return null;
  const before = isOpen(calendar, at);
  const today = wallAt(calendar, at).toPlainDate();
  for (let ahead = 0; ahead <= HORIZON; ahead += 1) {
    const moments = momentsOf(calendar, today.add({ days: ahead }));
    const change = moments.find((moment) => moment > at && isOpen(calendar, moment) !== before);
    if (change !== undefined) return change;
  }
  return null;
}

/** The instant by which `minutes` of opening time have passed since `since`; null where that is out of sight. */
export function afterOpenMinutes(calendar: Calendar, since: number, minutes: number): number | null {
  let at = since;
  let left = minutes * 60_000;
  for (;;) {
    const change = nextChange(calendar, at);
    if (isOpen(calendar, at)) {
      const end = change ?? Number.POSITIVE_INFINITY;
      if (at + left <= end) return at + left;
      left -= end - at;
    }
    if (change === null) return null;
    at = change;
  }
}

/** When something may begin or end on a day, in order: at midnight, at its hours, and where its clock is changed. */
function momentsOf({ timeZone, hours }: Calendar, day: Temporal.PlainDate): readonly number[] {
  const start = day.toZonedDateTime(timeZone);
  const times = hours.flatMap(({ from, to }) => [minutesOf(from), minutesOf(to)]);
  // A time that the clock shows twice counts twice.
  const walls = times.flatMap((minutes) => {
    const wall = day.toPlainDateTime().add({ minutes });
    return (['earlier', 'later'] as const).map((disambiguation) =>
      wall.toZonedDateTime(timeZone, { disambiguation }),
    );
  });
  const transition = start.getTimeZoneTransition('next');
  const isToday = transition?.toPlainDate().equals(day) ?? false;
  const moments = [start, ...walls, ...(transition && isToday ? [transition] : [])];
  return [...new Set(moments.map(({ epochMilliseconds }) => epochMilliseconds))].sort((a, b) => a - b);
}

function wallAt({ timeZone }: Calendar, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}

function hoursOn({ hours }: Calendar, dayOfWeek: number): readonly OpeningHours[] {
  const day = weekDays[dayOfWeek - 1];
  return hours.filter(({ days }) => day !== undefined && days.includes(day));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
