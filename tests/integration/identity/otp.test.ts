import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fail, type Result } from '../../../electron/failures/index.ts';
import type {
  OidcIdentityProvider,
  OtpAnswer,
  OtpChallenge,
  OtpStep,
} from '../../../electron/identity/index.ts';
import { bytes, identifierOf, PASSWORD, startWays, type Ways, type Who } from './ways.ts';

let ways: Ways;
let client: OidcIdentityProvider;

beforeAll(async () => {
  ways = await startWays();
  client = ways.client();
});
afterAll(() => ways.server.stop());

const start = (who: Who, password = PASSWORD) => client.startOtp(identifierOf(who), bytes(password));

function challenged(outcome: Result<OtpStep>): Extract<OtpStep, { kind: 'challenge' }> {
  if (!outcome.ok) throw new Error(outcome.failure.code);
  if (outcome.value.kind !== 'challenge') throw new Error('granted already');
  return outcome.value;
}

function answer(step: Result<OtpStep>, given: OtpAnswer): Promise<Result<OtpStep>> {
  return client.continueOtp(challenged(step).conversation, given);
}

const code = (value: string): OtpAnswer => ({ type: 'code', code: bytes(value) });
const refusedBy = (step: Result<OtpStep>) => challenged(step).refused;
const entering = (step: Result<OtpStep>): Extract<OtpChallenge, { kind: 'enter-code' }> => {
  const { challenge } = challenged(step);
  if (challenge.kind !== 'enter-code') throw new Error(`asked for ${challenge.kind}`);
  return challenge;
};
const anotherThan = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0');

describe('signing in by identifier, password and code', () => {
  it('goes by the channel that the person chooses, to a grant', async () => {
    const choice = await start('both');
    expect(challenged(choice).challenge).toMatchObject({
      kind: 'choose-channel',
      channels: [{ channel: 'phone' }, { channel: 'email' }],
    });
    const asked = await answer(choice, { type: 'channel', channel: 'email' });
    expect(entering(asked)).toMatchObject({ channel: 'email', digits: 6, otherChannel: true, count: 1 });
    expect(ways.messages.at(-1)).toMatchObject({ kind: 'email', to: 'prenom.nom@hopital.example' });
    const done = await answer(asked, code(ways.code()));
    expect(done).toMatchObject({
      ok: true,
      value: {
        kind: 'granted',
        grant: { method: 'otp', person: { givenName: 'Camille', familyName: 'both' }, profiles: [{}, {}] },
      },
    });
    if (!done.ok || done.value.kind !== 'granted') throw new Error('not granted');
    expect(await client.refresh(done.value.grant)).toMatchObject({ ok: true, value: { method: 'otp' } });
  });

  it('goes straight to the code where there is one channel', async () => {
    const asked = await start('phoneOnly');
    expect(entering(asked)).toMatchObject({ channel: 'phone', otherChannel: false });
    expect(await answer(asked, code(ways.code()))).toMatchObject({ value: { kind: 'granted' } });
  });

  it('comes back to the choice, and sends again', async () => {
    const asked = await answer(await start('both'), { type: 'channel', channel: 'phone' });
    const again = await answer(asked, { type: 'resend' });
    expect(refusedBy(again)).toBeNull();
    const choice = await answer(again, { type: 'other-channel' });
    expect(challenged(choice).challenge.kind).toBe('choose-channel');
  });

  it('counts the codes guessed, and freezes the account at the third', async () => {
    const short = await startWays({ freeze: 0.5 });
    const station = short.client();
    try {
      const { conversation } = challenged(await station.startOtp(identifierOf('phoneOnly'), bytes(PASSWORD)));
      const guess = () => station.continueOtp(conversation, code(anotherThan(short.code())));
      for (const triesLeft of [2, 1]) {
        expect(refusedBy(await guess())).toEqual(fail('Otp_CodeWrong', { triesLeft }).failure);
      }
      expect(await guess()).toMatchObject({ failure: { code: 'Otp_FrozenTemporarily' } });
      expect(await guess()).toEqual(fail('Otp_SessionExpired'));
      await new Promise((resolve) => setTimeout(resolve, 600));
      const again = challenged(await station.startOtp(identifierOf('phoneOnly'), bytes(PASSWORD)));
      expect(await station.continueOtp(again.conversation, code(short.code()))).toMatchObject({
        value: { kind: 'granted' },
      });
    } finally {
      await short.server.stop();
    }
  });

  it.each([
    ['noChannel', 'Otp_NoUsableChannel'],
    ['noPassword', 'Otp_NoPassword'],
    ['frozen', 'Otp_FrozenDefinitively'],
    ['firstTime', 'Identity_CardRequiredFirst'],
  ] as const)('tells %s why not', async (who, failure) => {
    expect(await start(who)).toEqual(fail(failure));
  });

  it('refuses a wrong password and an unknown identifier alike, then freezes for a time', async () => {
    expect(await start('unusable', 'faux')).toEqual(fail('Otp_CredentialsRefused'));
    expect(await client.startOtp('nobody.at.all', bytes(PASSWORD))).toEqual(fail('Otp_CredentialsRefused'));
    expect(await start('unusable', 'faux')).toEqual(fail('Otp_CredentialsRefused'));
    const frozen = await start('unusable', 'faux');
    expect(frozen).toMatchObject({ ok: false, failure: { code: 'Otp_FrozenTemporarily' } });
    if (!frozen.ok) expect(frozen.failure.parameters?.time).toMatch(/^à \d\d:\d\d$/);
  });

  it('says that a code could not be sent, and goes on', async () => {
    ways.carry(false);
    const step = await start('phoneOnly');
    expect(refusedBy(step)).toEqual(fail('Otp_SendFailed').failure);
    ways.carry(true);
    const sent = await answer(step, { type: 'resend' });
    expect(await answer(sent, code(ways.code()))).toMatchObject({ value: { kind: 'granted' } });
  });

  it('takes no answer twice, and none of a conversation that never was', async () => {
    const asked = await start('phoneOnly');
    const right = ways.code();
    expect(await answer(asked, code(right))).toMatchObject({ value: { kind: 'granted' } });
    expect(await answer(asked, code(right))).toEqual(fail('Otp_SessionExpired'));
    const invented = { authSession: 'invented-by-somebody-else', codeVerifier: 'x'.repeat(43) };
    expect(await client.continueOtp(invented, code('123456'))).toEqual(fail('Otp_SessionExpired'));
  });

  it('grants nothing to who has the conversation but not its proof key', async () => {
    const { conversation } = challenged(await start('phoneOnly'));
    const stolen = { ...conversation, codeVerifier: 'y'.repeat(43) };
    expect(await client.continueOtp(stolen, code(ways.code()))).toEqual(fail('Otp_SessionExpired'));
  });
});

describe('a password to be replaced', () => {
  it.each(['expired', 'temporary'] as const)(
    'because it is %s: by the policy, and not by itself',
    async (who) => {
      const asked = await answer(await start(who), { type: 'channel', channel: 'phone' });
      const step = await answer(asked, code(ways.code()));
      expect(challenged(step).challenge).toMatchObject({ kind: 'new-password', reason: who });
      const propose = (password: string) => answer(step, { type: 'new-password', password: bytes(password) });
      expect(refusedBy(await propose('court'))).toEqual(fail('Password_TooWeak').failure);
      expect(refusedBy(await propose(PASSWORD))).toEqual(fail('Password_Reused').failure);
      expect(await propose('Nouveau-mot-2026!')).toMatchObject({ value: { kind: 'granted' } });
    },
  );

  it('because it is forgotten: a code on each channel stands for it', async () => {
    const first = await client.startReset(identifierOf('both'));
    expect(entering(first)).toMatchObject({ channel: 'phone', position: 1, count: 2 });
    const second = await answer(first, code(ways.code()));
    expect(entering(second)).toMatchObject({ channel: 'email', position: 2, count: 2 });
    const step = await answer(second, code(ways.code()));
    expect(challenged(step).challenge).toMatchObject({ kind: 'new-password', reason: 'forgotten' });
    const done = await answer(step, { type: 'new-password', password: bytes('Retrouve-2026!') });
    expect(done).toMatchObject({ value: { kind: 'granted' } });
  });

  it.each(['phoneOnly', 'unusable'] as const)('is not reset without two usable channels: %s', async (who) => {
    const outcome = await client.startReset(identifierOf(who));
    expect(outcome.ok ? null : outcome.failure.code).toMatch(/^Otp_(ResetNotPossible|FrozenTemporarily)$/);
  });
});

describe('time', () => {
  it('runs out for a code, and for a conversation', async () => {
    const short = await startWays({ code: 0.3, conversation: 0.8, resend: 30 });
    const station = short.client();
    try {
      const step = challenged(await station.startOtp(identifierOf('phoneOnly'), bytes(PASSWORD)));
      const early = await station.continueOtp(step.conversation, { type: 'resend' });
      expect(refusedBy(early)?.code).toBe('Otp_ResendTooEarly');
      expect(refusedBy(early)?.parameters?.seconds).toBeGreaterThan(20);
      await new Promise((resolve) => setTimeout(resolve, 400));
      const late = await station.continueOtp(step.conversation, code(short.code()));
      expect(refusedBy(late)).toEqual(fail('Otp_CodeExpired').failure);
      await new Promise((resolve) => setTimeout(resolve, 500));
      expect(await station.continueOtp(step.conversation, code(short.code()))).toEqual(
        fail('Otp_SessionExpired'),
      );
    } finally {
      await short.server.stop();
    }
  });
});
