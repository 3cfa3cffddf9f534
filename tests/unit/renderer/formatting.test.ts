import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chipsThatFit, chipWidthOn, pageOf } from '../../../renderer/bar/chip-pages.ts';
import { formatDuration } from '../../../renderer/ui/duration.ts';
import { formatPhoneNumber } from '../../../renderer/ui/phone-number.ts';
import { fill, texts } from '../../../renderer/ui/text.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a duration', () => {
  it.each([
    [0, '00:00'],
    [7_999, '00:07'],
    [192_000, '03:12'],
    [3_599_000, '59:59'],
    [3_600_000, '1:00:00'],
    [90_061_000, '25:01:01'],
    [-500, '00:00'],
  ])('of %i ms reads %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('a phone number', () => {
  it.each([
    ['0612345678', '06 12 34 56 78'],
    ['+33612345678', '06 12 34 56 78'],
    ['0033240083333', '02 40 08 33 33'],
    ['0809100809', '0 809 100 809'],
    ['1501', '1501'],
    ['15', '15'],
    ['+441632960001', '+441632960001'],
    ['#31#0612345678', '#31#0612345678'],
  ])('%s reads %s', (number, text) => {
    expect(plain(formatPhoneNumber(number))).toBe(text);
  });

  it('is never cut at the end of a line', () => {
    expect(formatPhoneNumber('0612345678')).not.toContain(' ');
  });

  it('keeps its digits, whatever it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(\+|00|0)?[0-9]{2,13}$/), (number) => {
        const national = number.replace(/^(\+33|0033)(?=[1-9]\d{8}$)/, '0');
        expect(formatPhoneNumber(number).replaceAll('\u00a0', '')).toBe(national);
      }),
    );
  });
});

describe('a text', () => {
  it('shows its parameters', () => {
    expect(texts({ hello: 'Bonjour {name}, {count} appels' })('hello', { name: 'Camille', count: 2 })).toBe(
      'Bonjour Camille, 2 appels',
    );
  });

  it('leaves no sign alone at the end of a line', () => {
    expect(fill('Prêt ? « Oui » : {a}', { a: 'b : c' })).toBe('Prêt\u00a0? «\u00a0Oui\u00a0»\u00a0: b : c');
  });

  it('does not read a parameter as a template', () => {
    expect(fill('{a}', { a: '{b}', b: 'x' })).toBe('{b}');
  });

  it('leaves a name without parameter as it is', () => {
    expect(fill('{toString} {a}')).toBe('{toString} {a}');
  });
});

describe('the chips of a crowd of calls', () => {
  it('all show where there is room', () => {
    expect(chipsThatFit(152 * 3, 3, 152)).toBe(3);
  });

  it('leave room for « +n » where there is not', () => {
    expect(chipsThatFit(152 * 3 - 1, 3, 152)).toBe(2);
  });

  it('are all reached by turning the pages', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer()), fc.integer({ min: 1, max: 5 }), (items, size) => {
        const pages = Math.max(1, Math.ceil(items.length / size));
        const seen = Array.from({ length: pages }, (_, page) => pageOf(items, size, page)).flatMap((page) => {
          expect(page.shown.length + page.hidden).toBe(items.length);
          return page.shown;
        });
        expect(seen).toEqual(items);
      }),
    );
  });

  it('show the pinned ones on every page, and reach all the others', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer(), { minLength: 1 }),
        fc.integer({ min: 2, max: 5 }),
        (items, size) => {
          const pages = Array.from({ length: items.length }, (_, page) => pageOf(items, size, page, 1));
          for (const { shown } of pages) expect(shown[0]).toBe(items[0]);
          expect(new Set(pages.flatMap(({ shown }) => shown))).toEqual(new Set(items));
        },
      ),
    );
  });

  it('do not turn where there is room for the pinned one alone', () => {
    expect(pageOf(['a', 'b', 'c'], 1, 3, 1)).toEqual({ shown: ['a'], hidden: 2, turns: false });
  });

  it('show nothing where there is no room for one', () => {
    expect(pageOf(['a', 'b'], 0, 3)).toEqual({ shown: [], hidden: 2, turns: false });
  });

  it('are wider where the bar is', () => {
    expect(chipWidthOn(2560)).toBeGreaterThan(chipWidthOn(1280));
  });
});
