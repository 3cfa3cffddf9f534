import { randomUUID } from 'node:crypto';
import {
  allowInsecureRequests,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  genericGrantRequest,
  None,
  refreshTokenGrant,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
  tokenRevocation,
} from 'openid-client';
import { z } from 'zod';
import { fail, ok, type Result } from '../../failures/index.ts';
import type { IdentityConfiguration } from '../../settings/configuration.ts';
import type { Grant, IdentityProvider, Person, PhoneClaim } from '../ports.ts';
import { assertionInput, certificateSubject, compactAssertion } from './assertion.ts';
import { Exchange, type Fetch, isProtected } from './exchange.ts';
import { failureOf, isGrantRefused } from './failures.ts';
import { Portal } from './portal.ts';

const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const SCOPE = 'openid profile offline_access';

/** RFC 6749, appendix A.12: what a header can carry. */
const ACCESS_TOKEN = /^[\x20-\x7e]+$/;

/** Seconds that a token is counted on when the provider does not say (RFC 6749 §5.1 only recommends it). */
const LIFE_UNKNOWN = 300;

const personClaims = z.object({
  sub: z.string().min(1).max(255),
  given_name: z.string().max(200).default(''),
  family_name: z.string().max(200).default(''),
});

type Tokens = TokenEndpointResponse & TokenEndpointResponseHelpers;
type CardRequest = Parameters<IdentityProvider['signInWithCard']>[0];

/** The portal's OpenID provider as a public native client sees it (RFC 8252 §8.4: no client secret). */
export class OidcIdentityProvider implements IdentityProvider {
  readonly #configuration: IdentityConfiguration;
  readonly #exchange: Exchange;
  readonly #portal: Portal;
  #server: Configuration | null = null;

  /** `fetch` reaches the provider: `net.fetch` for the system's proxies, `authorityFetch` for a site's authority. */
  constructor(configuration: IdentityConfiguration, fetch: Fetch) {
    this.#configuration = configuration;
    this.#exchange = new Exchange(fetch, configuration.timeout);
    this.#portal = new Portal(configuration.portal, this.#exchange);
  }

  signInWithCard({ chain, sign }: CardRequest): Promise<Result<Grant>> {
    return this.#named(async () => {
      const subject = chain[0] ? certificateSubject(chain[0]) : null;
      if (subject === null) return fail('Card_NoCertificate');
      // Read afresh at each sign-in: a provider may have changed its keys since the last shift.
      const server = await this.#discover();
      const nonce = await this.#portal.nonce();
      if (!nonce.ok) return nonce;
      const audience = server.serverMetadata().issuer;
      const claims = { subject, audience, nonce: nonce.value, id: randomUUID(), now: Date.now() };
      const input = assertionInput(chain, claims);
      const signature = await sign(Buffer.from(input, 'ascii'));
      if (!signature.ok) return signature;
      const assertion = compactAssertion(input, signature.value);
      return this.#open(await genericGrantRequest(server, JWT_BEARER, { assertion, scope: SCOPE }));
    });
  }

  async refresh(grant: Grant): Promise<Result<Grant>> {
    const { refreshToken } = grant;
    if (refreshToken === null) return fail('Identity_SessionEnded');
    const renewed = await this.#named(async () => {
      const tokens = await this.#exchangeRefreshToken(refreshToken);
      if (tokens === null) return fail('Identity_SessionEnded');
      const person = tokens.id_token === undefined ? grant.person : personOf(tokens);
      if (person?.subject !== grant.person.subject || !ACCESS_TOKEN.test(tokens.access_token)) {
        return fail('Identity_AnswerMalformed');
      }
      return ok({
        ...grant,
        accessToken: tokens.access_token,
        refreshToken: tokens.refresh_token ?? refreshToken,
        idToken: tokens.id_token ?? grant.idToken,
        expiresAt: expiryOf(tokens),
      });
    });
    if (!renewed.ok) this.#server = null;
    return renewed;
  }

  async signOut(grant: Grant): Promise<void> {
    const tokens = [grant.accessToken, grant.refreshToken].filter((token) => token !== null);
    await this.#revoke(tokens);
  }

  claimPhone(grant: Grant, number: string, profileId: string): Promise<Result<PhoneClaim>> {
    return this.#named(() => this.#portal.claimPhone(grant.accessToken, number, profileId));
  }

  async releasePhone(grant: Grant, number: string): Promise<void> {
    await this.#named(async () => ok(await this.#portal.releasePhone(grant.accessToken, number)));
  }

  /** What was granted, with who and as what; tokens that lead to neither are given back. */
  async #open(tokens: Tokens): Promise<Result<Grant>> {
    const opened = await this.#named(() => this.#describe(tokens));
    const given = [tokens.access_token, tokens.refresh_token].filter((token) => token !== undefined);
    if (!opened.ok) await this.#revoke(given);
    return opened;
  }

  async #describe(tokens: Tokens): Promise<Result<Grant>> {
    const person = personOf(tokens);
    if (person === null || tokens.id_token === undefined || !ACCESS_TOKEN.test(tokens.access_token)) {
      return fail('Identity_AnswerMalformed');
    }
    const profiles = await this.#portal.profiles(tokens.access_token);
    if (!profiles.ok) return profiles;
    return ok({
      person,
      profiles: profiles.value,
      accessToken: tokens.access_token,
      refreshToken: tokens.refresh_token ?? null,
      idToken: tokens.id_token,
      expiresAt: expiryOf(tokens),
    });
  }

  /** Null when the refresh token is refused: no clock brings it back. */
  async #exchangeRefreshToken(refreshToken: string): Promise<Tokens | null> {
    const server = await this.#known();
    return refreshTokenGrant(server, refreshToken).catch((error: unknown) => {
      if (isGrantRefused(error)) return null;
      throw error;
    });
  }

  async #revoke(tokens: readonly string[]): Promise<void> {
    await this.#named(async () => {
      const server = await this.#known();
      await Promise.all(tokens.map((token) => tokenRevocation(server, token)));
      return ok();
    });
  }

  async #known(): Promise<Configuration> {
    return this.#server ?? this.#discover();
  }

  async #discover(): Promise<Configuration> {
    const { issuer, clientId } = this.#configuration;
    const execute = [enableNonRepudiationChecks];
    if (isProtected(issuer) && issuer.startsWith('http:')) execute.push(allowInsecureRequests);
    const server = await discovery(new URL(issuer), clientId, undefined, None(), {
      execute,
      [customFetch]: (url, { method, headers, body }) =>
        this.#exchange.send(url, { method, headers, body: body instanceof URLSearchParams ? body : null }),
    });
    this.#server = server;
    return server;
  }

  async #named<T>(step: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await step();
    } catch (error) {
      return fail(failureOf(error, this.#exchange.clockDifference));
    }
  }
}

function personOf(tokens: Tokens): Person | null {
  const claims = personClaims.safeParse(tokens.claims());
  if (!claims.success) return null;
  const { sub, given_name, family_name } = claims.data;
  return { subject: sub, givenName: given_name, familyName: family_name };
}

/** Milliseconds since the epoch. */
function expiryOf(tokens: Tokens): number {
  return Date.now() + (tokens.expiresIn() ?? LIFE_UNKNOWN) * 1_000;
}
