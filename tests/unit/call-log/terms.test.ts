import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import { EVERY_TERM, matchesQuery, searchOf, termsOf } from '../../../electron/call-log/rules/terms.ts';
import { anyQuery, entry } from './entries.ts';

function isFound(one: LogEntry, text: string): boolean {
  const search = searchOf({ text, agent: null });
  const terms = new Set(termsOf(one));
  return search.terms.every((term) => terms.has(term)) && search.matches(one);
}

describe('finding an entry of the call log', () => {
  const fire = entry({ number: '+33240083333', name: 'Pompiers – CTA 44, Élodie' });

  it.each([
    '0240083333',
    '02 40 08 33 33',
    '+33 2 40 08 33 33',
    '0033240083333',
    '083333',
    '3333',
    '83333',
    'pompiers',
    'POMP',
    'elod',
    'cta pompier',
    'cta 44',
    '3333 pomp',
    '',
    ' ',
  ])('by « %s »', (text) => expect(isFound(fire, text)).toBe(true));

  it.each(['0240083334', '333', '33333', 'ompiers', 'pompe', 'cta 45', '3334 pomp'])(
    'not by « %s »',
    (text) => expect(isFound(fire, text)).toBe(false),
  );

  it('a short number is looked for whole', () => {
    expect(isFound(entry({ number: '15' }), '15')).toBe(true);
    expect(isFound(entry({ number: '115' }), '15')).toBe(false);
  });

  it('finds the others of a conference, and the waiting room', () => {
    const members = [
      { number: '0611112222', displayName: 'Docteur Martin' },
      { number: '1502', displayName: null },
    ];
    expect(isFound(entry({ members }), 'martin')).toBe(true);
    expect(isFound(entry({ members }), '1502')).toBe(true);
    expect(isFound(entry({ room: 'Ambulances' }), 'ambu')).toBe(true);
  });

  it('every entry has the term by which all are listed', () => {
    expect(termsOf(entry({ number: null }))).toEqual([EVERY_TERM, 'a:p1']);
  });

  it('what an entry is called, or the end of its number, always finds it', () => {
    const word = fc.stringMatching(/^[a-zéèà]{2,12}$/u);
    const digits = fc.stringMatching(/^0[1-9]\d{8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), digits, fc.nat(5), (words, number, cut) => {
        const one = entry({ number, name: words.join(' ') });
        expect(isFound(one, number.slice(cut))).toBe(true);
        for (const typed of words) expect(isFound(one, typed.slice(0, Math.max(2, cut)))).toBe(true);
      }),
    );
  });

  it('judges direction, outcome, period and person', () => {
    const one = entry({ beganAt: 1_000 });
    expect(matchesQuery(anyQuery)(one)).toBe(true);
    expect(matchesQuery({ ...anyQuery, direction: 'outbound' })(one)).toBe(false);
    expect(matchesQuery({ ...anyQuery, outcomes: ['missed'] })(one)).toBe(false);
    expect(matchesQuery({ ...anyQuery, from: 1_001 })(one)).toBe(false);
    expect(matchesQuery({ ...anyQuery, from: 1_000, to: 1_001 })(one)).toBe(true);
    expect(matchesQuery({ ...anyQuery, agent: 'p2' })(one)).toBe(false);
  });
});
