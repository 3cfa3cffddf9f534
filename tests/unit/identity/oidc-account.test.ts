import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, fail, type Result } from '../../../electron/failures/index.ts';
import { type ChannelTest, OidcIdentityProvider, type Tokens } from '../../../electron/identity/index.ts';
import { OidcAccountPortal } from '../../../electron/identity/oidc/index.ts';
import { type Answer, answering, bytes, configuration, issuer } from './oidc-provider-double.ts';

const tokens: Tokens = {
  issuer,
  subject: 'person-1',
  person: { subject: 'person-1', givenName: 'Camille', familyName: 'EXEMPLE' },
  accessToken: 'access-1',
  refreshToken: 'refresh-1',
  expiresAt: Date.now() + 300_000,
};
const policy = { minimumLength: 12, upperCase: true, lowerCase: true, digit: true, specialCharacters: '!?' };
const account = {
  identifier: 'camille.exemple',
  password: { set: true, expiresAt: 1_800_000_000_000, announcedFrom: null },
  passwordPolicy: policy,
  channels: { phone: { value: '+33612345678', state: 'usable' }, email: { value: null, state: 'none' } },
};
const sent = { id: 't/1', value: '+33612345678', digits: 6, expiresIn: 300, resendIn: 30, triesLeft: 3 };
const test: ChannelTest = {
  id: 't/1',
  channel: 'phone',
  value: '+33612345678',
  digits: 6,
  expiresAt: 0,
  resendAt: 0,
  triesLeft: 3,
};
const problem = (status: number, reason: string, more: object = {}) =>
  Response.json({ type: `urn:bandeau:portal:${reason}`, title: reason, status, ...more }, { status });

const testPath = '/api/account/channels/phone/tests';
const validationPath = `${testPath}/t%2F1/validation`;

function portal(answers: Readonly<Record<string, readonly Answer[]>>) {
  const double = answering(answers);
  return { ...double, client: new OidcAccountPortal(configuration, double.fetch) };
}

describe('the account of a person', () => {
  it('is read as the portal tells it', async () => {
    const { client } = portal({ '/api/account': [Response.json(account)] });
    expect(await client.account(tokens)).toEqual({ ok: true, value: account });
  });

  it('has a channel tested: seconds become times', async () => {
    const { client, asked } = portal({ [testPath]: [Response.json(sent, { status: 201 })] });
    const before = Date.now();
    const outcome = await client.testChannel(tokens, 'phone', '0612345678');
    expect(outcome).toMatchObject({ ok: true, value: { id: 't/1', channel: 'phone', triesLeft: 3 } });
    if (outcome.ok) expect(outcome.value.expiresAt - before).toBeGreaterThanOrEqual(300_000);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ value: '0612345678' });
  });

  it.each([
    [400, 'malformed', {}, fail('Identity_RequestRefused')],
    [401, 'token-refused', {}, fail('Identity_SessionEnded')],
    [409, 'too-early', { retryAfter: 4.5 }, fail('Channel_TestTooEarly', { seconds: 5 })],
    [422, 'send-failed', {}, fail('Channel_SendFailed')],
  ])('test refused by %i %s', async (status, reason, more, failure) => {
    const { client } = portal({ [testPath]: [problem(status, reason, more)] });
    expect(await client.testChannel(tokens, 'phone', 'x')).toEqual(failure);
  });

  it.each([
    [400, 'malformed', {}, fail('Identity_RequestRefused')],
    [403, 'code-wrong', { triesLeft: 1 }, fail('Channel_CodeWrong', { triesLeft: 1 })],
    [410, 'code-expired', {}, fail('Channel_CodeExpired')],
  ])('code refused by %i %s, and overwritten', async (status, reason, more, failure) => {
    const { client, asked } = portal({ [validationPath]: [problem(status, reason, more)] });
    const code = bytes('123456');
    expect(await client.validateChannel(tokens, test, code)).toEqual(failure);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ code: '123456' });
    expect([...code].every((byte) => byte === 0)).toBe(true);
  });

  it.each([
    [400, 'malformed', 'Identity_RequestRefused'],
    [403, 'current-wrong', 'Password_CurrentWrong'],
    [409, 'password-reused', 'Password_Reused'],
    [422, 'password-too-weak', 'Password_TooWeak'],
  ] as const)('password refused by %i %s, and overwritten', async (status, reason, code) => {
    const { client, asked } = portal({ '/api/account/password': [problem(status, reason)] });
    const [current, next] = [bytes('Ancien "mot" \\ passe 1!'), bytes('Nouveau mot de passe 1!')];
    expect(await client.changePassword(tokens, current, next)).toEqual(fail(code));
    const body: unknown = JSON.parse(asked[0]?.body ?? '');
    expect(body).toEqual({ current: 'Ancien "mot" \\ passe 1!', new: 'Nouveau mot de passe 1!' });
    expect([...current, ...next].every((byte) => byte === 0)).toBe(true);
  });

  it('sets a password without the current one after a sign-in by card', async () => {
    const { client, asked } = portal({ '/api/account/password': [Response.json(account)] });
    expect(await client.changePassword(tokens, null, bytes('Nouveau1!'))).toMatchObject({ ok: true });
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({ new: 'Nouveau1!' });
  });

  it('tells of sessions without the portal in one call', async () => {
    const { client, asked } = portal({ '/api/degraded-sessions': [new Response(null, { status: 204 })] });
    const session = { subject: 'person-1', openedAt: 1, closedAt: null, phone: '1501', revocation: 'fresh' };
    const sessions = ['s1', 's2'].map((id) => ({ ...session, id, revocation: 'fresh' as const }));
    expect(await client.reportDegraded(tokens, sessions)).toMatchObject({ ok: true });
    expect(asked.map(({ body }): unknown => JSON.parse(body))).toEqual([{ sessions }]);
  });

  it('is a failure with a name, whatever the portal answers', async () => {
    const status = fc.constantFrom(200, 201, 302, 400, 401, 403, 404, 409, 410, 422, 429, 500);
    const body = fc.oneof(
      fc.jsonValue(),
      fc
        .constantFrom(...Object.keys(account))
        .chain((name) => fc.jsonValue().map((value) => ({ ...account, [name]: value }))),
    );
    await fc.assert(
      fc.asyncProperty(status, body, async (code, value) => {
        const answer = new Response(JSON.stringify(value), { status: code });
        const { client } = portal({
          '/api/account': [answer],
          [testPath]: [answer],
          [validationPath]: [answer],
          '/api/account/password': [answer],
        });
        const outcomes: Result<unknown>[] = [
          await client.account(tokens),
          await client.testChannel(tokens, 'phone', 'x'),
          await client.validateChannel(tokens, test, bytes('1')),
          await client.changePassword(tokens, null, bytes('1')),
        ];
        for (const outcome of outcomes)
          if (!outcome.ok) expect(catalogue[outcome.failure.code]).toBeDefined();
      }),
    );
  });
});

describe('the link between a PSC identity and an account', () => {
  const request = { id: 'l1', email: 'camille@hopital.example', expiresAt: 0, resendAt: 0 };

  function provider(answers: Readonly<Record<string, readonly Answer[]>>) {
    const double = answering(answers);
    return { ...double, client: new OidcIdentityProvider(configuration, double.fetch) };
  }

  it('is sent by mail for a time', async () => {
    const answer = Response.json({ id: 'l1', expiresIn: 300, resendIn: 60 }, { status: 201 });
    const { client } = provider({ '/api/account-links': [answer] });
    const outcome = await client.requestLink(tokens, 'camille@hopital.example');
    expect(outcome).toMatchObject({ ok: true, value: { id: 'l1', email: 'camille@hopital.example' } });
  });

  it.each([
    [400, {}, fail('Identity_RequestRefused')],
    [422, {}, fail('Link_SendFailed')],
    [404, {}, fail('Link_NoAuthorisation')],
    [409, { retryAfter: 59.1 }, fail('Link_ResendTooEarly', { seconds: 60 })],
    [401, {}, fail('Identity_SessionEnded')],
  ])('is refused by %i', async (status, more, failure) => {
    const { client } = provider({ '/api/account-links': [problem(status, 'x', more)] });
    expect(await client.requestLink(tokens, 'x')).toEqual(failure);
  });

  it('is waited for, then opens the session, or expires', async () => {
    const state = (name: string) => Response.json({ state: name });
    const { client } = provider({
      '/api/account-links/l1': [state('pending'), state('linked'), state('expired')],
    });
    expect(await client.completeLink(tokens, request)).toEqual({ ok: true, value: null });
    expect(await client.completeLink(tokens, request)).toMatchObject({
      ok: true,
      value: { method: 'psc', accessToken: 'access-1', profiles: [{ id: 'p1' }] },
    });
    expect(await client.completeLink(tokens, request)).toEqual(fail('Link_Expired'));
    const unknown = provider({ '/api/account-links/l1': [problem(404, 'link-unknown')] });
    expect(await unknown.client.completeLink(tokens, request)).toEqual(fail('Link_Expired'));
  });
});

describe('a provider', () => {
  it('is reachable when it describes itself and gives what a card signs, and only then', async () => {
    const reachable = (answer: Answer) =>
      new OidcIdentityProvider(
        configuration,
        answering({ '/.well-known/openid-configuration': [answer] }).fetch,
      ).isReachable();
    const withNonce = (answer: Answer) =>
      new OidcIdentityProvider(
        configuration,
        answering({ '/api/assertion-nonces': [answer] }).fetch,
      ).isReachable();
    expect(await withNonce(new Response('', { status: 503 }))).toBe(false);
    expect(await withNonce(new TypeError('fetch failed'))).toBe(false);
    expect(await new OidcIdentityProvider(configuration, answering({}).fetch).isReachable()).toBe(true);
    expect(await reachable(new TypeError('fetch failed'))).toBe(false);
    expect(await reachable(new Response('', { status: 503 }))).toBe(false);
    expect(await reachable(new Response('<html>Connectez-vous au réseau</html>'))).toBe(false);
  });
});
