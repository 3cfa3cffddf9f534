import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { fail, ok, type Result } from '../../failures/index.ts';
import type { PscConfiguration } from '../../settings/configuration.ts';
import { pause, unlessAborted } from '../../shared/waiting.ts';
import type { IdentityProvider, PscOutcome } from '../ports.ts';
import type { Authority } from './authority.ts';
import { type GrantReader, giveBack } from './grant-reader.ts';
import { type Loopback, openLoopback } from './loopback.ts';
import { checkRedirect } from './redirect.ts';

const refusals = { grant: 'Browser_CodeRefused', request: 'Psc_RequestRefused' } as const;

type BrowserRequest = Parameters<IdentityProvider['signInWithBrowser']>[0];

/** Signing in by the code flow with PKCE in the system browser (RFC 8252, RFC 7636). */
export class BrowserSignIn {
  readonly #authority: Authority;
  readonly #grants: GrantReader;
  readonly #psc: PscConfiguration;
  readonly #patience: number;

  /** `patience`: milliseconds that the person has in the browser. */
  constructor(authority: Authority, grants: GrantReader, psc: PscConfiguration, patience: number) {
    this.#authority = authority;
    this.#grants = grants;
    this.#psc = psc;
    this.#patience = patience;
  }

  /** As `IdentityProvider.signInWithBrowser`. */
  signIn({ open, signal }: BrowserRequest): Promise<Result<PscOutcome>> {
    return this.#authority.named(async () => {
      const server = await this.#authority.discover();
      if (signal.aborted) return fail('Identity_NotNow');
      const checks = {
        expectedState: randomState(),
        expectedNonce: randomNonce(),
        pkceCodeVerifier: randomPKCECodeVerifier(),
      };
      const { issuer, authorization_response_iss_parameter_supported: namesItself = false } =
        server.serverMetadata();
      const judge = (address: URL) =>
        checkRedirect(address.searchParams, { state: checks.expectedState, issuer, namesItself });
      const loopback = await openLoopback((address) => {
        const judged = judge(address);
        if (judged.ok) return 'accepted';
        return judged.failure.code === 'Browser_StateRefused' ? 'knock' : 'refused';
      });
      try {
        const url = await this.#addressFor(server, loopback.redirectUri, checks);
        const returned = await this.#comeBack(loopback, () => open(url.href), signal);
        if (!returned.ok) return returned;
        const judged = judge(returned.value);
        if (!judged.ok) return judged;
        return await this.#redeem(server, returned.value, checks, signal);
      } finally {
        loopback.close();
      }
    }, refusals);
  }

  async #addressFor(server: Configuration, redirectUri: string, checks: Checks): Promise<URL> {
    const { scope, acrValues } = this.#psc;
    // OpenID Connect Core §11: offline access needs consent. The station is shared, so nobody's browser session counts.
    const prompt = scope.split(' ').includes('offline_access') ? 'login consent' : 'login';
    return buildAuthorizationUrl(server, {
      response_type: 'code',
      redirect_uri: redirectUri,
      scope,
      prompt,
      acr_values: acrValues,
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      code_challenge: await calculatePKCECodeChallenge(checks.pkceCodeVerifier),
      code_challenge_method: 'S256',
    });
  }

  /** The address that the browser comes back with, unless it does not open, nobody comes, or the wait is aborted. */
  async #comeBack(loopback: Loopback, open: () => Promise<void>, signal: AbortSignal): Promise<Result<URL>> {
    const settled = new AbortController();
    const notOpened = new Promise<Result<URL>>((resolve) => {
      open().catch(() => resolve(fail('Browser_NotOpened')));
    });
    const expired = pause(this.#patience, AbortSignal.any([signal, settled.signal])).then(
      (elapsed): Result<URL> => {
        if (!elapsed) return fail('Identity_NotNow');
        return fail(loopback.knocked ? 'Browser_StateRefused' : 'Browser_Expired');
      },
    );
    const returned = loopback.returned.then((address): Result<URL> => ok(address));
    return Promise.race([returned, notOpened, expired]).finally(() => settled.abort());
  }

  async #redeem(
    server: Configuration,
    address: URL,
    checks: Checks,
    signal: AbortSignal,
  ): Promise<Result<PscOutcome>> {
    const redeeming = authorizationCodeGrant(server, address, checks);
    const answer = await unlessAborted(redeeming, signal);
    if (answer !== null) return this.#grants.readPsc(this.#authority, answer, this.#psc.acrValues);
    void redeeming.then((late) => giveBack(this.#authority, late)).catch(() => {});
    return fail('Identity_NotNow');
  }
}

interface Checks {
  readonly expectedState: string;
  readonly expectedNonce: string;
  readonly pkceCodeVerifier: string;
}
