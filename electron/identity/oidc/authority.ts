import {
  allowInsecureRequests,
  Configuration,
  type CustomFetchOptions,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  refreshTokenGrant,
  setJwksCache,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
  tokenRevocation,
} from 'openid-client';
import { z } from 'zod';
import { fail, ok, type Result } from '../../failures/index.ts';
import type { Person, Tokens } from '../ports.ts';
import { Ahead } from './ahead.ts';
import { type Exchange, ExchangeFailed, isProtected } from './exchange.ts';
import { clocksDiffer, failureOf, isGrantRefused, type RefusalNames } from './failures.ts';

/** What an OpenID provider's token endpoint answered, its ID token already checked. */
export type TokenAnswer = TokenEndpointResponse & TokenEndpointResponseHelpers;

export interface AuthorityAddress {
  readonly issuer: string;
  readonly clientId: string;
  /** Address of the discovery document, where it is not at the usual place below the issuer. */
  readonly metadata: string | null;
}

/** RFC 6749, appendix A.12: what a header can carry. */
const ACCESS_TOKEN = /^[\x20-\x7e]+$/;

/** Seconds that a token is counted on when the provider does not say (RFC 6749 §5.1 only recommends it). */
const LIFE_UNKNOWN = 300;

/** What was read ahead serves a sign-in that begins within this time, in milliseconds; after it, it is read afresh. */
const AHEAD = 30_000;

const metadataSchema = z.object({ issuer: z.string() }).catchall(z.json());

const keysSchema = z.object({ keys: z.array(z.record(z.string(), z.json())) });

const personClaims = z.object({
  sub: z.string().min(1).max(255),
  given_name: z.string().max(200).default(''),
  family_name: z.string().max(200).default(''),
});

/** One OpenID provider as a public native client sees it (RFC 8252 §8.4: no client secret). */
export class Authority {
  readonly #address: AuthorityAddress;
  readonly #exchange: Exchange;
  #server: Configuration | null = null;
  readonly #ahead = new Ahead(() => this.#discoverWithKeys(), AHEAD);

  constructor(address: AuthorityAddress, exchange: Exchange) {
    this.#address = address;
    this.#exchange = exchange;
  }

  get issuer(): string {
    return this.#address.issuer;
  }

  get clientId(): string {
    return this.#address.clientId;
  }

  get exchange(): Exchange {
    return this.#exchange;
  }

  /** Whether this station's clock is too far from the provider's, as of its last answer. */
  get clocksDiffer(): boolean {
    return clocksDiffer(this.#exchange.clockDifference);
  }

  /** What `step` gives; what the protocol library throws in it becomes a failure, its refusals as `names` tells. */
  async named<T>(step: () => Promise<Result<T>>, names?: RefusalNames): Promise<Result<T>> {
    try {
      return await step();
    } catch (error) {
      return fail(failureOf(error, this.#exchange.clockDifference, names));
    }
  }

  /** The provider's metadata as last read, or read now. */
  async known(): Promise<Configuration> {
    return this.#server ?? this.discover();
  }

  /** Reads ahead what the next sign-in needs. */
  prepare(): void {
    this.#ahead.prepare();
  }

  /** The metadata for one sign-in: as read ahead a moment ago, or read now. */
  discoverOnce(): Promise<Configuration> {
    return this.#ahead.take() ?? this.discover();
  }

  /** Reads the metadata afresh, as each sign-in does: a provider may have changed its keys since the last shift. */
  async discover(): Promise<Configuration> {
    const { issuer, clientId, metadata } = this.#address;
    const send = (url: string, { method, headers, body }: CustomFetchOptions) =>
      this.#exchange.send(url, { method, headers, body: body instanceof URLSearchParams ? body : null });
    const execute = [enableNonRepudiationChecks];
    if (isProtected(issuer) && issuer.startsWith('http:')) execute.push(allowInsecureRequests);
    if (metadata === null) {
      const options = { execute, [customFetch]: send };
      this.#server = await discovery(new URL(issuer), clientId, undefined, None(), options);
    } else {
      const server = new Configuration(await this.#readMetadata(metadata), clientId, undefined, None());
      server[customFetch] = send;
      for (const extension of execute) extension(server);
      this.#server = server;
    }
    return this.#server;
  }

  /** What the token endpoint gave, for the capability; null when it cannot be used. */
  async read(answer: TokenAnswer): Promise<Tokens | null> {
    const { access_token: accessToken, id_token: idToken, refresh_token: refreshToken = null } = answer;
    if (idToken === undefined || !ACCESS_TOKEN.test(accessToken)) return null;
    const person = await this.#personOf(answer);
    if (person === null) return null;
    const { subject } = person;
    return { issuer: this.issuer, subject, person, accessToken, refreshToken, expiresAt: expiryOf(answer) };
  }

  /** Renews tokens of this provider (RFC 6749 §6). `Identity_SessionEnded` when they are refused for good. */
  async refresh<T extends Tokens>(tokens: T): Promise<Result<T>> {
    const { refreshToken } = tokens;
    if (refreshToken === null) return fail('Identity_SessionEnded');
    const renewed = await this.named(async () => {
      const answer = await this.#exchangeRefreshToken(refreshToken);
      if (answer === null) return fail('Identity_SessionEnded');
      const subject = answer.id_token === undefined ? tokens.subject : answer.claims()?.sub;
      if (subject !== tokens.subject || !ACCESS_TOKEN.test(answer.access_token)) {
        return fail('Identity_AnswerMalformed');
      }
      return ok({
        ...tokens,
        accessToken: answer.access_token,
        refreshToken: answer.refresh_token ?? refreshToken,
        expiresAt: expiryOf(answer),
      });
    });
    if (!renewed.ok) this.#server = null;
    return renewed;
  }

  /** Gives tokens back (RFC 7009); a provider that is away does not hold anybody up longer than its time. */
  async revoke(tokens: readonly (string | null | undefined)[]): Promise<void> {
    const held = tokens.filter((token) => typeof token === 'string');
    await this.named(async () => {
      const server = await this.known();
      await Promise.all(held.map((token) => tokenRevocation(server, token)));
      return ok();
    });
  }

  /** With the keys of ID tokens, which the library would read only once it has one. */
  async #discoverWithKeys(): Promise<Configuration> {
    const server = await this.discover();
    const { jwks_uri: address } = server.serverMetadata();
    if (address === undefined) return server;
    const keys = await this.#exchange
      .send(address, { headers: { accept: 'application/json' } })
      .then(async (response) => keysSchema.parse(await response.json()))
      .catch(() => null);
    if (keys) setJwksCache(server, { jwks: keys, uat: Math.floor(Date.now() / 1_000) });
    return server;
  }

  /** Discovery at an address of the configuration: the issuer is checked here, as no rule ties the two. */
  async #readMetadata(address: string): Promise<z.infer<typeof metadataSchema>> {
    const response = await this.#exchange.send(address, { headers: { accept: 'application/json' } });
    const body: unknown = await response.json().catch(() => undefined);
    const metadata = metadataSchema.safeParse(body);
    if (!response.ok || !metadata.success) throw new ExchangeFailed('Identity_AnswerMalformed');
    if (metadata.data.issuer !== this.issuer) throw new ExchangeFailed('Identity_TokenIssuer');
    return metadata.data;
  }

  /** Null when the refresh token is refused: no clock brings it back. */
  async #exchangeRefreshToken(refreshToken: string): Promise<TokenAnswer | null> {
    const server = await this.known();
    return refreshTokenGrant(server, refreshToken).catch((error: unknown) => {
      if (isGrantRefused(error)) return null;
      throw error;
    });
  }

  /** From the ID token; the names from the userinfo endpoint (OpenID Connect Core §5.3) where it has none. */
  async #personOf(answer: TokenAnswer): Promise<Person | null> {
    const inToken = readPerson(answer.claims());
    if (inToken === null || inToken.givenName !== '' || inToken.familyName !== '') return inToken;
    const server = await this.known();
    if (server.serverMetadata().userinfo_endpoint === undefined) return inToken;
    return readPerson(await fetchUserInfo(server, answer.access_token, inToken.subject));
  }
}

function readPerson(claims: unknown): Person | null {
  const read = personClaims.safeParse(claims);
  if (!read.success) return null;
  const { sub, given_name, family_name } = read.data;
  return { subject: sub, givenName: given_name, familyName: family_name };
}

/** Milliseconds since the epoch. */
function expiryOf(answer: TokenAnswer): number {
  return Date.now() + (answer.expiresIn() ?? LIFE_UNKNOWN) * 1_000;
}
