import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Configuration } from 'oidc-provider';
import type { UnknownUserId } from 'oidc-provider/lib/helpers/errors.js';
import type { Timing } from './account/timing.ts';
import { CHALLENGE_PATH } from './challenge-endpoint.ts';
import { CIBA, cibaFeature } from './ciba.ts';
import { ACR, type EcpsInbox } from './ecps.ts';
import { scopes } from './grants.ts';
import { interactionUrl } from './interactions.ts';
import { JWT_BEARER } from './jwt-bearer-grant.ts';
import { messagePage, pageHeaders } from './pages.ts';
import type { Directory } from './people.ts';
import { memoryStore } from './store.ts';

export const CLIENT_ID = 'bandeau';
/** Of a native client: any port of the loopback address (RFC 8252 §7.3). */
export const REDIRECT_URI = 'http://127.0.0.1/callback';

const SHIFT = 12 * 3_600;
const BROWSER_SIGN_IN = 600;

export interface SigningKey {
  readonly kty: 'EC';
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

export interface ConfigurationOptions {
  readonly issuer: string;
  readonly directory: Directory;
  readonly timing: Timing;
  /** Seconds. */
  readonly accessTokenLifetime: number;
  readonly signingKey?: SigningKey;
  readonly ecps: () => EcpsInbox;
  /** Adds a `reason` to a refusal. */
  readonly note: (request: object, error: InstanceType<typeof UnknownUserId>, reason: string) => Error;
}

/** A private key for ID tokens, of this process only. */
export function createSigningKey(): SigningKey {
  const { x, y, d } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  if (x === undefined || y === undefined || d === undefined) throw new Error('an EC key without coordinates');
  return { kty: 'EC', crv: 'P-256', x, y, d };
}

/** What oidc-provider is told: one public native client, and every way in that the contract has. */
export function providerConfiguration(options: ConfigurationOptions): Configuration {
  const { issuer, directory, timing, accessTokenLifetime, ecps, note } = options;
  return {
    adapter: memoryStore(),
    jwks: { keys: [{ ...(options.signingKey ?? createSigningKey()), alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: [
      {
        client_id: CLIENT_ID,
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        grant_types: [JWT_BEARER, 'authorization_code', CIBA, 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [REDIRECT_URI],
        backchannel_token_delivery_mode: 'poll',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    discovery: { authorization_challenge_endpoint: `${issuer}${CHALLENGE_PATH}` },
    scopes,
    claims: { openid: ['sub'], profile: ['given_name', 'family_name'] },
    acrValues: [ACR],
    extraParams: ['channel'],
    features: {
      devInteractions: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => 'clientId' in token && token.clientId === client.clientId,
      },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      ciba: cibaFeature({ directory, timing, inbox: ecps, note }),
    },
    renderError: (ctx) => {
      ctx.set(pageHeaders);
      ctx.type = 'html';
      ctx.body = messagePage('requestRefused');
    },
    interactions: { url: (_ctx, { uid }) => interactionUrl(uid) },
    // Whichever token is given back, the session is over, and its phones are free.
    revokeGrantPolicy: () => true,
    // A shift outlives every access token, whichever way it began.
    issueRefreshToken: async () => true,
    findAccount: (_ctx, sub) => {
      const person = directory.people.find(({ id }) => id === sub);
      if (!person) return undefined;
      const { givenName: given_name, familyName: family_name } = person;
      return { accountId: sub, claims: () => ({ sub, given_name, family_name }) };
    },
    ttl: {
      AccessToken: accessTokenLifetime,
      BackchannelAuthenticationRequest: timing.ecps,
      IdToken: 300,
      Interaction: BROWSER_SIGN_IN,
      Session: BROWSER_SIGN_IN,
      RefreshToken: SHIFT,
      Grant: SHIFT,
    },
  };
}
