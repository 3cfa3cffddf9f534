import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dialledFrom, prepareDial } from '../../../electron/dialling/prepare-dial.ts';
import { configurationSchema } from '../../../electron/settings/configuration.ts';
import { isOutboundNumber } from '../../../electron/shared/number-forms.ts';

/** The rules of a site that writes these keys, the others by default. */
function rulesOf(dialling: object = {}) {
  const site = { environment: 'formation', label: 'FORMATION', site: 'Samu 44', dialling };
  return configurationSchema.parse(site).dialling;
}

const plain = rulesOf();
const behindPrefix = rulesOf({
  externalPrefix: '0',
  internalNumbers: '[1-9][0-9]{3}',
  forbidden: [{ pattern: '08[129][0-9]+', reason: 'numéro surtaxé.' }],
  replacements: [
    { pattern: '18', replacement: '1518' },
    { pattern: '7([0-9]{4})', replacement: '02400$1' },
  ],
});

/** What leaves, or the code of the refusal. */
function sent(text: string, rules: typeof plain): string {
  const dialled = dialledFrom(text, rules);
  return dialled.ok ? dialled.value : dialled.failure.code;
}

describe('a site without rules', () => {
  test.for([
    ['rappeler Mme X au 02 40 08 33 33 svp', '0240083333'],
    ['+33 2 40 08 33 33', '0240083333'],
    ['+32 2 234 56 78', '003222345678'],
    ['0032 2 234 56 78', '003222345678'],
    ['15', '15'],
    ['1501', '1501'],
    ['*21', '*21'],
    ['', 'Number_Empty'],
    ['7', 'Number_TooShort'],
    ['urgences', 'Number_NotFound'],
    ['0240O83333', 'Number_Letters'],
    ['1'.repeat(16), 'Number_TooLong'],
    ['0240083333 ou 0639981234', 'Number_Several'],
  ] as const)('« %s » sends %s', ([text, number]) => {
    expect(sent(text, plain)).toBe(number);
  });
});

describe('a site behind a prefix', () => {
  test.for([
    ['02 40 08 33 33', '00240083333'],
    ['0 02 40 08 33 33', '00240083333'],
    ['+33 2 40 08 33 33', '00240083333'],
    ['+32 2 234 56 78', '0003222345678'],
    ['116117', '116117'],
    ['15', '15'],
    ['1501', '1501'],
    ['*21', '*21'],
    ['370000240083333', '370000240083333'],
    ['0892 70 12 39', 'Dial_Forbidden'],
    ['0 0892 70 12 39', 'Dial_Forbidden'],
    ['71234', '024001234'],
    ['18', '1518'],
  ] as const)('« %s » sends %s', ([text, number]) => {
    expect(sent(text, behindPrefix)).toBe(number);
  });

  it('says why a number is refused', () => {
    expect(prepareDial('0892701239', behindPrefix)).toEqual({
      kind: 'refused',
      failure: { code: 'Dial_Forbidden', parameters: { number: '0892701239', reason: 'numéro surtaxé.' } },
    });
  });

  it('offers of several numbers those that may be called', () => {
    expect(prepareDial('0892701239 ou 0240083333', behindPrefix)).toMatchObject({
      kind: 'ready',
      choice: { number: '0240083333', dialled: '00240083333' },
    });
  });
});

describe('foreign numbers', () => {
  it('keep their + where the exchange wants it', () => {
    expect(sent('+32 2 234 56 78', rulesOf({ internationalPrefix: '+' }))).toBe('+3222345678');
  });
  it('are refused where the site does not call them', () => {
    expect(sent('+32 2 234 56 78', rulesOf({ internationalPrefix: null }))).toBe('Dial_AbroadForbidden');
    expect(sent('+33 2 40 08 33 33', rulesOf({ internationalPrefix: null }))).toBe('0240083333');
  });
  it('are refused by name where the rules contradict one another', () => {
    const rules = rulesOf({ externalPrefix: '0', internationalPrefix: '+' });
    expect(sent('+32 2 234 56 78', rules)).toBe('Dial_RuleUnusable');
  });
});

describe('emergency numbers', () => {
  it('pass every rule', () => {
    const rules = rulesOf({
      externalPrefix: '9',
      internalNumbers: '5[0-9]{3}',
      forbidden: [{ pattern: '.*', reason: 'tout.' }],
    });
    for (const number of rules.emergencyNumbers) expect(sent(number, rules)).toBe(number);
    expect(sent('0240083333', rules)).toBe('Dial_Forbidden');
  });
  it('are dialled as they are where their replacement could not be', () => {
    expect(sent('18', rulesOf({ replacements: [{ pattern: '18', replacement: 'pompiers' }] }))).toBe('18');
  });
});

it('a replacement leads around no prohibition', () => {
  const rules = rulesOf({
    forbidden: [{ pattern: '089[0-9]+', reason: 'numéro surtaxé.' }],
    replacements: [{ pattern: '\\*([0-9]+)', replacement: '$1' }],
  });
  expect(sent('*0892701239', rules)).toBe('Dial_Forbidden');
});

it('nothing leaves but what an exchange takes, whatever the text and the rules', () => {
  const rules = fc.record({
    externalPrefix: fc.constantFrom('', '0', '9'),
    internationalPrefix: fc.constantFrom('00', '+', null),
    replacements: fc.constantFrom(
      [],
      [{ pattern: '0(.*)', replacement: '$1x' }],
      [{ pattern: '(.*)', replacement: '$1$1' }],
    ),
  });
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[+0]?[0-9 .]{1,20}$/));
  fc.assert(
    fc.property(text, rules, (written, keys) => {
      const dialled = dialledFrom(written, rulesOf(keys));
      if (dialled.ok) expect(isOutboundNumber(dialled.value)).toBe(true);
    }),
  );
});

it('a pattern that is no regular expression stops the program and is named', () => {
  expect(() => rulesOf({ forbidden: [{ pattern: '08[', reason: 'x' }] })).toThrow(/expression régulière/);
});
