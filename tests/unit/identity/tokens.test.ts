import fc from 'fast-check';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { catalogue, fail, ok, type Result } from '../../../electron/failures/index.ts';
import { type Grant, OidcIdentityProvider } from '../../../electron/identity/index.ts';
import type { Fetch } from '../../../electron/identity/oidc/exchange.ts';
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
const document = {
  issuer,
  token_endpoint: `${issuer}/token`,
  revocation_endpoint: `${issuer}/revoke`,
  jwks_uri: `${issuer}/jwks`,
  id_token_signing_alg_values_supported: ['ES256'],
};
const profiles = [{ id: 'p1', role: 'ARM', entity: { id: 'samu00', name: 'Samu 00' } }];

const { publicKey, privateKey } = await generateKeyPair('ES256');
const key = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };
const idToken = await new SignJWT({ given_name: 'Camille', family_name: 'EXEMPLE' })
  .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
  .setIssuer(issuer)
  .setAudience('bandeau')
  .setSubject('person-1')
  .setIssuedAt()
  .setExpirationTime('1h')
  .sign(privateKey);
const tokens = {
  access_token: 'access-1',
  refresh_token: 'refresh-1',
  id_token: idToken,
  token_type: 'Bearer',
  expires_in: 600,
};

const [person] = trainingDirectory.people;
if (!person) throw new Error('nobody trains');
const { chain } = await (await createTrainingAuthority()).issue(person);

interface Answers {
  readonly document?: unknown;
  readonly jwks?: unknown;
  readonly token?: () => Response;
}

/** A provider and portal that work, but for what a test has them answer. */
function provider(answers: Answers = {}): OidcIdentityProvider {
  const paths: Readonly<Record<string, () => Response>> = {
    '/.well-known/openid-configuration': () => Response.json(answers.document ?? document),
    '/jwks': () => Response.json(answers.jwks ?? { keys: [key] }),
    '/api/assertion-nonces': () =>
      Response.json({ nonce: 'a-nonce-of-this-test', expiresIn: 60 }, { status: 201 }),
    '/api/profiles': () => Response.json({ subject: 'person-1', profiles }),
    '/token': answers.token ?? (() => Response.json(tokens)),
    '/revoke': () => new Response(null),
  };
  const fetch: Fetch = async (url) => paths[new URL(url).pathname]?.() ?? new Response(null, { status: 404 });
  return new OidcIdentityProvider(configuration, fetch);
}

const signIn = (answers?: Answers): Promise<Result<Grant>> =>
  provider(answers).signInWithCard({ chain, sign: async () => ok(new Uint8Array(256)) });

async function granted(): Promise<Grant> {
  const outcome = await signIn();
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

const refresh = async (token: () => Response): Promise<Result<Grant>> =>
  provider({ token }).refresh(await granted());

const later = { date: new Date(Date.now() + 3_600_000).toUTCString() };
const challenge = () =>
  new Response(null, { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } });

describe('a token endpoint', () => {
  it('that challenges the client refuses the request', async () => {
    expect(await signIn({ token: challenge })).toEqual(fail('Identity_RequestRefused'));
    expect(await refresh(challenge)).toEqual(fail('Identity_RequestRefused'));
  });

  it.each(['line\nbreak', 'é', '\u0000', ''])('gives no token that no header can carry: %j', async (text) => {
    const token = () => Response.json({ ...tokens, access_token: text });
    expect(await signIn({ token })).toEqual(fail('Identity_AnswerMalformed'));
    expect(await refresh(token)).toEqual(fail('Identity_AnswerMalformed'));
  });

  it('ends the session by refusing to renew it, even when the clocks differ', async () => {
    const refusal = () => Response.json({ error: 'invalid_grant' }, { status: 400, headers: later });
    expect(await refresh(refusal)).toEqual(fail('Identity_SessionEnded'));
  });

  it('does not end the session by failing', async () => {
    expect(await refresh(() => new Response(null, { status: 503 }))).toEqual(
      fail('Identity_ProviderFailing'),
    );
  });

  it.each([{ toString: '' }, [{}], true])('has a life that is a number, or is refused: %j', async (life) => {
    const token = () => Response.json({ ...tokens, expires_in: life });
    expect(await signIn({ token })).toEqual(fail('Identity_AnswerMalformed'));
  });

  it('may keep the life of a token to itself: a short one is counted on', async () => {
    const { expires_in: _life, ...rest } = tokens;
    const outcome = await signIn({ token: () => Response.json(rest) });
    const life = outcome.ok ? outcome.value.expiresAt - Date.now() : 0;
    expect(life).toBeGreaterThan(60_000);
    expect(life).toBeLessThanOrEqual(300_000);
  });
});

it('a document, a key or tokens with a hostile value give a failure with a name, never an exception', async () => {
  const value = fc.oneof(
    fc.jsonValue(),
    fc.string(),
    fc.webUrl(),
    fc.constantFrom('::', 'ES256', 'RS256', {}),
  );
  const damaged = <T extends object>(whole: T) =>
    fc
      .tuple(fc.constantFrom(...Object.keys(whole)), value)
      .map(([name, damage]): unknown => ({ ...whole, [name]: damage }));
  const hostile = fc.oneof(
    damaged(document).map((answer): Answers => ({ document: answer })),
    damaged(key).map((answer): Answers => ({ jwks: { keys: [answer] } })),
    damaged(tokens).map((answer): Answers => ({ token: () => Response.json(answer) })),
  );
  await fc.assert(
    fc.asyncProperty(hostile, async (answers) => {
      const outcome = await signIn(answers);
      if (!outcome.ok) expect(catalogue[outcome.failure.code]).toBeDefined();
    }),
    { numRuns: 500 },
  );
});
