import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterOpenMinutes,
  type Calendar,
  isOpen,
  nextChange,
  weekDays,
} from '../../../../electron/support/escalation/rules/calendar.ts';
import { DAY, MINUTE, shownOpen } from './oracle.ts';

const two = (value: number) => String(value).padStart(2, '0');
const clock = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

const someHours = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...weekDays), { minLength: 1 }),
    from: fc.integer({ min: 0, max: 1_438 }),
    length: fc.integer({ min: 1, max: 1_440 }),
  })
  .map(({ days, from, length }) => ({ days, from: clock(from), to: clock(Math.min(from + length, 1_440)) }));
/** One whose clocks change by half an hour, one with a month of winter time, one that never changes. */
const zones = [
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Indian/Reunion',
];
/** Around both changes of the clock, in each of these zones, and anywhere. */
const instant = fc
  .oneof(
    fc.constantFrom(
      Date.UTC(2026, 2, 29, 1),
      Date.UTC(2026, 9, 25, 1),
      Date.UTC(2026, 2, 8, 7),
      Date.UTC(2026, 10, 1, 6),
      Date.UTC(2026, 3, 4, 15),
    ),
    fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }),
  )
  .chain((middle) => fc.integer({ min: middle - DAY, max: middle + DAY }));

interface Parts extends Pick<Calendar, 'timeZone' | 'hours'> {
  readonly holidays: readonly string[];
}

const anyCalendar: fc.Arbitrary<Parts> = fc.record({
  timeZone: fc.constantFrom(...zones),
  hours: fc.array(someHours, { minLength: 1, maxLength: 3 }),
  holidays: fc.uniqueArray(fc.constantFrom<string>('2026-03-28', '2026-03-30', '2026-10-26', '2026-11-02')),
});

const calendarOf = ({ timeZone, hours, holidays }: Parts): Calendar => ({
  timeZone,
  hours,
  holidayOn: (day) => (holidays.includes(day) ? 'fermé' : null),
});

describe('a calendar of any hours in any time zone', () => {
  it('is open when a clock on the wall shows one of its hours', () => {
    fc.assert(
      fc.property(anyCalendar, instant, (parts, at) => {
        const { hours: open, holidays, timeZone } = parts;
        const shown = shownOpen(at, open, (day) => holidays.includes(day), timeZone);
        expect(isOpen(calendarOf(parts), at)).toBe(shown);
      }),
      { numRuns: 1_000 },
    );
  });

  it('stays as it is until the next change, and is otherwise then', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        instant,
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
        (parts, at, shares) => {
          const calendar = calendarOf(parts);
          const change = nextChange(calendar, at);
          if (change === null) return;
          expect(change).toBeGreaterThan(at);
          const before = isOpen(calendar, at);
          expect(isOpen(calendar, change)).toBe(!before);
          expect(isOpen(calendar, change - 1)).toBe(before);
          for (const share of shares)
            expect(isOpen(calendar, at + Math.floor((change - at) * share))).toBe(before);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('counts as many open minutes as a watch does', () => {
    fc.assert(
      fc.property(anyCalendar, instant, fc.integer({ min: 1, max: 600 }), (parts, at, minutes) => {
        const calendar = calendarOf(parts);
        const since = at - (at % MINUTE);
        const until = afterOpenMinutes(calendar, since, minutes);
        if (until === null || until - since > 4 * DAY) return;
        let counted = 0;
        for (let minute = since; minute < until; minute += MINUTE) {
          const { hours: open, holidays, timeZone } = parts;
          if (shownOpen(minute, open, (day) => holidays.includes(day), timeZone)) counted += 1;
        }
        expect(counted).toBe(minutes);
      }),
      { numRuns: 200 },
    );
  });
});
