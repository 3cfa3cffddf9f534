import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, type Result } from '../../../electron/failures/index.ts';
import { OidcIdentityProvider, type PscOutcome } from '../../../electron/identity/index.ts';
import type { PscConfiguration } from '../../../electron/settings/configuration.ts';
import {
  type Answer,
  answering,
  configuration,
  lastForm,
  metadata,
  tokenAnswer,
} from './oidc-provider-double.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }));
afterEach(() => void vi.useRealTimers());

const refusal = (error: string, more: object = {}, status = 400) =>
  Response.json({ error, ...more }, { status });
const pending = refusal('authorization_pending');
const slowDown = refusal('slow_down');
const lost = new TypeError('fetch failed');
const asked = { auth_req_id: 'request-1', expires_in: 120, interval: 5 };
const request = { identifier: '899700000001', channel: 'MOBILE', digits: '42' } as const;

async function start(answer: Answer, settings: object = {}) {
  const double = answering({ '/backchannel': [answer] });
  const client = new OidcIdentityProvider({ ...configuration, ...settings }, double.fetch);
  return { ...double, outcome: await client.startPsc(request) };
}

/** Polls answered in turn, and how many seconds the outcome took; aborted after `patience` seconds. */
async function wait(
  polls: readonly Answer[],
  more: Readonly<Record<string, readonly Answer[]>> = {},
  patience = 900,
  psc: Partial<PscConfiguration> = {},
) {
  const double = answering({ '/backchannel': [Response.json(asked)], '/token': polls, ...more });
  const settings = { ...configuration, psc: { ...configuration.psc, ...psc } };
  const client = new OidcIdentityProvider(settings, double.fetch);
  const started = await client.startPsc(request);
  if (!started.ok) throw new Error(started.failure.code);
  const since = Date.now();
  const abort = new AbortController();
  setTimeout(() => abort.abort(), patience * 1_000);
  const waited: { outcome: Result<PscOutcome> | null } = { outcome: null };
  void client.awaitPsc(started.value, abort.signal).then((value) => {
    waited.outcome = value;
  });
  const giveUp = performance.now() + 5_000;
  while (waited.outcome === null && performance.now() < giveUp) {
    // Time goes on while the client pauses, not while it checks a signature.
    if (vi.getTimerCount() > 1) await vi.advanceTimersByTimeAsync(500);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const polledAt = double.asked
    .filter(({ path }) => path === '/token')
    .map(({ at }) => Math.round((at - since) / 1_000));
  return { ...double, ...waited, client, polledAt, seconds: (Date.now() - since) / 1_000 };
}

describe('asking Pro Santé Connect for a person', () => {
  it('says who, on what, with which digits and which assurance', async () => {
    const { outcome, asked: exchanged } = await start(Response.json(asked));
    expect(outcome).toMatchObject({ ok: true, value: { authReqId: 'request-1', interval: 5 } });
    expect(outcome.ok && outcome.value.expiresAt - Date.now()).toBe(120_000);
    expect(lastForm(exchanged, '/backchannel')).toEqual({
      client_id: 'bandeau',
      scope: 'openid profile offline_access',
      acr_values: 'eidas1',
      login_hint: '899700000001',
      binding_message: '42',
      channel: 'MOBILE',
    });
  });

  it.each([
    ['unknown_user_id', {}, 'Psc_PersonUnknown'],
    ['unknown_user_id', { reason: 'person-unknown' }, 'Psc_PersonUnknown'],
    ['unknown_user_id', { reason: 'no-ecps' }, 'Psc_NoEcps'],
    ['access_denied', {}, 'Psc_Refused'],
    ['invalid_binding_message', {}, 'Psc_RequestRefused'],
    ['unauthorized_client', {}, 'Psc_RequestRefused'],
  ] as const)('tells %s %o as %s', async (error, more, code) => {
    expect((await start(refusal(error, more))).outcome).toEqual(fail(code));
  });

  it.each([
    ['no network', lost, 'Psc_Unreachable'],
    ['a server in pieces', new Response('', { status: 502 }), 'Psc_Unreachable'],
    ['too many requests', new Response('', { status: 429 }), 'Psc_TooManyPolls'],
    ['a page instead of an answer', new Response('<html>', { status: 200 }), 'Identity_AnswerMalformed'],
    ['a wait of a day', Response.json({ ...asked, expires_in: 86_400 }), 'Identity_AnswerMalformed'],
    ['a poll an hour', Response.json({ ...asked, interval: 3_600 }), 'Identity_AnswerMalformed'],
    ['no request', Response.json({ expires_in: 120 }), 'Identity_AnswerMalformed'],
    ['an interval that is none', Response.json({ ...asked, interval: -5 }), 'Identity_AnswerMalformed'],
  ] as const)('tells %s apart', async (_what, answer, code) => {
    expect((await start(answer)).outcome).toEqual(fail(code));
  });

  it('is not offered without configuration, nor by a provider without this way', async () => {
    const { psc: _psc, ...without } = configuration;
    const client = new OidcIdentityProvider(without, answering({}).fetch);
    expect(await client.startPsc(request)).toEqual(fail('Psc_NotOffered'));
    const { backchannel_authentication_endpoint: _none, ...older } = metadata;
    const double = answering({ '/.well-known/openid-configuration': [Response.json(older)] });
    const other = new OidcIdentityProvider(configuration, double.fetch);
    expect(await other.startPsc(request)).toEqual(fail('Psc_NotOffered'));
  });

  it('may be done at a provider of its own, whose document is elsewhere and whose issuer is checked', async () => {
    const psc = {
      ...configuration.psc,
      issuer: 'https://proxy.example/psc',
      clientId: 'bandeau-psc',
      metadata: 'https://proxy.example/psc/.well-known/wallet-openid-configuration',
    };
    const announcing = async (issuer: string) => {
      const { backchannel_authentication_endpoint, token_endpoint } = metadata;
      const document = { issuer, backchannel_authentication_endpoint, token_endpoint };
      const double = answering({
        '/psc/.well-known/wallet-openid-configuration': [Response.json(document)],
        '/backchannel': [Response.json(asked)],
      });
      const client = new OidcIdentityProvider({ ...configuration, psc }, double.fetch);
      return { ...double, outcome: await client.startPsc(request) };
    };
    const right = await announcing('https://proxy.example/psc');
    expect(right.outcome).toMatchObject({ ok: true });
    expect(right.asked.map(({ path }) => path)).not.toContain('/.well-known/openid-configuration');
    expect(lastForm(right.asked, '/backchannel')).toMatchObject({ client_id: 'bandeau-psc' });
    expect((await announcing('https://other.example')).outcome).toEqual(fail('Identity_TokenIssuer'));
  });
});

describe('waiting for the person’s decision', () => {
  it('polls as often as the server asks, no more', async () => {
    const {
      outcome,
      polledAt,
      asked: exchanged,
    } = await wait([pending, pending, Response.json(await tokenAnswer())]);
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'granted', grant: { method: 'psc' } } });
    expect(polledAt).toEqual([5, 10, 15]);
    expect(lastForm(exchanged, '/token')).toMatchObject({
      grant_type: 'urn:openid:params:grant-type:ciba',
      auth_req_id: 'request-1',
    });
  });

  it('slows down by five seconds when asked to, and gives up the third time', async () => {
    const slowed = await wait([slowDown, slowDown, Response.json(await tokenAnswer())]);
    expect(slowed.outcome).toMatchObject({ ok: true });
    expect(slowed.polledAt).toEqual([5, 15, 30]);
    const given = await wait([slowDown, pending, slowDown, slowDown]);
    expect(given.outcome).toEqual(fail('Psc_TooManyPolls'));
    expect(given.polledAt).toHaveLength(4);
  });

  it.each([
    ['access_denied', 'Psc_Refused'],
    ['expired_token', 'Psc_Expired'],
    ['invalid_grant', 'Psc_RequestRefused'],
    ['unauthorized_client', 'Psc_RequestRefused'],
  ] as const)('tells %s as %s', async (error, code) => {
    expect((await wait([pending, refusal(error)])).outcome).toEqual(fail(code));
  });

  it('blames the clocks for a request that is over before its time', async () => {
    const date = new Date(Date.now() + 600_000).toUTCString();
    const early = Response.json({ error: 'expired_token' }, { status: 400, headers: { date } });
    expect((await wait([early])).outcome).toEqual(fail('Identity_ClockDifference'));
  });

  it('expires by itself when the server never says so', async () => {
    const { outcome, seconds } = await wait([pending]);
    expect(outcome).toEqual(fail('Psc_Expired'));
    expect(seconds).toBeLessThan(140);
  });

  it('bears four losses of the network in a row, not five', async () => {
    const borne = await wait([
      lost,
      lost,
      lost,
      lost,
      pending,
      lost,
      lost,
      Response.json(await tokenAnswer()),
    ]);
    expect(borne.outcome).toMatchObject({ ok: true });
    const failing = new Response('', { status: 503 });
    const away = await wait([lost, failing, lost, failing, lost]);
    expect(away.outcome).toEqual(fail('Psc_Unreachable'));
    expect(away.polledAt).toHaveLength(5);
  });

  it('stops at once when it is told to poll less by the network itself', async () => {
    expect((await wait([pending, new Response('', { status: 429 })])).outcome).toEqual(
      fail('Psc_TooManyPolls'),
    );
  });

  it('is abandoned between two polls, and during one, whose tokens are then given back', async () => {
    const between = await wait([pending], {}, 7);
    expect(between.outcome).toEqual(fail('Identity_NotNow'));
    expect(between.seconds).toBeLessThan(8);

    const answer = Response.json(await tokenAnswer());
    const late = () => new Promise<Response>((resolve) => setTimeout(() => resolve(answer), 3_000));
    const during = await wait([late], {}, 6);
    expect(during.outcome).toEqual(fail('Identity_NotNow'));
    const revoked = () => during.asked.filter(({ path }) => path === '/revoke').length;
    expect(revoked()).toBe(0);
    await vi.advanceTimersByTimeAsync(5_000);
    vi.useRealTimers();
    await vi.waitUntil(() => revoked() === 2);
  });

  it('leads to the link where no account is tied to this identity', async () => {
    const unlinked = Response.json({ type: 'urn:bandeau:portal:account-not-linked' }, { status: 403 });
    const { outcome, asked: exchanged } = await wait([Response.json(await tokenAnswer())], {
      '/api/profiles': [unlinked],
    });
    expect(outcome).toMatchObject({
      value: { kind: 'unlinked', tokens: { person: { subject: 'person-1' } } },
    });
    expect(exchanged.some(({ path }) => path === '/revoke')).toBe(false);
  });

  it.each([
    ['missing', undefined, 'eidas1'],
    ['lower', 'eidas1', 'eidas2 eidas3'],
    ['of another kind', 'urn:eidas3', 'eidas1'],
    ['no word', 3, 'eidas1'],
  ])('refuses a level of assurance that is %s, and gives the tokens back', async (_how, acr, acrValues) => {
    const answer = Response.json(await tokenAnswer({ acr }));
    const { outcome, asked: exchanged } = await wait([answer], {}, 900, { acrValues });
    expect(outcome).toEqual(fail('Psc_LevelRefused'));
    expect(exchanged.filter(({ path }) => path === '/revoke')).toHaveLength(2);
    expect(exchanged.some(({ path }) => path === '/api/profiles')).toBe(false);
  });

  it('takes a level of assurance above the one asked for', async () => {
    const { outcome } = await wait([Response.json(await tokenAnswer({ acr: 'eidas3' }))]);
    expect(outcome).toMatchObject({ ok: true });
  });

  it('knows the person by the portal’s account, and renews by the name at the issuer', async () => {
    const answers = [Response.json(await tokenAnswer()), Response.json(await tokenAnswer())];
    const known = Response.json({ subject: 'account-7', profiles: [] });
    const { outcome, client } = await wait(answers, { '/api/profiles': [known] });
    if (!outcome?.ok || outcome.value.kind !== 'granted') throw new Error('not granted');
    const { grant } = outcome.value;
    expect(grant).toMatchObject({ subject: 'person-1', person: { subject: 'account-7' } });
    vi.useRealTimers();
    expect(await client.refresh(grant)).toMatchObject({ value: { person: { subject: 'account-7' } } });
    expect(await client.refresh({ ...grant, subject: 'person-2' })).toEqual(fail('Identity_AnswerMalformed'));
  });

  it('asks the userinfo endpoint for names that the ID token does not carry', async () => {
    const userinfo = { sub: 'person-1', given_name: 'Dominique', family_name: 'FICTIVE' };
    const { outcome } = await wait([Response.json(await tokenAnswer({ given_name: '', family_name: '' }))], {
      '/.well-known/openid-configuration': [
        Response.json({ ...metadata, userinfo_endpoint: `${metadata.issuer}/me` }),
      ],
      '/me': [Response.json(userinfo)],
    });
    expect(outcome).toMatchObject({ value: { grant: { person: { givenName: 'Dominique' } } } });
  });
});
