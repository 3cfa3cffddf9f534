import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OtpChallenge } from '../../../electron/identity/ports.ts';
import type { SignInView } from '../../../electron/ipc/rooms/identity.ts';
import { hasWayOut } from '../../../renderer/station/identity/otp/WayOut.tsx';
import { failureOf, isInForm, offeredWays } from '../../../renderer/station/identity/progress.ts';
import { qrPath } from '../../../renderer/station/identity/psc/QrCode.tsx';
import { takeBytes, takeDigits, typedDigits } from '../../../renderer/station/identity/secret.ts';
import { needsCard } from '../../../renderer/station/identity/UseCard.tsx';
import { secondsUntil } from '../../../renderer/ui/duration.ts';
import { tabAfter } from '../../../renderer/ui/Tabs.tsx';

describe('a secret', () => {
  it('leaves its field as UTF-8 bytes, and the field empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const field = { value: typed };
        expect(new TextDecoder().decode(takeBytes(field))).toBe(typed);
        expect(field.value).toBe('');
      }),
    );
  });

  it('is not what the engine remembers of its last regular expression', () => {
    /secret/.test('secret');
    takeBytes({ value: 'secret' });
    expect(RegExp.input).toBe('');
  });
});

describe('a code', () => {
  it.each(['123 456', ' 123456 ', '123-456', '12 34 56\n'])('may be pasted as %j', (pasted) => {
    expect(typedDigits(pasted, 6)).toBe('123456');
  });

  it('leaves its field as ASCII bytes, and the field empty', () => {
    const field = { value: '042042' };
    expect(takeDigits(field, 6)).toEqual(new TextEncoder().encode('042042'));
    expect(field.value).toBe('');
  });

  it.each(['', '12345', '1234567', '12345a', '١٢٣٤٥٦'])('stays to be completed when it is %j', (typed) => {
    const field = { value: typed };
    expect(takeDigits(field, 6)).toBeNull();
    expect(field.value).toBe(typed);
  });

  it('has at most the digits that are asked for', () => {
    fc.assert(fc.property(fc.string(), (typed) => /^[0-9]{0,6}$/.test(typedDigits(typed, 6))));
  });
});

describe('the ways to sign in', () => {
  const all: SignInView = {
    otp: true,
    psc: { flow: 'ciba', channels: ['MOBILE'], activation: '', canRemember: true, remembered: null },
    degraded: 'not-allowed',
    providerAway: false,
  };
  const newPassword: OtpChallenge = {
    kind: 'new-password',
    reason: 'expired',
    policy: { minimumLength: 12, upperCase: true, lowerCase: true, digit: true, specialCharacters: '' },
  };

  it('begin with the card', () => {
    expect(offeredWays(all)).toEqual(['card', 'otp', 'psc']);
  });

  it('are only those of the site', () => {
    expect(offeredWays({ ...all, otp: false })).toEqual(['card', 'psc']);
    expect(offeredWays({ ...all, otp: false, psc: null })).toEqual(['card']);
  });

  it('keep their form until there is something to answer', () => {
    const otp = { way: 'otp', identifier: 'camille.exemple', refused: null, busy: true } as const;
    expect(isInForm({ ...otp, challenge: null })).toBe(true);
    expect(isInForm({ ...otp, challenge: newPassword })).toBe(false);
    expect(isInForm({ way: 'psc', step: 'asking', identifier: '10001234567' })).toBe(true);
    expect(isInForm({ way: 'psc', step: 'browser' })).toBe(false);
    expect(isInForm({ way: 'card', holderName: '' })).toBe(false);
  });

  it('say nothing of what was given up', () => {
    const told = { code: 'Otp_CodeWrong' } as const;
    expect(failureOf({ code: 'Identity_NotNow' }, null)).toBeNull();
    expect(failureOf({ code: 'Identity_NotNow' }, told)).toBe(told);
    expect(failureOf({ code: 'Request_Failed' }, told)?.code).toBe('Request_Failed');
  });

  it('name whom to ask when the account is frozen for good, and send to the card when the card is what works', () => {
    expect(hasWayOut({ code: 'Otp_FrozenDefinitively' })).toBe(true);
    expect(hasWayOut({ code: 'Otp_FrozenTemporarily' })).toBe(false);
    expect(needsCard({ code: 'Otp_FrozenTemporarily' })).toBe(true);
    expect(needsCard({ code: 'Identity_CardRequiredFirst' })).toBe(true);
    expect(needsCard({ code: 'Otp_CredentialsRefused' })).toBe(false);
  });
});

describe('tabs', () => {
  it.each([
    ['ArrowRight', 0, 1],
    ['ArrowRight', 2, 0],
    ['ArrowLeft', 0, 2],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['Enter', 1, null],
  ])('%s on tab %i of three goes to %s', (key, current, next) => {
    expect(tabAfter(key, current, 3)).toBe(next);
  });
});

describe('a wait', () => {
  it('lasts whole seconds, and never less than nothing', () => {
    expect(secondsUntil(10_000, 9_999)).toBe(1);
    expect(secondsUntil(10_000, 10_000)).toBe(0);
    expect(secondsUntil(10_000, 20_000)).toBe(0);
  });
});

describe('the QR code of an address', () => {
  it('has the three finder patterns in its corners', () => {
    const { path, size } = qrPath('https://wallet.esw.esante.gouv.fr/');
    for (const corner of [`M0 0h`, `M${size - 7} 0h`, `M0 ${size - 7}h`]) expect(path).toContain(corner);
  });
});
