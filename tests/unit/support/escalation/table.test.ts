import { describe, expect, it } from 'vitest';
import { stateAt } from '../../../../electron/support/escalation/rules/calendar.ts';
import { contactAt, levelAt, promisedBy } from '../../../../electron/support/escalation/rules/table.ts';
import { DAY, HOUR, legalHolidays, MINUTE, seedOpen } from './oracle.ts';
import { seedTable } from './seed-table.ts';

const regions = [
  ['france', seedTable('france'), (year: number) => legalHolidays(year)],
  ['alsace-moselle', seedTable('alsace-moselle'), (year: number) => legalHolidays(year, true)],
] as const;

const n3 = { phone: '01 44 08 02 62', email: 'asip-si-samu-support-n3@esante.si-samu.fr' };
const onCall = { phone: '06 37 00 84 99', email: 'ASIP-Astreinte@sante.gouv.fr' };

/** Minutes around an instant, on both sides. */
const around = (at: number, minutes: number) =>
  Array.from({ length: 2 * minutes + 1 }, (_, index) => at + (index - minutes) * MINUTE);

/** What the seeds say of each of these minutes that the table does not. */
function disagreements(
  table: ReturnType<typeof seedTable>,
  holidays: (year: number) => ReadonlySet<string>,
  minutes: readonly number[],
): readonly string[] {
  return minutes
    .filter((at) => {
      const open = seedOpen(at, holidays);
      const major = levelAt(table, 'major', at);
      const other = levelAt(table, 'other', at);
      const wanted = open ? n3 : onCall;
      const agrees = major?.phone === wanted.phone && major.email === wanted.email;
      return !(agrees && (open ? other?.email === n3.email && !other.phone : other === null));
    })
    .map((at) => new Date(at).toISOString());
}

describe.each(regions)('the table of the seeds, with the holidays of %s', (_region, table, holidays) => {
  it('agrees with them around each opening, closing and midnight of ten years', () => {
    const first = Date.UTC(2024, 0, 1);
    const days = Array.from({ length: 3_653 }, (_, index) => first + index * DAY);
    // 9:00, 18:00 and midnight in Paris, in winter and in summer.
    const minutes = days.flatMap((day) =>
      [7, 8, 16, 17, 22, 23].flatMap((hour) => around(day + hour * HOUR, 1)),
    );
    expect(disagreements(table, holidays, minutes)).toEqual([]);
  });

  it.each([
    ['the week of the change to summer time, before Easter', Date.UTC(2027, 2, 25)],
    ['the week of the change to winter time', Date.UTC(2026, 9, 22)],
    ['Good Friday and Easter Monday', Date.UTC(2026, 3, 1)],
    ['1 May and 8 May', Date.UTC(2026, 3, 30)],
    ['Ascension', Date.UTC(2026, 4, 12)],
    ['Whit Monday', Date.UTC(2026, 4, 22)],
    ['Christmas and the day after', Date.UTC(2028, 11, 22)],
    ['the turn of the year', Date.UTC(2026, 11, 30)],
  ])('agrees with them in every minute of %s', (_name, first) => {
    const minutes = Array.from({ length: 7 * 24 * 60 }, (_, index) => first + index * MINUTE);
    expect(disagreements(table, holidays, minutes)).toEqual([]);
  });

  it('knows the holidays of twenty years, and no other', () => {
    const found = Array.from({ length: 20 * 366 }, (_, index) => Date.UTC(2020, 0, 1, 12) + index * DAY)
      .filter((noon) => noon < Date.UTC(2040, 0, 1))
      .filter((noon) => stateAt(table.calendar, noon).kind === 'holiday')
      .map((noon) => new Date(noon).toISOString().slice(0, 10));
    const legal = Array.from({ length: 20 }, (_, index) => [...holidays(2020 + index)]).flat();
    expect(found).toEqual([...new Set(legal)].sort());
  });

  it('tells to the minute when whom to call changes, and to whom', () => {
    const first = Date.UTC(2026, 3, 1);
    const minutes = Array.from({ length: 10 * 24 * 60 }, (_, index) => first + index * MINUTE);
    const open = minutes.map((at) => seedOpen(at, holidays));
    const changes = minutes.filter((_, index) => index > 0 && open[index] !== open[index - 1]);
    const looked = minutes.filter(
      (at) => at % (31 * MINUTE) === 0 || changes.some((change) => Math.abs(at - change) <= 2 * MINUTE),
    );
    for (const at of looked) {
      const next = changes.find((change) => change > at);
      if (next === undefined) continue;
      const contact = contactAt(table, 'major', at);
      expect({ at, until: contact.until }).toEqual({ at, until: next });
      expect(contact.next).toEqual(contactAt(table, 'major', next).level);
    }
  });
});

describe('the table', () => {
  const at = (text: string) => Date.parse(text);

  it('says Good Friday of Strasbourg, and works through it in Paris', () => {
    const goodFriday = at('2026-04-03T10:00:00+02:00');
    expect(stateAt(seedTable('alsace-moselle').calendar, goodFriday)).toEqual({
      kind: 'holiday',
      name: 'Vendredi saint',
    });
    expect(stateAt(seedTable('france').calendar, goodFriday)).toEqual({ kind: 'open' });
  });

  it.each([
    ['2026-11-27T17:59:59+01:00', 'open'],
    ['2026-11-27T18:00:00+01:00', 'off-hours'],
    ['2026-11-28T10:00:00+01:00', 'weekend'],
    ['2026-11-30T08:59:59+01:00', 'off-hours'],
    ['2026-11-30T09:00:00+01:00', 'open'],
  ])('at %s is in state %s', (instant, kind) => {
    expect(stateAt(seedTable().calendar, at(instant)).kind).toBe(kind);
  });

  it('closes on the days that a site adds', () => {
    const bridged = seedTable('france', { closedDays: ['2026-05-15'] });
    const friday = at('2026-05-15T10:00:00+02:00');
    expect(contactAt(bridged, 'major', friday).level?.phone).toBe(onCall.phone);
    expect(contactAt(bridged, 'other', friday)).toEqual({
      level: null,
      until: at('2026-05-18T09:00:00+02:00'),
      next: expect.objectContaining({ email: n3.email }),
    });
  });

  it('never changes where one answers always', () => {
    const levels = [{ name: 'Garde', for: ['major', 'other'], when: 'always', phone: '1515' }];
    const contact = contactAt(seedTable('france', { levels }), 'other', at('2026-11-28T03:00:00Z'));
    expect(contact).toMatchObject({ level: { phone: '1515' }, until: null, next: null });
  });

  it('takes the first level that fits', () => {
    const levels = [
      { name: 'Nuit', for: ['major'], when: 'closed', phone: '2001' },
      { name: 'Toujours', for: ['major'], when: 'always', phone: '2002' },
    ];
    const table = seedTable('france', { levels });
    expect(contactAt(table, 'major', at('2026-11-28T03:00:00Z')).level?.phone).toBe('2001');
    expect(contactAt(table, 'major', at('2026-11-27T10:00:00Z')).level?.phone).toBe('2002');
    expect(contactAt(table, 'other', at('2026-11-27T10:00:00Z'))).toEqual({
      level: null,
      until: null,
      next: null,
    });
  });
});

describe('the promised delay', () => {
  const table = seedTable('france', {
    delays: { major: { minutes: 30 }, other: { minutes: 240, counted: 'open' } },
  });
  const by = (severity: 'major' | 'other', since: string) => {
    const passed = promisedBy(table, severity, Date.parse(since));
    return passed === null ? null : new Date(passed).toISOString();
  };

  it('is none where the site says none', () => {
    expect(promisedBy(seedTable(), 'major', 0)).toBeNull();
  });

  it('of a major incident goes on through the night', () => {
    expect(by('major', '2026-11-28T03:50:00+01:00')).toBe('2026-11-28T03:20:00.000Z');
  });

  it.each([
    ['within a day', '2026-11-27T09:30:00+01:00', '2026-11-27T13:30:00+01:00'],
    ['to the very end of a day', '2026-11-27T14:00:00+01:00', '2026-11-27T18:00:00+01:00'],
    ['over a week-end', '2026-11-27T16:00:00+01:00', '2026-11-30T11:00:00+01:00'],
    ['from a night', '2026-11-26T22:00:00+01:00', '2026-11-27T13:00:00+01:00'],
    ['over Ascension', '2026-05-13T17:00:00+02:00', '2026-05-15T12:00:00+02:00'],
    ['over the change to summer time', '2027-03-26T17:00:00+01:00', '2027-03-30T12:00:00+02:00'],
    ['over the change to winter time', '2026-10-23T15:00:00+02:00', '2026-10-26T10:00:00+01:00'],
  ])('counted in opening hours, %s', (_name, since, until) => {
    // 28 and 29 March 2027 are Easter Sunday and Monday.
    expect(by('other', since)).toBe(new Date(until).toISOString());
  });
});
