import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { X509Certificate } from '@peculiar/x509';
import type { Configuration } from 'oidc-provider';
import { Provider } from 'oidc-provider/lib/provider.js';
import { checkAssertion } from './assertion-check.ts';
import { JWT_BEARER, registerJwtBearerGrant } from './jwt-bearer-grant.ts';
import { OneTimeValues } from './one-time-values.ts';
import type { Directory } from './people.ts';
import { servePortal } from './portal.ts';
import { memoryStore } from './store.ts';

const CLIENT_ID = 'bandeau';
const NONCE_LIFETIME = 120;
const SHIFT = 12 * 3_600;

/** A step around every request, in the manner of Koa: what the stand breaks, it breaks here. */
export type Middleware = Parameters<Provider['use']>[0];

export interface IdentityServerOptions {
  readonly directory: Directory;
  /** Authorities whose cards are accepted. */
  readonly anchors: readonly X509Certificate[];
  /** Loopback port; any free one by default. */
  readonly port?: number;
  /** Seconds that an access token lives; 300 by default. */
  readonly accessTokenLifetime?: number;
  /** Private JWK (EC P-256) that signs ID tokens; made at start by default. */
  readonly signingKey?: SigningKey;
  readonly middleware?: readonly Middleware[];
}

export interface SigningKey {
  readonly kty: 'EC';
  readonly crv: string;
  readonly x: string;
  readonly y: string;
  readonly d: string;
}

export interface IdentityServer {
  readonly issuer: string;
  readonly portal: string;
  readonly clientId: string;
  stop(): Promise<void>;
}

/** Starts a certified OpenID provider and the portal beside it, on the loopback address only. */
export async function startIdentityServer(options: IdentityServerOptions): Promise<IdentityServer> {
  const server = createServer();
  const issuer = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`;
  const provider = new Provider(issuer, configuration(options));
  for (const middleware of options.middleware ?? []) provider.use(middleware);

  const nonces = new OneTimeValues(NONCE_LIFETIME * 1_000);
  const usedAssertions = new OneTimeValues(2 * NONCE_LIFETIME * 1_000);
  const { directory, anchors } = options;
  servePortal(provider, { directory, nonces, nonceLifetime: NONCE_LIFETIME });
  registerJwtBearerGrant(provider, (assertion) => {
    const audiences = [issuer, `${issuer}/token`];
    return checkAssertion(assertion, {
      audiences,
      anchors,
      people: directory.people,
      nonces,
      usedAssertions,
    });
  });
  server.on('request', provider.callback());

  return {
    issuer,
    portal: `${issuer}/portal`,
    clientId: CLIENT_ID,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A private key for ID tokens, of this process only. */
export function createSigningKey(): SigningKey {
  const { x, y, d } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  if (x === undefined || y === undefined || d === undefined) throw new Error('an EC key without coordinates');
  return { kty: 'EC', crv: 'P-256', x, y, d };
}

function configuration(options: IdentityServerOptions): Configuration {
  const { people } = options.directory;
  return {
    adapter: memoryStore(),
    jwks: { keys: [{ ...(options.signingKey ?? createSigningKey()), alg: 'ES256', use: 'sig' }] },
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: 'none',
        grant_types: [JWT_BEARER, 'refresh_token'],
        response_types: [],
        redirect_uris: [],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    scopes: ['openid', 'profile', 'offline_access'],
    claims: { openid: ['sub'], profile: ['given_name', 'family_name'] },
    features: {
      devInteractions: { enabled: false },
      revocation: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => 'clientId' in token && token.clientId === client.clientId,
      },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    // Whichever token is given back, the session is over, and its phones are free.
    revokeGrantPolicy: () => true,
    findAccount: (_ctx, sub) => {
      const person = people.find(({ id }) => id === sub);
      if (!person) return undefined;
      const { givenName: given_name, familyName: family_name } = person;
      return { accountId: sub, claims: () => ({ sub, given_name, family_name }) };
    },
    ttl: {
      AccessToken: options.accessTokenLifetime ?? 300,
      IdToken: 300,
      RefreshToken: SHIFT,
      Grant: SHIFT,
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port given'));
      else resolve(address.port);
    });
  });
}
