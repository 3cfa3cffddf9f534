import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Fetch } from '../../../electron/identity/oidc/exchange.ts';

/**
 * Answers of an OpenID provider and portal that a test may replace one by one: what real servers do not answer.
 * The flows against a real provider are in `tests/integration/identity`.
 */

export const issuer = 'https://idp.example';

export const configuration = {
  issuer,
  portal: 'https://portal.example/api',
  clientId: 'bandeau',
  timeout: 500,
  otp: true,
  psc: {
    flow: 'ciba' as const,
    acrValues: 'eidas1',
    scope: 'openid profile offline_access',
    channels: ['MOBILE' as const, 'CARD' as const],
    activation: 'https://wallet.example/',
  },
};

export const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  authorization_challenge_endpoint: `${issuer}/challenge`,
  backchannel_authentication_endpoint: `${issuer}/backchannel`,
  token_endpoint: `${issuer}/token`,
  revocation_endpoint: `${issuer}/revoke`,
  jwks_uri: `${issuer}/jwks`,
  authorization_response_iss_parameter_supported: true,
  id_token_signing_alg_values_supported: ['ES256'],
};

const { publicKey, privateKey } = await generateKeyPair('ES256');
const key = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' };

/** A token answer whose ID token carries `claims`; `iat` in seconds. */
export async function tokenAnswer(
  claims: Readonly<Record<string, unknown>> = {},
  iat = Math.floor(Date.now() / 1_000),
): Promise<object> {
  const named = { given_name: 'Camille', family_name: 'EXEMPLE', acr: 'eidas1', ...claims };
  const idToken = await new SignJWT(named)
    .setProtectedHeader({ alg: 'ES256', kid: 'k1' })
    .setIssuer(issuer)
    .setAudience('bandeau')
    .setSubject('person-1')
    .setIssuedAt(iat)
    .setExpirationTime(iat + 300)
    .sign(privateKey);
  return {
    access_token: 'access-1',
    refresh_token: 'refresh-1',
    id_token: idToken,
    token_type: 'Bearer',
    expires_in: 300,
  };
}

export const profiles = [{ id: 'p1', role: 'ARM', entity: { id: 'samu00', name: 'Samu 00' } }];

export interface Asked {
  readonly path: string;
  readonly method: string;
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type Answer = Response | Error | (() => Promise<Response>);

/** Answers each path with its list, the last one again and again; keeps what was asked. */
export function answering(answers: Readonly<Record<string, readonly Answer[]>>): {
  readonly fetch: Fetch;
  readonly asked: Asked[];
} {
  const asked: Asked[] = [];
  const usual: Readonly<Record<string, readonly Answer[]>> = {
    '/.well-known/openid-configuration': [Response.json(metadata)],
    '/jwks': [Response.json({ keys: [key] })],
    '/revoke': [new Response(null)],
    '/api/profiles': [Response.json({ subject: 'person-1', profiles })],
    '/api/assertion-nonces': [
      Response.json({ nonce: 'a-nonce-of-the-portal', expiresIn: 60 }, { status: 201 }),
    ],
  };
  const known = { ...usual, ...answers };
  const fetch: Fetch = async (url, { method = 'GET', body }) => {
    const path = new URL(url).pathname;
    const before = asked.filter((each) => each.path === path).length;
    asked.push({ path, method, body: await new Response(body ?? null).text(), at: Date.now() });
    const list = known[path] ?? [new Response(null, { status: 404 })];
    const answer = list[Math.min(before, list.length - 1)];
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'function') return answer();
    return answer?.clone() ?? new Response(null, { status: 404 });
  };
  return { fetch, asked };
}

/** The fields of the form that was last sent to `path`. */
export function lastForm(asked: readonly Asked[], path: string): Record<string, string> {
  return fields(asked.findLast((each) => each.path === path));
}

export function fields(sent: Asked | undefined): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(sent?.body));
}

export const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);
