import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayText, partyOf } from '../../../electron/telephony/identities.ts';

describe('who calls', () => {
  test.for([
    ['sip:0639981234@samu.example', '0639981234'],
    ['sips:+33639981234@samu.example;user=phone', '+33639981234'],
    ['tel:+33-6-39-98-12-34;phone-context=example', '+33639981234'],
    ['sip:%2B33639981234@samu.example', '+33639981234'],
    ['sip:*69@samu.example', '*69'],
    ['sip:15;cpc=emergency@samu.example', '15'],
  ] as const)('%s has the number %s', ([uri, number]) => {
    expect(partyOf(uri, null)).toEqual({ number, displayName: null });
  });

  test.for([
    'sip:anonymous@anonymous.invalid',
    'sip:***@samu.example',
    'sip:Anonymous@samu.example',
    'sip:samu.example',
  ])('%s is withheld', (uri) => {
    expect(partyOf(uri, 'Anonymous')).toEqual({ number: null, displayName: null });
  });

  test('a name without a number is shown as a name', () => {
    expect(partyOf('sip:accueil@samu.example', null)).toEqual({ number: null, displayName: 'accueil' });
  });
});

describe('a display name', () => {
  test('keeps no control, no mark that reorders or hides, and 80 characters', () => {
    expect(displayText('CH\u202eSTUOR\u0000\n\u200burgences')).toBe('CH STUOR urgences');
    expect(displayText('é'.repeat(200))).toHaveLength(80);
    expect(displayText(' \u2066 ')).toBeNull();
  });

  test('carries no pile of marks over its neighbours, and keeps the accents of names', () => {
    expect(displayText(`Z${'\u0301\u0489\u033f'.repeat(20)}algo`)).toMatch(/^Ź\p{M}{0,2}algo$/u);
    expect(displayText('Noe\u0308lle Nguye\u0302\u0303n')).toBe('Noëlle Nguyễn');
  });

  test('is always one safe line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (raw) => {
        const text = displayText(raw) ?? '';
        expect([...text].length).toBeLessThanOrEqual(80);
        expect(text).not.toMatch(/\p{M}{3}/u);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });
});
