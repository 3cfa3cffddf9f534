import { describe, expect, it } from 'vitest';
import type { RecentNumber } from '../../../electron/call-log/rules/recent-numbers.ts';
import type { DialReading } from '../../../electron/dialling/prepare-dial.ts';
import type { Suggestion } from '../../../electron/handlers/dial-suggestions.ts';
import { moved, optionsOf } from '../../../renderer/dial/options.ts';

const several: DialReading = {
  kind: 'several',
  choices: [
    { number: '0240083333', dialled: '00240083333', extension: null, doubtful: false },
    { number: '15', dialled: '15', extension: '3', doubtful: false },
  ],
};
const somebody: Suggestion = { name: 'CH', kind: 'hospital', place: 'Nantes', number: '15' };

const recent: readonly RecentNumber[] = [
  { number: '18', name: null, at: null },
  { number: '0240083333', name: 'Pompiers CTA 44', at: Date.UTC(2026, 10, 22, 3, 12) },
];

describe('what the number field proposes', () => {
  it('is the choice among the numbers that were pasted, each with what is dialled for it', () => {
    const options = optionsOf({ reading: several, recent, found: [somebody] });
    expect(options.map(({ number }) => number)).toEqual(['0240083333', '15']);
    expect(options[1]?.detail).toBe('Sera composé\u00a0: 15, puis demander le poste 3');
  });

  it('is who was found, before what was dialled lately', () => {
    expect(optionsOf({ reading: null, recent, found: [somebody] })).toMatchObject([
      { name: 'CH', detail: 'Hôpital – Nantes – 15', number: '15' },
    ]);
  });

  it('is what was dialled lately while nothing is typed, with whose it is and when it was', () => {
    const options = optionsOf({ reading: { kind: 'empty' }, recent, found: [] });
    expect(options).toMatchObject([
      { number: '18', name: '18', detail: 'Dernier numéro composé' },
      { number: '0240083333', name: 'Pompiers CTA 44' },
    ]);
    expect(options[1]?.detail).toMatch(/^02.40.08.33.33 – Composé le 22\/11 \d\d:\d\d$/);
    expect(optionsOf({ reading: { kind: 'empty' }, recent: [], found: [] })).toEqual([]);
  });
});

describe('the arrows', () => {
  it('go from the field through the list and back to the field', () => {
    expect([moved(-1, 'ArrowDown', 2), moved(0, 'ArrowDown', 2), moved(1, 'ArrowDown', 2)]).toEqual([
      0, 1, -1,
    ]);
    expect([moved(-1, 'ArrowUp', 2), moved(0, 'ArrowUp', 2)]).toEqual([1, -1]);
  });

  it('stay in the field where there is no list', () => {
    expect(moved(-1, 'ArrowDown', 0)).toBe(-1);
  });
});
