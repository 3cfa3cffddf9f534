import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../electron/directory/index.ts';
import { fail, ok } from '../../../electron/failures/index.ts';
import { recent, suggest } from '../../../electron/handlers/dial-suggestions.ts';

const entry: Entry = {
  id: 1,
  name: 'CHU Nantes',
  kind: 'hospital',
  organisation: 'CHU',
  service: 'Urgences',
  town: 'Nantes',
  numbers: [
    { kind: 'office', number: '02 40 08 33 33' },
    { kind: 'fax', number: '02 40 08 33 34' },
  ],
  groups: [],
  remarkable: null,
  favourite: false,
  source: 'local',
};
const colleagues = [
  { number: '1502', name: 'Hélène Le Goff' },
  { number: '1503', name: 'Benoît Martin', group: 'Médecins' },
];
const none = { colleagues, search: async () => ok({ entries: [] }) };

describe('what a text finds under the number field', () => {
  it('is colleagues by the beginnings of their names in any order, without accents, or by their number', async () => {
    expect(await suggest('goff hel', none)).toMatchObject({ value: [{ number: '1502', kind: 'colleague' }] });
    expect(await suggest('1503', none)).toMatchObject({
      value: [{ name: 'Benoît Martin', place: 'Médecins' }],
    });
  });

  it('is the directory too, each number that may be called', async () => {
    const found = await suggest('chu', { colleagues: [], search: async () => ok({ entries: [entry] }) });
    expect(found).toEqual(
      ok([
        {
          name: 'CHU Nantes',
          kind: 'hospital',
          place: 'Urgences, CHU, Nantes',
          number: '02 40 08 33 33',
        },
      ]),
    );
  });

  it('is nobody for a single letter, which is not asked of the directory', async () => {
    let asked = false;
    const search = async () => {
      asked = true;
      return ok({ entries: [] });
    };
    expect(await suggest(' h ', { colleagues, search })).toEqual(ok([]));
    expect(asked).toBe(false);
  });

  it('is still the colleagues while the directory is away, and its failure where there is none', async () => {
    const away = { colleagues, search: async () => fail('Records_NotAnswering') };
    expect(await suggest('martin', away)).toMatchObject({ value: [{ number: '1503' }] });
    expect(await suggest('chu', away)).toMatchObject({ failure: { code: 'Records_NotAnswering' } });
  });

  it('is eight at most', async () => {
    const many = Array.from({ length: 20 }, () => entry);
    const found = await suggest('chu', { colleagues: [], search: async () => ok({ entries: many }) });
    expect(found.ok && found.value).toHaveLength(8);
  });
});

describe('what an empty number field proposes', () => {
  const entries = [
    { number: '+33240083333', name: 'CTA 44', at: 2 },
    { number: '15', name: null, at: 1 },
  ];
  const logged = ok(entries);

  it('is what the log has, which the last number dialled is not there twice for', () => {
    expect(recent('02 40 08 33 33', logged)).toBe(entries);
    expect(recent(null, logged)).toBe(entries);
  });

  it('begins with the number that was dialled and is in no entry: it never became a call', () => {
    expect(recent('0612345678', logged).map(({ number }) => number)).toEqual([
      '0612345678',
      '+33240083333',
      '15',
    ]);
    expect(recent('15', fail('Records_NotAnswering'))).toEqual([{ number: '15', name: null, at: null }]);
  });
});
