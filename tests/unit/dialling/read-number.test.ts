import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readNumber } from '../../../electron/dialling/read-number.ts';
import { isOutboundNumber } from '../../../electron/shared/number-forms.ts';

/** The numbers that a text gives, as a person would say it. */
function numbersIn(text: string): string {
  const reading = readNumber(text);
  if (reading.kind === 'none') return reading.reason;
  const found = reading.kind === 'one' ? [reading.found] : reading.found;
  return found
    .map(({ number, extension }) => (extension ? `${number} poste ${extension}` : number))
    .join(' ou ');
}

describe('a number alone', () => {
  test.for([
    ['0240083333', '0240083333'],
    ['02 40 08 33 33', '0240083333'],
    ['02.40.08.33.33', '0240083333'],
    ['02 40.08-33/33', '0240083333'],
    ['02\u00a040\u202f08\u200933\u300033', '0240083333'],
    ['02\u201040\u201108\u201333\u221233', '0240083333'],
    ['(02) 40 08 33 33', '0240083333'],
    ['+33 2 40 08 33 33', '0240083333'],
    ['+33 (0)2 40 08 33 33', '0240083333'],
    ['+33(0)240083333', '0240083333'],
    ['0033 2 40 08 33 33', '0240083333'],
    ['0033 (0) 2 40 08 33 33', '0240083333'],
    ['+262 262 20 00 00', '0262200000'],
    ['0262 20 00 00', '0262200000'],
    ['+32 2 234 56 78', '+3222345678'],
    ['0032 2 234 56 78', '003222345678'],
    ['0800 123 456', '0800123456'],
    ['02 40 08\n33 33', '0240083333'],
    ['  02 40 08 33 33\r\n', '0240083333'],
    ['15', '15'],
    ['18', '18'],
    ['112', '112'],
    ['116 117', '116117'],
    ['39 49', '3949'],
    ['1501', '1501'],
    ['*15', '*15'],
    ['#31', '#31'],
    ['37000 02 40 08 33 33', '370000240083333'],
  ] as const)('« %s » is %s', ([text, number]) => {
    expect(numbersIn(text)).toBe(number);
  });

  it('is read through marks that are not seen and digits of other scripts', () => {
    expect(numbersIn('\u202a\u200e02\u200b40\u2060083333\u202c')).toBe('0240083333');
    expect(numbersIn('\uff0b\uff13\uff13 \uff08\uff10\uff09\uff12 40 08 33 33')).toBe('0240083333');
    for (const script of ['arab', 'arabext', 'beng', 'deva', 'fullwide', 'mathmono', 'mathbold', 'thai']) {
      const digits = new Intl.NumberFormat('en', { numberingSystem: script, useGrouping: false });
      expect(numbersIn(digits.format(1_324_506_789)), script).toBe('1324506789');
    }
  });
});

describe('a number with words around', () => {
  test.for([
    ['rappeler Mme X au 02 40 08 33 33 svp', '0240083333'],
    ['Tél. : 02 40 08 33 33', '0240083333'],
    ['Tél:0240083333.', '0240083333'],
    ['né le 12/03/1962 02 40 08 33 33', '0240083333'],
    ['dossier 20240611-0042, 06 39 98 12 34', '0639981234'],
    ['IPP 123456789 0639981234', '0639981234'],
    ['Chambre 12, lit 3, 0240083333', '0240083333'],
    ['44000 Nantes 02.40.08.33.33', '0240083333'],
    ['+33 2 40 08 33 33 (soit 02 40 08 33 33)', '0240083333'],
    ['appeler le +32 2 234 56 78 à Bruxelles', '+3222345678'],
    ['rappeler le 15', '15'],
    ['poste 1501', '1501'],
    ['appeler le 116117', '116117'],
  ] as const)('« %s » gives %s', ([text, number]) => {
    expect(numbersIn(text)).toBe(number);
  });

  it('keeps an extension', () => {
    expect(numbersIn('02 40 08 33 33 poste 12')).toBe('0240083333 poste 12');
    expect(numbersIn('02 40 08 33 33 (ext. 4512)')).toBe('0240083333 poste 4512');
    expect(numbersIn('+32 2 234 56 78 ext 12')).toBe('+3222345678 poste 12');
  });

  it('doubts what is no more than a few digits in a sentence', () => {
    expect(readNumber('chambre 12')).toMatchObject({ kind: 'one', found: { number: '12', doubtful: true } });
    expect(readNumber('12')).toMatchObject({ kind: 'one', found: { number: '12', doubtful: false } });
  });

  it('leaves amounts, hours and measures alone', () => {
    for (const text of ['à 14h30', 'vers 14:30', '37.5 de fièvre', '15 %', '12/03/1962', 'B12', '80kg']) {
      expect(numbersIn(text), text).toMatch(/^(letters|not-a-number)$/);
    }
  });
});

describe('several numbers', () => {
  test.for([
    ['02.40.08.33.33 / 06-39-98-12-34', '0240083333 ou 0639981234'],
    ['02.40.08.33.33/06.39.98.12.34', '0240083333 ou 0639981234'],
    ['0240083333/0639981234', '0240083333 ou 0639981234'],
    ['0240083333 0639981234', '0240083333 ou 0639981234'],
    ['domicile 02 40 08 33 33, mobile 06 39 98 12 34', '0240083333 ou 0639981234'],
    ['0240083333\n0639981234', '0240083333 ou 0639981234'],
    ['02 40 08 33 33 ou +32 2 234 56 78', '0240083333 ou +3222345678'],
    ['1501\n1502', '1501 ou 1502'],
    ['1501/1502', '1501 ou 1502'],
  ] as const)('« %s » is a choice of %s', ([text, numbers]) => {
    expect(numbersIn(text)).toBe(numbers);
  });

  it('are never more than eight', () => {
    const many = Array.from({ length: 40 }, (_, index) => `06399812${10 + index}`).join(', ');
    expect(numbersIn(many).split(' ou ')).toHaveLength(8);
  });
});

describe('a link', () => {
  test.for([
    ['tel:+33-2-40-08-33-33', '0240083333'],
    ['tel:0240083333', '0240083333'],
    ['TEL:+33(0)240083333', '0240083333'],
    ['tel:+33240083333;ext=12', '0240083333 poste 12'],
    ['tel:240083333;phone-context=+33', '0240083333'],
    ['tel:1501;phone-context=samu44.example', '1501'],
    ['tel:%2B33%202%2040%2008%2033%2033', '0240083333'],
    ['tel://0240083333', '0240083333'],
    ['callto:0240083333', '0240083333'],
    ['sip:1501@samu44.example;user=phone', '1501'],
    ['sip:+33240083333;npdi@samu44.example', '0240083333'],
    ['sips:1501:secret@samu44.example?subject=x', '1501'],
    ['tel:', 'empty'],
    ['tel:%zz', 'not-a-number'],
    ['sip:poste@samu44.example', 'not-a-number'],
  ] as const)('%s is read as %s', ([text, number]) => {
    expect(numbersIn(text)).toBe(number);
  });
});

describe('what is no number', () => {
  test.for([
    ['', 'empty'],
    ['   ', 'empty'],
    ['7', 'too-short'],
    ['1'.repeat(16), 'too-long'],
    ['urgences', 'not-a-number'],
    ['***', 'not-a-number'],
    ['0240O83333', 'letters'],
    ['+', 'not-a-number'],
    ['##15', 'not-a-number'],
    ['15;method=BYE', 'letters'],
  ] as const)('« %s » is refused: %s', ([text, reason]) => {
    expect(numbersIn(text)).toBe(reason);
  });
});

describe('whatever the text', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '02 40 08 33 33',
      '+33',
      '0033',
      '(0)',
      'tel:',
      'sip:',
      '@',
      ';ext=',
      '%',
      '\n',
      '/',
      '\u202e',
      '٣',
      '15',
    ),
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  it('gives only numbers that an exchange takes, each once', () => {
    fc.assert(
      fc.property(text, (written) => {
        const reading = readNumber(written);
        if (reading.kind === 'none') return;
        const found = reading.kind === 'one' ? [reading.found] : reading.found;
        for (const { number } of found) expect(isOutboundNumber(number)).toBe(true);
        expect(new Set(found.map(({ number }) => number)).size).toBe(found.length);
      }),
    );
  });

  it('finds a French number however it is written', () => {
    const separator = fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f', '\u2011');
    const prefix = fc.constantFrom('0', '+33', '+33 ', '0033', '+33 (0)', '0033(0)');
    const digits = fc.stringMatching(/^[1-79]\d{8}$/);
    fc.assert(
      fc.property(prefix, separator, digits, (start, between, number) => {
        const written = start + [number[0], ...(number.slice(1).match(/../g) ?? [])].join(between);
        expect(numbersIn(written)).toBe(`0${number}`);
        expect(numbersIn(`rappeler au ${written} svp`)).toBe(`0${number}`);
      }),
    );
  });

  it('reads the same number twice the same', () => {
    fc.assert(
      fc.property(text, (written) => {
        const reading = readNumber(written);
        if (reading.kind === 'one')
          expect(readNumber(reading.found.number)).toMatchObject({
            kind: 'one',
            found: { number: reading.found.number },
          });
      }),
    );
  });

  test.for([
    ['digits', '1'],
    ['numbers in a row', '02 40 08 33 33 '],
    ['plus signs', '+'],
    ['groups', '+1(2)3-4.5 '],
    ['slashes', '1/2/3/4/'],
    ['dots', '0.'],
    ['zeros', '00'],
    ['parentheses', '+33(0)('],
    ['spaces', '0 '],
    ['dates', '12/03/19'],
    ['digits of another script', '٣'],
    ['extensions', '0240083333 ext '],
    ['percent signs', 'tel:%'],
  ] as const)('10,000 characters of %s are read in little time', ([, piece]) => {
    const hostile = piece.repeat(10_000 / piece.length);
    readNumber(hostile);
    const start = performance.now();
    readNumber(hostile);
    expect(performance.now() - start).toBeLessThan(250);
  });
});
