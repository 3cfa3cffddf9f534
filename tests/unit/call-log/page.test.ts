import { describe, expect, it } from 'vitest';
import { filterOf, isFiltered, noFilters } from '../../../renderer/station/call-log/filters.ts';
import { callRows } from '../../../renderer/station/call-log/rows.ts';
import { entry } from './entries.ts';

const now = new Date(2026, 2, 29, 15, 30).getTime();
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a filter of the call log', () => {
  it('asks for everything until something is chosen', () => {
    expect(isFiltered({ ...noFilters, text: '  ' })).toBe(false);
    expect(filterOf(noFilters, now)).toEqual({
      text: '',
      direction: null,
      outcomes: null,
      from: null,
      to: null,
      mine: false,
    });
  });

  it('counts days as the wall does, be they of 23 hours', () => {
    const midnight = new Date(2026, 2, 29).getTime();
    const today = filterOf({ ...noFilters, period: 'today' }, now);
    const yesterday = filterOf({ ...noFilters, period: 'yesterday' }, now);
    const week = filterOf({ ...noFilters, period: 'week' }, now);
    expect(today).toMatchObject({ from: midnight, to: null });
    expect(yesterday).toMatchObject({ from: new Date(2026, 2, 28).getTime(), to: midnight });
    expect(week).toMatchObject({ from: new Date(2026, 2, 23).getTime(), to: null });
  });

  it('takes what nobody here answered as one', () => {
    expect(filterOf({ ...noFilters, outcome: 'missed' }, now).outcomes).toContain('abandoned');
    expect(isFiltered({ ...noFilters, outcome: 'missed' })).toBe(true);
  });
});

describe('a line of the call log', () => {
  const row = (over: Parameters<typeof entry>[0]) => {
    const [one] = callRows([entry({ beganAt: now - 60_000, ...over })], now);
    if (!one) throw new Error('no line');
    return one;
  };

  it('says who, when, how it came out and how long', () => {
    const line = row({ name: 'Pompiers CTA 44', number: '0240083333', holdMs: 65_000 });
    expect(line).toMatchObject({ at: '15:29', party: 'Pompiers CTA 44', result: 'Communication' });
    expect(line.below.map(plain)).toEqual(['02 40 08 33 33']);
    expect(line.durations).toEqual(['sonnerie 00:04', 'conversation 01:00', 'garde 01:05']);
  });

  it('names the day, today and yesterday as such', () => {
    const days = callRows(
      [0, 1, 2].map((back) => entry({ beganAt: new Date(2026, 2, 29 - back, 12).getTime() })),
      now,
    );
    expect(days.map(({ day }) => day)).toEqual(['aujourd’hui', 'hier', 'vendredi 27 mars']);
  });

  it('has nothing to call back where the number is withheld', () => {
    expect(row({ number: null })).toMatchObject({ party: 'Numéro masqué', number: null });
  });

  it('says what is not sure', () => {
    expect(row({ uncertain: true }).notes.map(plain)).toEqual(['incertain : liaison perdue pendant l’appel']);
    expect(row({ seenLate: true }).notes).toEqual(['vu depuis 15:29']);
    expect(row({ outcome: 'recovered', uncertain: true }).notes).toEqual([]);
  });

  it('says since when, and until when, the link was lost', () => {
    const outage = { outcome: 'outage', direction: null, number: null, ringMs: null } as const;
    expect(row({ ...outage, endedAt: now }).below).toEqual(['de 15:29:00 à 15:30:00']);
    expect(row({ ...outage, endedAt: null }).below).toEqual(['depuis 15:29:00']);
    expect(row({ ...outage, endedAt: null, uncertain: true }).below).toEqual([
      'depuis 15:29:00, fin inconnue',
    ]);
  });
});
