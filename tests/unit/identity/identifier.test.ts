import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import { channelValue } from '../../../electron/identity/account/channel-value.ts';
import { emailAddress } from '../../../electron/identity/email-address.ts';
import { nationalIdentifier, otpIdentifier } from '../../../electron/identity/ways/identifier.ts';

describe('an identifier for the password', () => {
  it('is trimmed and composed; accents and capitals stay', () => {
    expect(otpIdentifier('  Ele\u0301onore.D’Aubigné ')).toEqual(ok('Eléonore.D’Aubigné'));
  });

  it.each([
    ['', 'nothing'],
    ['   ', 'spaces'],
    ['x'.repeat(201), 'too many characters'],
    ['x'.repeat(10_000), 'far too many characters'],
    ['camille\u202e.exemple', 'bidirectional text'],
    ['camille\u2066.exemple\u2069', 'isolates'],
    ['camille\u200b.exemple', 'a space without width'],
    ['camille\u00ad.exemple', 'a soft hyphen'],
    ['camille\u3164', 'a Hangul filler'],
    ['camille\ufe0f', 'a variation selector'],
    ['camille\n.exemple', 'a line end'],
    ['camille\u0000', 'a zero'],
    ['camille\ud800', 'half a character'],
  ])('cannot be %j: %s', (typed) => {
    expect(otpIdentifier(typed)).toEqual(fail('Otp_IdentifierMalformed'));
  });

  it('is never longer than 200 characters, whatever was typed, and the same when typed again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 900 }), (typed) => {
        const identifier = otpIdentifier(typed);
        if (!identifier.ok) return;
        expect(identifier.value.length).toBeLessThanOrEqual(200);
        expect(otpIdentifier(identifier.value)).toEqual(identifier);
      }),
    );
  });
});

describe('an RPPS number', () => {
  it.each([
    ['10001234567', '810001234567'],
    ['810001234567', '810001234567'],
    [' 100 012 345 67 ', '810001234567'],
    ['8.1000.1234.567', '810001234567'],
    ['899700075064', '899700075064'],
    ['8123456', '8123456'],
    ['80000000000', '880000000000'],
  ])('%j is %s', (typed, identifier) => {
    expect(nationalIdentifier(typed)).toEqual(ok(identifier));
  });

  it.each([
    '',
    '8',
    '12345',
    '123456',
    'dupont',
    '1000123456a',
    '٨١٠٠٠١٢٣٤٥٦٧',
    '8'.repeat(21),
    ' '.repeat(10_000),
  ])('%j is none', (typed) => {
    expect(nationalIdentifier(typed)).toEqual(fail('Psc_IdentifierMalformed'));
  });
});

describe('an address of e-mail', () => {
  it('is trimmed', () => expect(emailAddress(' camille@exemple.fr ')).toBe('camille@exemple.fr'));
  it.each(['', 'camille', 'camille@', 'a b@exemple.fr', 'a@b', `${'x'.repeat(250)}@exemple.fr`])(
    'is not %j',
    (typed) => expect(emailAddress(typed)).toBeNull(),
  );
});

describe('a telephone for the codes', () => {
  it.each([
    ['06 12 34 56 78', '+33612345678'],
    ['+33 6 12 34 56 78', '+33612345678'],
    ['0033612345678', '+33612345678'],
    ['06.39.98.12.34', '+33639981234'],
    ['0690 00 12 34', '+590690001234'],
    ['0692 00 12 34', '+262692001234'],
    ['+32 470 12 34 56', '+32470123456'],
    ['+1 202 555 0123', '+12025550123'],
  ])('%s is kept as %s', (typed, value) => {
    expect(channelValue('phone', typed)).toEqual(ok(value));
  });

  it.each(['01 99 00 00 01', '+33 1 42 34 56 78'])('%s receives no message', (typed) => {
    expect(channelValue('phone', typed)).toEqual(fail('Channel_PhoneNotMobile'));
  });

  it.each(['', '06 12', '15', 'mon numéro est 0612345678', '0612345678 poste 12', '0'.repeat(10_000)])(
    '%s is none',
    (typed) => {
      expect(channelValue('phone', typed)).toEqual(fail('Channel_PhoneMalformed'));
    },
  );

  it('or an address: one is not taken for the other', () => {
    expect(channelValue('email', '06 12 34 56 78')).toEqual(fail('Channel_EmailMalformed'));
    expect(channelValue('phone', 'camille@exemple.fr')).toEqual(fail('Channel_PhoneMalformed'));
  });
});
