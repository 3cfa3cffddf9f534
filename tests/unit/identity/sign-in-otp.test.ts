import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { OtpAnswer, OtpChallenge, OtpStep } from '../../../electron/identity/index.ts';
import { asks, enterCode, grantOf, later, scriptedStation } from '../../stand/identity/scripted-station.ts';

const bytes = (text: string) => Buffer.from(text);
const zeros = (secret: Uint8Array) => secret.every((byte) => byte === 0);
const choose: OtpChallenge = {
  kind: 'choose-channel',
  channels: [
    { channel: 'phone', destination: '06 •• •• •• 12' },
    { channel: 'email', destination: 'c•••@exemple.fr' },
  ],
};
const newPassword: OtpChallenge = {
  kind: 'new-password',
  reason: 'expired',
  policy: { minimumLength: 12, upperCase: true, lowerCase: true, digit: true, specialCharacters: '!' },
};

/** A provider that answers each answer as a test says, and tells what was answered. */
async function conversation(first: OtpChallenge, ...steps: (Result<OtpStep> | Promise<Result<OtpStep>>)[]) {
  const answers: OtpAnswer['type'][] = [];
  const stage = scriptedStation({
    provider: {
      startOtp: async () => ok(asks(first)),
      continueOtp: async (_conversation, answer) => {
        answers.push(answer.type);
        return steps.shift() ?? ok({ kind: 'granted', grant: grantOf('person-1', 'otp') });
      },
    },
  });
  expect(await stage.identity.startOtp('camille.exemple', bytes('secret'))).toEqual(ok());
  const progress = () => {
    const state = stage.state();
    return state.kind === 'signing-in' && state.progress.way === 'otp' ? state.progress : null;
  };
  return { ...stage, answers, progress };
}

describe('signing in by password', () => {
  it('asks for the code, then for the profile; the card in the reader has no part in it', async () => {
    const { identity, reader, state, progress } = await conversation(enterCode);
    expect(progress()).toMatchObject({
      way: 'otp',
      identifier: 'camille.exemple',
      challenge: enterCode,
      busy: false,
    });
    reader.remove();
    expect(await identity.submitCode(bytes('123456'))).toEqual(ok());
    expect(state().kind).toBe('choosing-profile');
    await identity.chooseProfile('p1');
    expect(state()).toMatchObject({ kind: 'signed-in', method: 'otp', degraded: null });
  });

  it('goes through the choice of a channel and a new password', async () => {
    const { identity, answers, progress, state } = await conversation(
      choose,
      ok(asks(enterCode)),
      ok(asks(choose)),
      ok(asks(enterCode)),
      ok(asks(enterCode)),
      ok(asks(newPassword)),
    );
    await identity.chooseOtpChannel('email');
    await identity.otherOtpChannel();
    await identity.chooseOtpChannel('phone');
    await identity.resendCode();
    await identity.submitCode(bytes('123456'));
    expect(progress()?.challenge).toEqual(newPassword);
    expect(await identity.submitNewPassword(bytes('another one'))).toEqual(ok());
    expect(answers).toEqual(['channel', 'other-channel', 'channel', 'resend', 'code', 'new-password']);
    expect(state().kind).toBe('choosing-profile');
  });

  it('takes no answer to another question than the one that is asked', async () => {
    const { identity, answers } = await conversation(enterCode);
    const notNow = fail('Identity_NotNow');
    expect(await identity.chooseOtpChannel('email')).toEqual(notNow);
    expect(await identity.submitNewPassword(bytes('x'))).toEqual(notNow);
    expect(await identity.requestLink('a@b.fr')).toEqual(notNow);
    await identity.cancel();
    expect(await identity.submitCode(bytes('123456'))).toEqual(notNow);
    expect(answers).toEqual([]);
  });

  it('says why an answer was refused, and goes on', async () => {
    const refused = { code: 'Otp_CodeWrong', parameters: { triesLeft: 2 } } as const;
    const { identity, progress } = await conversation(
      enterCode,
      ok({ ...asks(enterCode), refused } as OtpStep),
    );
    expect(await identity.submitCode(bytes('000000'))).toEqual({ ok: false, failure: refused });
    expect(progress()).toMatchObject({ refused, busy: false });
    expect(await identity.submitCode(bytes('123456'))).toEqual(ok());
  });

  it.each([
    'Identity_ProviderUnreachable',
    'Identity_ProviderTimeout',
    'Identity_ProviderFailing',
    'Identity_ProviderUntrusted',
  ] as const)('keeps the question when the network loses the answer: %s', async (code) => {
    const { identity, progress } = await conversation(enterCode, fail(code));
    expect(await identity.submitCode(bytes('123456'))).toEqual(fail(code));
    expect(progress()).toMatchObject({ way: 'otp', challenge: enterCode, refused: { code }, busy: false });
    expect(await identity.submitCode(bytes('123456'))).toEqual(ok());
  });

  it.each(['Otp_SessionExpired', 'Otp_FrozenTemporarily', 'Otp_FrozenDefinitively'] as const)(
    'is over with %s, and may be started again',
    async (code) => {
      const { identity, state } = await conversation(enterCode, fail(code));
      await identity.submitCode(bytes('123456'));
      expect(state()).toEqual({ kind: 'signed-out', failure: { code } });
      expect(await identity.startOtp('camille.exemple', bytes('secret'))).toEqual(ok());
    },
  );

  it('that fails at once is over, and may be started again', async () => {
    const answers: Result<OtpStep>[] = [fail('Identity_ProviderTimeout'), ok(asks(enterCode))];
    const { identity, state } = scriptedStation({
      provider: { startOtp: async () => answers.shift() ?? fail('Request_Failed') },
    });
    expect(await identity.startOtp('camille.exemple', bytes('x'))).toEqual(fail('Identity_ProviderTimeout'));
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Identity_ProviderTimeout' } });
    expect(await identity.startOtp('camille.exemple', bytes('x'))).toEqual(ok());
  });

  it('takes one answer at a time', async () => {
    const slow = later<Result<OtpStep>>();
    const { identity, progress } = await conversation(enterCode, slow.promise);
    const first = identity.submitCode(bytes('123456'));
    expect(progress()?.busy).toBe(true);
    expect(await identity.resendCode()).toEqual(fail('Identity_OperationRunning'));
    expect(await identity.startOtp('a', bytes('x'))).toEqual(fail('Identity_OperationRunning'));
    slow.give(ok(asks(enterCode)));
    expect(await first).toEqual(ok());
  });

  it('does not wait for the answer of a sign-in that was given up', async () => {
    const slow = later<Result<OtpStep>>();
    const { identity, progress, revoked } = await conversation(enterCode, slow.promise);
    const first = identity.submitCode(bytes('123456'));
    await identity.cancel();
    await identity.startOtp('camille.exemple', bytes('secret'));
    slow.give(ok({ kind: 'granted', grant: grantOf('person-1', 'otp') }));
    expect(await first).toEqual(fail('Identity_NotNow'));
    expect(revoked).toHaveLength(1);
    expect(progress()).toMatchObject({ challenge: enterCode, busy: false });
    expect(await identity.submitCode(bytes('123456'))).toEqual(ok());
  });

  it('is given up while the first answer is awaited', async () => {
    const slow = later<Result<OtpStep>>();
    const { identity, state } = scriptedStation({ provider: { startOtp: () => slow.promise } });
    const started = identity.startOtp('camille.exemple', bytes('secret'));
    expect(state()).toMatchObject({ progress: { way: 'otp', challenge: null, busy: true } });
    await identity.cancel();
    slow.give(ok(asks(enterCode)));
    expect(await started).toEqual(fail('Identity_NotNow'));
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
  });

  it('is given up while the profile is chosen: the tokens are revoked; a card that is pulled then is nothing', async () => {
    const { identity, reader, revoked, state } = await conversation(enterCode);
    await identity.submitCode(bytes('123456'));
    reader.remove();
    expect(state().kind).toBe('choosing-profile');
    expect(await identity.cancel()).toEqual(ok());
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
    expect(revoked).toHaveLength(1);
  });

  it('is given up at each question, and may be started again', async () => {
    for (const challenge of [choose, enterCode, newPassword]) {
      const { identity, state } = await conversation(challenge);
      expect(await identity.signOut()).toEqual(ok());
      expect(state()).toEqual({ kind: 'signed-out', failure: null });
      expect(await identity.startOtp('camille.exemple', bytes('secret'))).toEqual(ok());
    }
  });

  it('is over after a bug, which is passed on', async () => {
    const { identity, state } = await conversation(enterCode, Promise.reject(new Error('a bug')));
    const code = bytes('123456');
    await expect(identity.submitCode(code)).rejects.toThrow('a bug');
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Request_Failed' } });
    expect(zeros(code)).toBe(true);
  });
});

describe('what is typed', () => {
  it('as an identifier that cannot be is sent nowhere', async () => {
    const { identity, journal, state } = scriptedStation();
    for (const identifier of ['', 'x'.repeat(10_000), 'camille\u202e.exemple']) {
      expect(await identity.startOtp(identifier, bytes('secret'))).toEqual(fail('Otp_IdentifierMalformed'));
      expect(await identity.forgotPassword(identifier)).toEqual(fail('Otp_IdentifierMalformed'));
    }
    expect(journal).toEqual([]);
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
  });

  it('in secret is overwritten on every path', async () => {
    const typed = [...'abcdefgh'].map(bytes);
    const secret = () => typed.shift() ?? bytes('');
    const all = [...typed];
    const { identity } = await conversation(
      enterCode,
      fail('Identity_ProviderTimeout'),
      ok(asks(newPassword)),
    );
    await identity.submitCode(secret());
    await identity.submitNewPassword(secret());
    await identity.startOtp('camille.exemple', secret());
    await identity.submitCode(secret());
    await identity.submitNewPassword(secret());
    await identity.startOtp('\u0000', secret());
    await identity.submitCode(secret());
    await identity.submitPin(secret());
    expect(all.every(zeros)).toBe(true);
  });
});

it('who forgot the password is asked for the codes', async () => {
  const { identity, state } = scriptedStation();
  expect(await identity.forgotPassword(' camille.exemple ')).toEqual(ok());
  expect(state()).toMatchObject({ kind: 'signing-in', progress: { way: 'otp', challenge: enterCode } });
});
