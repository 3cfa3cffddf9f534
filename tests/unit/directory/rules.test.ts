import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentSchema, plainText } from '../../../electron/directory/rules/entry.ts';
import {
  normaliseNumber,
  numberRanges,
  possibleNumbers,
  typedDigits,
} from '../../../electron/directory/rules/numbers.ts';
import { isMatch, readSearch } from '../../../electron/directory/rules/search-query.ts';
import { folded, foldedByUnicode, indexedWords, wordsOf } from '../../../electron/directory/rules/words.ts';

describe('numbers', () => {
  it.each([
    ['02 40 08 33 33', '+33240083333'],
    ['02.40.08-33 33', '+33240083333'],
    ['+33 (0)2 40 08 33 33', '+33240083333'],
    ['0033240083333', '+33240083333'],
    ['0262 90 50 50', '+262262905050'],
    ['06 92 12 34 56', '+262692123456'],
    ['06 39 98 12 34', '+33639981234'],
    ['+32 2 555 31 11', '+3225553111'],
    ['00 32 2 555 31 11', '+3225553111'],
    ['15', '15'],
    ['1501', '1501'],
    ['116 117', '116117'],
    ['#31', '#31'],
  ])('« %s » is compared as %s', (typed, normalised) => {
    expect(normaliseNumber(typed)).toBe(normalised);
  });

  it.each(['', 'poste', '02 40', '0', '+', '0'.repeat(100), '02 40 08 33 33 ou 34'])(
    '« %s » is no number',
    (typed) => {
      // « 02 40 » is what one has typed so far of a number, or an extension: four digits.
      expect(normaliseNumber(typed)).toBe(typed === '02 40' ? '0240' : null);
    },
  );

  it('are the same normalised twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789+ .'), maxLength: 16 }), (typed) => {
        const once = normaliseNumber(typed);
        if (once !== null) expect(normaliseNumber(once)).toBe(once);
      }),
    );
  });

  it('are found by what one types of them, in any form', () => {
    const begins = (typed: string, number: string) =>
      numberRanges(typedDigits(typed)).some((prefix) => number.startsWith(prefix));
    for (const typed of ['0240', '02 40 08', '+33 2 40', '+33 (0)2 40', '0033240']) {
      expect(begins(typed, '+33240083333')).toBe(true);
    }
    expect(begins('0262', '+262262905050')).toBe(true);
    expect(begins('+32 2', '+3225553111')).toBe(true);
    expect(begins('15', '1501')).toBe(true);
    expect(begins('0241', '+33240083333')).toBe(false);
  });

  it('that the exchange shows are tried without what it puts before them', () => {
    expect(possibleNumbers('0240083333')).toEqual(['+33240083333']);
    expect(possibleNumbers('00240083333')).toContain('+33240083333');
    expect(possibleNumbers('370000240083333')).toContain('+33240083333');
    expect(possibleNumbers('anonymous')).toEqual([]);
  });
});

describe('words', () => {
  it('are the same with and without accents, capitals and ligatures', () => {
    expect(folded('CŒUR Élancé Ærø ﬁn')).toBe('coeur elance aerø fin');
    expect(wordsOf('L’Hôpital-Saint-Éloi')).toEqual(['l', 'hopital', 'saint', 'eloi']);
  });

  it('are folded letter by letter as the whole of Unicode is', () => {
    const latin = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x17f }).map((code) => String.fromCharCode(code)),
    });
    fc.assert(
      fc.property(latin, (text) => {
        expect(folded(text)).toBe(foldedByUnicode(text));
        expect(wordsOf(text)).toEqual(foldedByUnicode(text).match(/[\p{L}\p{N}]+/gu) ?? []);
      }),
    );
  });

  it('are also found by what they abbreviate', () => {
    expect(indexedWords(wordsOf('St-Nazaire'))).toEqual(['st', 'nazaire', 'saint']);
  });
});

describe('a search', () => {
  const finds = (typed: string, name: string): boolean => {
    const query = readSearch(typed);
    return query?.kind === 'words' && isMatch(query.words, indexedWords(wordsOf(name)));
  };

  it.each([
    ['dup', 'Dr DUPONT Hélène'],
    ['helene dupont', 'Dr DUPONT Hélène'],
    ['dupont hel', 'Dr DUPONT Hélène'],
    ['st naz', 'Centre hospitalier Saint-Nazaire'],
    ['saint nazaire', 'Clinique St Nazaire'],
    ['coeur', 'Institut du Cœur'],
    ["l'hop eloi", 'L’Hôpital Saint-Éloi'],
  ])('« %s » finds « %s »', (typed, name) => {
    expect(finds(typed, name)).toBe(true);
  });

  it('needs each word that was typed', () => {
    expect(finds('dupont martin', 'Dr DUPONT Hélène')).toBe(false);
  });

  it('finds by any beginnings of its words, in any order', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcdéèœ'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 6 }), fc.integer(), (words, seed) => {
        const typed = words
          .map((one, index) => one.slice(0, 1 + (Math.abs(seed + index) % one.length)))
          .reverse();
        expect(finds(typed.join(' '), words.join(' '))).toBe(true);
      }),
    );
  });

  it('of nothing but punctuation is none', () => {
    for (const typed of ['', '  ', '-', '"*(', '…']) expect(readSearch(typed)).toBeNull();
  });
});

describe('content', () => {
  const content = {
    name: ' Dr\u202E  DUPONT\n',
    kind: 'doctor',
    organisation: ' ',
    service: null,
    town: 'Nantes',
    numbers: [{ kind: 'office', number: '02 40 08 33 33' }],
    groups: [],
    remarkable: null,
  };

  it('is made plain', () => {
    expect(contentSchema.parse(content)).toMatchObject({ name: 'Dr DUPONT', organisation: null });
    expect(plainText('a\u0000b\u200Ec')).toBe('a b c');
  });

  it.each([
    ['without a name', { name: '\u200B' }],
    ['without a number', { numbers: [] }],
    ['with a number without digits', { numbers: [{ kind: 'office', number: 'poste' }] }],
    ['with a text that is too long', { town: 'x'.repeat(201) }],
    ['of another kind', { kind: 'zombie' }],
    ['with more than it has', { favourite: true }],
  ])('%s is refused', (_, change) => {
    expect(contentSchema.safeParse({ ...content, ...change }).success).toBe(false);
  });
});
