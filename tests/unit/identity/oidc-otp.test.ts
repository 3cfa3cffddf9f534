import fc from 'fast-check';
import { calculatePKCECodeChallenge } from 'openid-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { catalogue, fail } from '../../../electron/failures/index.ts';
import { OidcIdentityProvider, type OtpStep } from '../../../electron/identity/index.ts';
import { readOtpAnswer } from '../../../electron/identity/oidc/otp-answers.ts';
import { formBody, jsonBody } from '../../../electron/identity/oidc/secret-body.ts';
import {
  type Answer,
  answering,
  bytes,
  configuration,
  fields,
  lastForm,
  metadata,
  profiles,
  tokenAnswer,
} from './oidc-provider-double.ts';

const now = Date.UTC(2026, 10, 22, 1, 58, 30);
const asksCode = {
  kind: 'enter-code',
  channel: 'phone',
  destination: '06 •• •• •• 12',
  digits: 6,
  expiresIn: 300,
  resendIn: 30,
  triesLeft: 3,
  otherChannel: true,
  position: 1,
  count: 1,
} as const;
const policy = { minimumLength: 12, upperCase: true, lowerCase: true, digit: true, specialCharacters: '!?' };
const challenge = (asked: object, refused?: object, session = 'session-of-this-test') => ({
  error: 'insufficient_authorization',
  auth_session: session,
  challenge: asked,
  ...(refused ? { refused } : {}),
});

afterEach(() => vi.unstubAllEnvs());

describe('what the provider asks next', () => {
  it('a code: seconds become times', () => {
    expect(readOtpAnswer(403, challenge(asksCode), now)).toMatchObject({
      kind: 'challenge',
      authSession: 'session-of-this-test',
      challenge: { kind: 'enter-code', expiresAt: now + 300_000, resendAt: now + 30_000, triesLeft: 3 },
      refused: null,
    });
  });

  it('a channel, or a new password under a policy', () => {
    const channels = [{ channel: 'email', destination: 'c•••@hopital.example' }];
    const choice = { kind: 'choose-channel', channels };
    expect(readOtpAnswer(403, challenge(choice), now)).toMatchObject({ challenge: choice });
    const password = { kind: 'new-password', reason: 'expired', policy };
    expect(readOtpAnswer(403, challenge(password), now)).toMatchObject({ challenge: password });
  });

  it.each([
    [{ reason: 'code-wrong', triesLeft: 2 }, fail('Otp_CodeWrong', { triesLeft: 2 })],
    [{ reason: 'code-wrong' }, fail('Otp_CodeWrong', { triesLeft: 3 })],
    [{ reason: 'code-expired' }, fail('Otp_CodeExpired')],
    [{ reason: 'too-early', retryAfter: 11.2 }, fail('Otp_ResendTooEarly', { seconds: 12 })],
    [{ reason: 'too-early' }, fail('Otp_ResendTooEarly', { seconds: 30 })],
    [{ reason: 'send-failed' }, fail('Otp_SendFailed')],
    [{ reason: 'password-too-weak' }, fail('Password_TooWeak')],
    [{ reason: 'password-reused' }, fail('Password_Reused')],
  ])('an answer that is not taken is named: %o', (refused, { failure }) => {
    expect(readOtpAnswer(403, challenge(asksCode, refused), now)).toMatchObject({ refused: failure });
  });

  it.each([
    [{ error: 'access_denied', reason: 'credentials-refused' }, fail('Otp_CredentialsRefused')],
    [{ error: 'access_denied', reason: 'frozen-definitively' }, fail('Otp_FrozenDefinitively')],
    [
      { error: 'access_denied', reason: 'frozen-temporarily' },
      fail('Otp_FrozenTemporarily', { time: 'dans quelques minutes' }),
    ],
    [{ error: 'access_denied', reason: 'card-required-first' }, fail('Identity_CardRequiredFirst')],
    [{ error: 'access_denied', reason: 'no-usable-channel' }, fail('Otp_NoUsableChannel')],
    [{ error: 'access_denied', reason: 'no-password' }, fail('Otp_NoPassword')],
    [{ error: 'access_denied', reason: 'reset-not-possible' }, fail('Otp_ResetNotPossible')],
    [{ error: 'access_denied', reason: 'toString' }, fail('Otp_CredentialsRefused')],
    [{ error: 'invalid_session' }, fail('Otp_SessionExpired')],
    [{ error: 'invalid_client' }, fail('Identity_RequestRefused')],
    [{ error: 'constructor' }, fail('Identity_RequestRefused')],
  ])('a refusal ends the conversation with its reason: %o', (body, { failure }) => {
    expect(readOtpAnswer(400, body, now)).toEqual({ kind: 'over', failure });
  });

  it.each([
    ['Europe/Paris', '03:14', '00:00'],
    ['Indian/Reunion', '06:14', '02:00'],
  ])(
    'a frozen account opens at an hour of the station’s clock, in %s, never too early',
    (zone, winter, summer) => {
      vi.stubEnv('TZ', zone);
      const frozen = (retryAfter: number, at: number) =>
        readOtpAnswer(400, { error: 'access_denied', reason: 'frozen-temporarily', retryAfter }, at);
      const until = (time: string) => ({
        kind: 'over',
        ...{ failure: fail('Otp_FrozenTemporarily', { time: `à ${time}` }).failure },
      });
      expect(frozen(900, now)).toEqual(until(winter));
      expect(frozen(60, Date.UTC(2026, 6, 14, 21, 59, 0))).toEqual(until(summer));
    },
  );

  it('is never an exception, and always shown or named, whatever the server answers', () => {
    const mutated = fc
      .tuple(fc.constantFrom(...Object.keys(asksCode)), fc.jsonValue())
      .map(([name, value]) => challenge({ ...asksCode, [name]: value }));
    const anyReason = fc.record({
      error: fc.constantFrom('insufficient_authorization', 'access_denied', 'invalid_session', '__proto__'),
      reason: fc.oneof(fc.string(), fc.constantFrom('frozen-temporarily', '__proto__', 'hasOwnProperty')),
      retryAfter: fc.oneof(fc.double(), fc.jsonValue()),
    });
    const body = fc.oneof(fc.jsonValue(), mutated, anyReason, fc.constant(undefined));
    fc.assert(
      fc.property(fc.constantFrom(200, 204, 302, 400, 401, 403, 404), body, (status, answer) => {
        const reply = readOtpAnswer(status, answer, now);
        if (reply.kind === 'over') expect(catalogue[reply.failure.code]).toBeDefined();
        if (reply.kind === 'challenge' && reply.challenge.kind === 'enter-code') {
          expect(reply.challenge.expiresAt).toBeLessThanOrEqual(now + 86_400_000);
          expect(reply.challenge.digits).toBeLessThanOrEqual(10);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a secret on its way', () => {
  const field = fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));

  it('is in a form what URLSearchParams reads', () => {
    fc.assert(
      fc.property(fc.uniqueArray(field, { selector: ([name]) => name }), (pairs) => {
        const sent = formBody(Object.fromEntries(pairs.map(([name, value]) => [`f${name}`, bytes(value)])));
        expect([...new URLSearchParams(new TextDecoder().decode(sent))]).toEqual(
          pairs.map(([name, value]) => [`f${name}`, value]),
        );
      }),
    );
  });

  it('is in JSON what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.uniqueArray(field, { selector: ([name]) => name }), (pairs) => {
        const values = Object.fromEntries(pairs.map(([name, value]) => [`f${name}`, value]));
        const secrets = Object.fromEntries(pairs.map(([name, value]) => [`f${name}`, bytes(value)]));
        expect(JSON.parse(new TextDecoder().decode(jsonBody(secrets)))).toEqual(values);
      }),
    );
  });
});

describe('a sign-in by identifier, password and code', () => {
  const json = (status: number, body: object) => Response.json(body, { status });

  async function conversation(answers: Readonly<Record<string, readonly Answer[]>>) {
    const double = answering(answers);
    const client = new OidcIdentityProvider(configuration, double.fetch);
    const password = bytes('Mot de passe & secret 1!');
    return { ...double, client, password, first: await client.startOtp('camille.exemple', password) };
  }
  const stepOf = (outcome: { ok: boolean; value?: OtpStep }) => {
    if (outcome.value?.kind !== 'challenge') throw new Error('no challenge');
    return outcome.value.conversation;
  };

  it('ends with a grant, by the same proof key from its first request to its last', async () => {
    const { client, first, asked, password } = await conversation({
      '/challenge': [json(403, challenge(asksCode)), json(200, { authorization_code: 'code-1' })],
      '/token': [Response.json(await tokenAnswer())],
    });
    const code = bytes('123456');
    const last = await client.continueOtp(stepOf(first), { type: 'code', code });
    expect(last).toMatchObject({
      ok: true,
      value: {
        kind: 'granted',
        grant: { method: 'otp', issuer: configuration.issuer, person: { familyName: 'EXEMPLE' } },
      },
    });
    const forms = asked.filter(({ path }) => path === '/challenge').map(fields);
    expect(forms[0]).toMatchObject({
      client_id: 'bandeau',
      username: 'camille.exemple',
      password: 'Mot de passe & secret 1!',
      code_challenge_method: 'S256',
    });
    expect(forms[1]).toEqual({ client_id: 'bandeau', auth_session: 'session-of-this-test', code: '123456' });
    const redeemed = lastForm(asked, '/token');
    expect(redeemed).toMatchObject({ grant_type: 'authorization_code', code: 'code-1' });
    expect(redeemed).not.toHaveProperty('redirect_uri');
    const { code_verifier: verifier = '' } = redeemed;
    expect(forms[0]?.code_challenge).toBe(await calculatePKCECodeChallenge(verifier));
    expect([...password, ...code].every((byte) => byte === 0)).toBe(true);
  });

  it('leaves no password behind when the provider is away, or does not offer this way', async () => {
    const away = await conversation({ '/challenge': [new TypeError('fetch failed')] });
    expect(away.first).toEqual(fail('Identity_ProviderUnreachable'));
    const { authorization_challenge_endpoint: _none, ...older } = metadata;
    const unoffered = await conversation({ '/.well-known/openid-configuration': [Response.json(older)] });
    expect(unoffered.first).toEqual(fail('Otp_NotOffered'));
    const closed = bytes('secret');
    const client = new OidcIdentityProvider({ ...configuration, otp: false }, answering({}).fetch);
    expect(await client.startOtp('x', closed)).toEqual(fail('Otp_NotOffered'));
    expect([...away.password, ...unoffered.password, ...closed].every((byte) => byte === 0)).toBe(true);
  });

  it('that the portal knows nobody for, or wants a card for first, gives its tokens back', async () => {
    const refusing = (reason: string) =>
      conversation({
        '/challenge': [json(200, { authorization_code: 'code-1' })],
        '/token': [Response.json(awaited)],
        '/api/profiles': [json(403, { type: `urn:bandeau:portal:${reason}`, title: reason, status: 403 })],
      });
    const awaited = await tokenAnswer();
    for (const [reason, code] of [
      ['account-not-linked', 'Identity_PersonUnknown'],
      ['card-required-first', 'Identity_CardRequiredFirst'],
    ] as const) {
      const { first, asked } = await refusing(reason);
      expect(first).toEqual(fail(code));
      expect(asked.filter(({ path }) => path === '/revoke')).toHaveLength(2);
    }
  });

  it('whose code is refused has been left too long, or the clocks differ', async () => {
    const refused = (headers: Record<string, string>) => ({
      '/challenge': [json(200, { authorization_code: 'code-1' })],
      '/token': [Response.json({ error: 'invalid_grant' }, { status: 400, headers })],
    });
    expect((await conversation(refused({}))).first).toEqual(fail('Otp_SessionExpired'));
    const date = new Date(Date.now() + 600_000).toUTCString();
    expect((await conversation(refused({ date }))).first).toEqual(fail('Identity_ClockDifference'));
  });

  it.each([
    ['at the token endpoint', { '/token': [new TypeError('fetch failed')] }],
    ['at the profiles', { '/api/profiles': [new Response(null, { status: 503 })] }],
  ])(
    'that was accepted, the provider being lost %s, begins again: it is over there',
    async (_where, lost) => {
      const { first } = await conversation({
        '/challenge': [json(200, { authorization_code: 'code-1' })],
        '/token': [Response.json(await tokenAnswer())],
        ...lost,
      });
      expect(first).toEqual(fail('Otp_Interrupted'));
    },
  );

  it.each([-600, 600])(
    '%i seconds of difference between the clocks are named, not the ID token',
    async (skew) => {
      const server = Date.now() + skew * 1_000;
      const answer = await tokenAnswer({}, Math.floor(server / 1_000));
      const date = new Date(server).toUTCString();
      const { first } = await conversation({
        '/challenge': [json(200, { authorization_code: 'code-1' })],
        '/token': [Response.json(answer, { headers: { date } })],
      });
      expect(first).toEqual(fail('Identity_ClockDifference'));
    },
  );

  it('keeps the rights that it knows of a profile, and none where none are told', async () => {
    const { first } = await conversation({
      '/challenge': [json(200, { authorization_code: 'code-1' })],
      '/token': [Response.json(await tokenAnswer())],
      '/api/profiles': [
        Response.json({
          subject: 'person-1',
          profiles: [
            { ...profiles[0], rights: ['launch-rockets', 'sign-in-journal'] },
            { ...profiles[0], id: 'p2' },
          ],
        }),
      ],
    });
    expect(first).toMatchObject({
      value: { grant: { profiles: [{ rights: ['sign-in-journal'] }, { rights: [] }] } },
    });
  });
});
