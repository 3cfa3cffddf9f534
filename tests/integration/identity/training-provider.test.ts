import 'reflect-metadata';
import { createHash, randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { X509Certificate, X509Crl } from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type IdentityWorld, identityWorld } from '../../stand/identity/world.ts';

const CIBA = 'urn:openid:params:grant-type:ciba';
const answerSchema = z.looseObject({
  error: z.string().optional(),
  reason: z.string().optional(),
  auth_session: z.string().optional(),
  authorization_code: z.string().optional(),
  auth_req_id: z.string().optional(),
  interval: z.number().optional(),
  expires_in: z.number().optional(),
  access_token: z.string().optional(),
  refresh_token: z.string().optional(),
});
type Answer = z.infer<typeof answerSchema> & { readonly status: number };

let world: IdentityWorld;
const verifier = randomBytes(32).toString('base64url');
const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
const opening = { scope: 'openid profile', code_challenge: codeChallenge, code_challenge_method: 'S256' };

beforeAll(async () => {
  world = await identityWorld({ timing: { poll: 0.2, freeze: 1 } });
});
afterAll(() => world.stand.stop());

async function send(path: string, form: Record<string, string> | string): Promise<Answer> {
  const { issuer, clientId } = world.stand;
  const body =
    typeof form === 'string' ? form : new URLSearchParams({ client_id: clientId, ...form }).toString();
  const response = await fetch(`${issuer}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  return { ...answerSchema.parse(await response.json()), status: response.status };
}

const challenge = (form: Record<string, string> | string) => send('/authorize-challenge', form);

async function codeByPassword(): Promise<string> {
  const person = { username: 'dominique.specimen', password: 'Tilleul&Granit-18' };
  const opened = await challenge({ ...opening, ...person });
  const code = world.stand.codeSentTo('arm-2');
  const granted = await challenge({ auth_session: opened.auth_session ?? '', code });
  return granted.authorization_code ?? '';
}

const redeem = (code: string, more: Record<string, string> = {}) =>
  send('/token', { grant_type: 'authorization_code', code, code_verifier: verifier, ...more });

describe('the authorization challenge endpoint', () => {
  it('is announced in the provider’s metadata', async () => {
    const response = await fetch(`${world.stand.issuer}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      authorization_challenge_endpoint: `${world.stand.issuer}/authorize-challenge`,
      authorization_response_iss_parameter_supported: true,
    });
  });

  it('gives a code for one use: used twice, what it gave is taken back', async () => {
    const code = await codeByPassword();
    const tokens = await redeem(code);
    expect(tokens).toMatchObject({ status: 200, refresh_token: expect.any(String) });
    expect(await redeem(code)).toMatchObject({ status: 400, error: 'invalid_grant' });
    const profiles = await fetch(`${world.stand.portal}/profiles`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(profiles.status).toBe(401);
  });

  it('binds the code to who asked for it (RFC 7636), and to its redirect address', async () => {
    const another = randomBytes(32).toString('base64url');
    expect(await redeem(await codeByPassword(), { code_verifier: another })).toMatchObject({
      error: 'invalid_grant',
    });
    expect(
      await redeem(await codeByPassword(), { redirect_uri: 'http://127.0.0.1:1/callback' }),
    ).toMatchObject({ error: 'invalid_grant' });
    expect(await redeem(randomBytes(32).toString('base64url'))).toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    ['without PKCE', { username: 'a', password: 'b', code_challenge: '' }],
    ['with a plain challenge', { username: 'a', password: 'b', code_challenge_method: 'plain' }],
    ['without credentials', {}],
    ['with a password that is also forgotten', { username: 'a', password: 'b', forgotten: 'true' }],
    ['with an identifier of 10,000 characters', { username: 'a'.repeat(10_000), password: 'b' }],
    ['with a password of a megabyte', { username: 'a', password: 'b'.repeat(1_000_000) }],
  ])('refuses a request %s', async (_what, form) => {
    expect(await challenge({ ...opening, ...form })).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  it('refuses another client, another session, a parameter said twice, and what is no form', async () => {
    expect(await challenge({ ...opening, client_id: 'another', username: 'a', password: 'b' })).toMatchObject(
      {
        error: 'invalid_client',
      },
    );
    expect(await challenge({ auth_session: randomBytes(32).toString('hex'), resend: 'true' })).toMatchObject({
      status: 400,
      error: 'invalid_session',
    });
    const twice = `client_id=bandeau&client_id=bandeau&username=a&password=b&code_challenge=${codeChallenge}`;
    expect(await challenge(twice)).toMatchObject({ error: 'invalid_request' });
    expect(await challenge('{"client_id":"bandeau"}')).toMatchObject({ status: 400 });
  });

  it('takes bidirectional text for one more wrong identifier', async () => {
    const username = '\u202ecamille.exemple\u2066';
    expect(await challenge({ ...opening, username, password: 'b' })).toMatchObject({
      reason: 'credentials-refused',
    });
  });

  it('opens a frozen account again after a while', async () => {
    const guess = { ...opening, username: 'claude.fictive', password: 'wrong' };
    for (let typed = 0; typed < 2; typed += 1) await challenge(guess);
    expect(await challenge(guess)).toMatchObject({ reason: 'frozen-temporarily', retryAfter: 1 });
    const right = { ...guess, password: 'Marguerite*Onze11' };
    expect(await challenge(right)).toMatchObject({ status: 400 });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await challenge(right)).toMatchObject({ status: 403, error: 'insufficient_authorization' });
  });
});

describe('the e-CPS application', () => {
  const ask = (form: Record<string, string>) =>
    send('/backchannel', { scope: 'openid profile', acr_values: 'eidas1', channel: 'MOBILE', ...form });
  const poll = (id: string) => send('/token', { grant_type: CIBA, auth_req_id: id });

  it('shows who is asked, with the two digits and the channel; a public client polls until the answer', async () => {
    const asked = await ask({ login_hint: '899700000001', binding_message: '07' });
    expect(asked).toMatchObject({ status: 200, expires_in: 120, interval: 0.2 });
    const id = asked.auth_req_id ?? '';
    const [request] = world.stand.ecps.requests;
    expect(request).toMatchObject({ personId: 'doctor', digits: '07', channel: 'MOBILE' });
    expect(await poll(id)).toMatchObject({ error: 'authorization_pending' });
    expect(await poll(id)).toMatchObject({ error: 'slow_down' });
    await world.stand.ecps.answer(request?.id ?? '', true);
    expect(world.stand.ecps.requests).toEqual([]);
    expect(await poll(id)).toMatchObject({ status: 200, refresh_token: expect.any(String) });
    expect(await poll(id)).toMatchObject({ error: 'invalid_grant' });
  });

  it('is not needed by who answers with the card', async () => {
    expect(await ask({ login_hint: '899700000003', binding_message: '42', channel: 'CARD' })).toMatchObject({
      status: 200,
    });
    const [request] = world.stand.ecps.requests;
    expect(request).toMatchObject({ channel: 'CARD' });
    await world.stand.ecps.answer(request?.id ?? '', false);
  });

  it('tells a refusal', async () => {
    const { auth_req_id: id = '' } = await ask({ login_hint: '899700000001', binding_message: '42' });
    await world.stand.ecps.answer(world.stand.ecps.requests[0]?.id ?? '', false);
    expect(await poll(id)).toMatchObject({ status: 400, error: 'access_denied' });
  });

  it.each([
    ['a person who is unknown', '899799999999', '42', { error: 'unknown_user_id', reason: 'person-unknown' }],
    ['a number without its 8', '99700000001', '42', { error: 'unknown_user_id', reason: 'person-unknown' }],
    ['a person without e-CPS', '899700000003', '42', { error: 'unknown_user_id', reason: 'no-ecps' }],
    ['other than two digits', '899700000001', '4', { error: 'invalid_binding_message' }],
  ])('is not asked for %s', async (_who, login_hint, binding_message, refusal) => {
    expect(await ask({ login_hint, binding_message })).toMatchObject({ status: 400, ...refusal });
    expect(world.stand.ecps.requests).toEqual([]);
  });
});

describe('the page in the browser', () => {
  const request = (more: Record<string, string> = {}) =>
    `${world.stand.issuer}/auth?${new URLSearchParams({
      client_id: world.stand.clientId,
      response_type: 'code',
      redirect_uri: 'http://127.0.0.1:4321/callback',
      scope: 'openid profile',
      acr_values: 'eidas1',
      state: 'the-state',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
      ...more,
    })}`;

  /** Follows redirects within the provider as a browser does, with its cookies. */
  async function browse(first: string, init: RequestInit = {}, jar = new Map<string, string>()) {
    let url = first;
    let next = init;
    for (let hop = 0; hop < 10; hop += 1) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(url, {
        ...next,
        redirect: 'manual',
        headers: { ...next.headers, cookie },
      });
      for (const line of response.headers.getSetCookie()) {
        const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
        jar.set(name, value);
      }
      const location = response.headers.get('location');
      if (location === null) return { url, response, jar };
      url = new URL(location, url).href;
      if (!url.startsWith(world.stand.issuer)) return { url, response, jar };
      next = {};
    }
    throw new Error('the provider redirects for ever');
  }

  async function decide(decision: Record<string, string>, more: Record<string, string> = {}): Promise<URL> {
    const page = await browse(request(more));
    const form = { method: 'POST', body: new URLSearchParams(decision) };
    return new URL((await browse(page.url, form, page.jar)).url);
  }

  it('is in French, loads nothing, runs nothing, and cannot be framed', async () => {
    const { response } = await browse(request());
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const html = await response.text();
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('Se connecter');
    expect(html).not.toContain('<script');
  });

  it('comes back with a code, the state, and who answers (RFC 9207)', async () => {
    const back = await decide({ person: 'doctor', decision: 'accept' });
    expect(back.origin + back.pathname).toBe('http://127.0.0.1:4321/callback');
    expect(back.searchParams.get('state')).toBe('the-state');
    expect(back.searchParams.get('iss')).toBe(world.stand.issuer);
    const tokens = await redeem(back.searchParams.get('code') ?? '', {
      redirect_uri: 'http://127.0.0.1:4321/callback',
    });
    expect(tokens).toMatchObject({ status: 200, refresh_token: expect.any(String) });
  });

  it('comes back without one when the person refuses, or is none of those shown', async () => {
    for (const decision of [
      { person: 'doctor', decision: 'refuse' },
      { person: 'arm-1', decision: 'accept' },
    ]) {
      expect((await decide(decision)).searchParams.get('error')).toBe('access_denied');
    }
  });

  it('asks again each time when the station says so: its browser is everybody’s', async () => {
    const first = await browse(request({ prompt: 'login' }));
    const decision = new URLSearchParams({ person: 'doctor', decision: 'accept' });
    await browse(first.url, { method: 'POST', body: decision }, first.jar);
    const again = await browse(request({ prompt: 'login' }), {}, first.jar);
    expect(again.url).toContain('/interaction/');
  });

  it('is not shown for a foreign redirect address, nor without PKCE; and not to another browser', async () => {
    for (const more of [
      { redirect_uri: 'https://attacker.example/callback' },
      { redirect_uri: 'http://127.0.0.1:4321/other' },
    ]) {
      const { response, url } = await browse(request(more));
      expect([response.status, url.startsWith(world.stand.issuer)]).toEqual([400, true]);
    }
    const unproved = await browse(request({ code_challenge: '' }));
    expect(new URL(unproved.url).searchParams.get('error')).toBe('invalid_request');
    const page = await browse(request());
    expect((await fetch(page.url)).status).toBe(400);
  });
});

describe('around the provider', () => {
  it('the link of no mail is over', async () => {
    const response = await fetch(`${world.stand.issuer}/link/invented`);
    expect(response.status).toBe(410);
    expect(await response.text()).toContain('Lien expiré');
  });

  it('the list of revoked cards names the revoked one, signed by the authority of the cards', async () => {
    const card = await world.card('revoked');
    await world.card('arm-1');
    const response = await fetch(world.stand.revocationList);
    expect(response.headers.get('content-type')).toBe('application/pkix-crl');
    const list = new X509Crl(await response.arrayBuffer());
    expect(list.entries).toHaveLength(1);
    const [leaf, issuing] = card.chain.map((der) => new X509Certificate(Uint8Array.from(der)));
    expect(list.entries[0]?.serialNumber).toBe(leaf?.serialNumber);
    expect(issuing && (await list.verify({ publicKey: issuing }))).toBe(true);
  });

  it('cut off, it drops every connection at once, and is back as it was', async () => {
    const { port } = new URL(world.stand.issuer);
    const open = connect(Number(port), '127.0.0.1');
    await new Promise((resolve) => open.once('connect', resolve));
    const closed = new Promise((resolve) => open.once('close', resolve));
    open.on('error', () => undefined);
    open.write('GET /jwks HTTP/1.1\r\nhost: here\r\n');
    world.stand.cutOff(true);
    await closed;
    const keys = () => fetch(`${world.stand.issuer}/jwks`);
    await expect(keys()).rejects.toThrow();
    world.stand.cutOff(false);
    expect((await keys()).status).toBe(200);
  });
});
