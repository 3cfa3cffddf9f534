import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalogue, fail, ok } from '../../../electron/failures/index.ts';
import { OidcIdentityProvider } from '../../../electron/identity/index.ts';
import { assertionInput, certificateSubject } from '../../../electron/identity/oidc/assertion.ts';
import { Exchange, type Fetch, isProtected } from '../../../electron/identity/oidc/exchange.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import { trainingDirectory } from '../../../electron/training/identity/index.ts';

const issuer = 'https://idp.example';
const configuration = {
  issuer,
  portal: 'https://portal.example/api',
  clientId: 'bandeau',
  timeout: 500,
  otp: true,
};
const discoveryDocument = {
  issuer,
  token_endpoint: `${issuer}/token`,
  revocation_endpoint: `${issuer}/revoke`,
  jwks_uri: `${issuer}/jwks`,
};

const authority = await createTrainingAuthority();
const chains = await Promise.all(
  trainingDirectory.people.slice(0, 3).map(async (person) => (await authority.issue(person)).chain),
);
const chain = chains[0] ?? [];

/** Answers each path as told, and everything else with 404. */
function answering(answers: Record<string, () => Response>): Fetch {
  return async (url) => answers[new URL(url).pathname]?.() ?? new Response(null, { status: 404 });
}

const json =
  (body: unknown, status = 200, headers = {}) =>
  () =>
    Response.json(body, { status, headers });
const found = { '/.well-known/openid-configuration': json(discoveryDocument) };
const nonceFor = (expiresIn: number) => json({ nonce: 'a-nonce-of-this-test', expiresIn }, 201);
const nonce = { '/api/assertion-nonces': nonceFor(60) };

const signIn = (fetch: Fetch) =>
  new OidcIdentityProvider(configuration, fetch).signInWithCard({
    chain,
    sign: async () => ok(new Uint8Array(256)),
  });

describe('an assertion', () => {
  it('names the holder of the card as issuer and subject, and lives a minute', () => {
    const claims = { subject: '899700000001', audience: issuer, nonce: 'n', id: 'j', now: 1_700_000_000_500 };
    const [header, payload] = assertionInput(chain, claims).split('.').map(decode);
    expect(header).toEqual({
      alg: 'RS256',
      typ: 'JWT',
      x5c: chain.map((der) => Buffer.from(der).toString('base64')),
    });
    expect(payload).toEqual({
      iss: '899700000001',
      sub: '899700000001',
      aud: issuer,
      iat: 1_700_000_000,
      exp: 1_700_000_060,
      jti: 'j',
      nonce: 'n',
    });
  });

  it('takes the national id from certificates of either shape, several values in one name or not', () => {
    const ids = trainingDirectory.people.slice(0, 3).map(({ card }) => card.nationalId);
    expect(chains.map((each) => certificateSubject(each[0] ?? new Uint8Array()))).toEqual(ids);
  });

  it('is not made from what is no certificate', () => {
    fc.assert(fc.property(fc.uint8Array(), (bytes) => certificateSubject(bytes) === null));
  });
});

describe('whatever a server answers', () => {
  it('the outcome is a failure with a name, never an exception', async () => {
    const answer = fc.oneof(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.string(),
    );
    const status = fc.constantFrom(200, 201, 204, 301, 304, 400, 401, 403, 404, 418, 429, 500, 503);
    const type = fc.constantFrom('application/json', 'text/html', '');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 }),
        answer,
        status,
        type,
        async (step, body, code, contentType) => {
          const hostile = () =>
            new Response(code === 204 || code === 304 ? null : body, {
              status: code,
              headers: { 'content-type': contentType },
            });
          const steps = [
            { '/.well-known/openid-configuration': hostile },
            { ...found, '/api/assertion-nonces': hostile },
            { ...found, ...nonce, '/token': hostile },
          ];
          const outcome = await signIn(answering(steps[step] ?? {}));
          expect(outcome.ok).toBe(false);
          if (!outcome.ok) expect(catalogue[outcome.failure.code]).toBeDefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each([
    ['another issuer in the discovery document', { ...discoveryDocument, issuer: 'https://other.example' }],
  ])('refuses %s', async (_what, document) => {
    const fetch = answering({ '/.well-known/openid-configuration': json(document) });
    expect(await signIn(fetch)).toEqual(fail('Identity_TokenIssuer'));
  });

  it('tells a client that the provider does not know from a person that it refuses', async () => {
    const refusing = (error: string) => answering({ ...found, ...nonce, '/token': json({ error }, 400) });
    expect(await signIn(refusing('unauthorized_client'))).toEqual(fail('Identity_RequestRefused'));
    expect(await signIn(refusing('invalid_grant'))).toEqual(fail('Identity_AssertionRefused'));
  });

  it('blames the clocks when they differ and the assertion is refused', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const refusal = json({ error: 'invalid_grant' }, 400, { date });
    expect(await signIn(answering({ ...found, ...nonce, '/token': refusal }))).toEqual(
      fail('Identity_ClockDifference'),
    );
  });

  it('an answer without end is cut', async () => {
    const endless = () =>
      new Response(new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) }));
    const fetch = answering({ '/.well-known/openid-configuration': endless });
    expect(await signIn(fetch)).toEqual(fail('Identity_AnswerMalformed'));
  });
});

describe('what is read ahead while the PIN is typed', () => {
  const metadata = '/.well-known/openid-configuration';
  const refused = { '/token': json({ error: 'invalid_grant' }, 400) };
  const sign = async () => ok(new Uint8Array(256));

  function listening(answers: Record<string, () => Response>) {
    const paths: string[] = [];
    const answer = answering(answers);
    const fetch: Fetch = (url, init) => {
      paths.push(new URL(url).pathname);
      return answer(url, init);
    };
    return { paths, provider: new OidcIdentityProvider(configuration, fetch) };
  }

  it('serves one sign-in, which asks for the rest only', async () => {
    const { paths, provider } = listening({ ...found, ...nonce, ...refused, '/jwks': json({ keys: [] }) });
    provider.prepare();
    provider.prepare();
    await provider.signInWithCard({ chain, sign });
    expect(paths.toSorted()).toEqual([metadata, '/api/assertion-nonces', '/jwks', '/token'].toSorted());
    paths.length = 0;
    await provider.signInWithCard({ chain, sign });
    expect(paths).toEqual([metadata, '/api/assertion-nonces', '/token']);
  });

  it('is read again by the sign-in where that did not work', async () => {
    const { paths, provider } = listening({});
    provider.prepare();
    await expect.poll(() => paths).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 50));
    paths.length = 0;
    expect(await provider.signInWithCard({ chain, sign })).toMatchObject({ ok: false });
    expect(paths).toEqual([metadata]);
  });

  it.each([
    ['refused when it was asked ahead', [() => new Response(null, { status: 404 }), nonceFor(60)]],
    ['about to expire', [nonceFor(0.02), nonceFor(60)]],
  ])('has its nonce asked again where that was %s', async (_what, nonces) => {
    const answers = { ...found, ...refused, '/jwks': json({ keys: [] }) };
    const { paths, provider } = listening({
      ...answers,
      '/api/assertion-nonces': () => nonces.shift()?.() ?? new Response(null, { status: 404 }),
    });
    provider.prepare();
    await expect.poll(() => paths).toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await provider.signInWithCard({ chain, sign })).toEqual(fail('Identity_AssertionRefused'));
    expect(paths.filter((path) => path === '/api/assertion-nonces')).toHaveLength(2);
  });
});

describe('a network that fails is named as far as the person can act', () => {
  const broken = (code: string, message = '') =>
    Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(message), { code }) });

  it.each([
    [broken('ECONNREFUSED'), 'Identity_ProviderUnreachable'],
    [broken('ENOTFOUND'), 'Identity_ProviderUnreachable'],
    [new Error('net::ERR_INTERNET_DISCONNECTED'), 'Identity_ProviderUnreachable'],
    [broken('ETIMEDOUT'), 'Identity_ProviderTimeout'],
    [new Error('net::ERR_CONNECTION_TIMED_OUT'), 'Identity_ProviderTimeout'],
    [broken('DEPTH_ZERO_SELF_SIGNED_CERT'), 'Identity_ProviderUntrusted'],
    [broken('ERR_TLS_CERT_ALTNAME_INVALID'), 'Identity_ProviderUntrusted'],
    [new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'Identity_ProviderUntrusted'],
  ])('%o', async (error, code) => {
    expect(await signIn(async () => Promise.reject(error))).toEqual({ ok: false, failure: { code } });
  });

  it('clear text is for this machine only', () => {
    expect(
      ['http://127.0.0.1:8080', 'http://localhost/x', 'http://[::1]/', 'https://a.example'].map(isProtected),
    ).toEqual([true, true, true, true]);
    expect(
      ['http://a.example', 'http://127.0.0.1.a.example', 'http://localhost.a.example'].some(isProtected),
    ).toBe(false);
  });

  it('no answer is kept on disk, nor taken from there', async () => {
    const caches: unknown[] = [];
    await signIn(async (url, init) => {
      caches.push(init.cache);
      return answering({ ...found, ...nonce })(url, init);
    });
    expect(caches).toEqual(['no-store', 'no-store', 'no-store']);
  });

  it('an exchange gives up in its time', async () => {
    const never: Fetch = (_url, { signal }) =>
      new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    await expect(new Exchange(never, 50).send(issuer, {})).rejects.toThrow('Identity_ProviderTimeout');
  });
});

function decode(segment: string): unknown {
  return JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
}
