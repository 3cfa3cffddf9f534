import { fail, ok, type Result } from '../../failures/index.ts';
import type { IdentityConfiguration } from '../../settings/configuration.ts';
import type {
  Grant,
  IdentityProvider,
  LinkRequest,
  OtpAnswer,
  OtpConversation,
  OtpStep,
  PhoneClaim,
  PscOutcome,
  PscRequest,
  Tokens,
} from '../ports.ts';
import { Authority } from './authority.ts';
import { BrowserSignIn } from './browser.ts';
import { CardSignIn } from './card.ts';
import { CibaSignIn } from './ciba.ts';
import { Exchange, type Fetch } from './exchange.ts';
import { GrantReader } from './grant-reader.ts';
import { AccountLinks } from './links.ts';
import { OtpSignIn } from './otp.ts';
import { PortalCalls } from './portal-calls.ts';
import { WorkPortal } from './work-portal.ts';

/** Milliseconds that a person has to sign in in the system browser. */
const BROWSER_PATIENCE = 5 * 60_000;

/** Every way to sign in at the portal's OpenID provider, and at the one that stands before PSC where it is another. */
export class OidcIdentityProvider implements IdentityProvider {
  readonly #own: Authority;
  /** The provider of PSC: the portal's own where the configuration names no other; null where PSC is not offered. */
  readonly #psc: Authority | null;
  readonly #portal: WorkPortal;
  readonly #card: CardSignIn;
  readonly #otp: OtpSignIn | null;
  readonly #ciba: CibaSignIn | null;
  readonly #browser: BrowserSignIn | null;
  readonly #links: AccountLinks;

  /**
   * `fetch` reaches the providers: `net.fetch` for the system's proxies, `authorityFetch` for a site's authority.
   * `browserPatience` in milliseconds.
   */
  constructor(
    configuration: IdentityConfiguration,
    fetch: Fetch,
    { browserPatience = BROWSER_PATIENCE }: { readonly browserPatience?: number } = {},
  ) {
    const { issuer, clientId, timeout, psc } = configuration;
    const exchange = new Exchange(fetch, timeout);
    const calls = new PortalCalls(configuration.portal, exchange);
    this.#own = new Authority({ issuer, clientId, metadata: null }, exchange);
    this.#psc = psc ? pscAuthority(configuration, this.#own, new Exchange(fetch, timeout)) : null;
    this.#portal = new WorkPortal(calls);
    const grants = new GrantReader(this.#portal);
    this.#card = new CardSignIn(this.#own, this.#portal, grants);
    this.#otp = configuration.otp ? new OtpSignIn(this.#own, grants) : null;
    this.#ciba = this.#psc && psc ? new CibaSignIn(this.#psc, grants, psc) : null;
    this.#browser = this.#psc && psc ? new BrowserSignIn(this.#psc, grants, psc, browserPatience) : null;
    this.#links = new AccountLinks(calls, grants);
  }

  prepare(): void {
    this.#card.prepare();
  }

  signInWithCard(request: Parameters<IdentityProvider['signInWithCard']>[0]): Promise<Result<Grant>> {
    return this.#card.signIn(request);
  }

  async startOtp(identifier: string, password: Uint8Array): Promise<Result<OtpStep>> {
    if (this.#otp) return this.#otp.start({ username: identifier, password });
    password.fill(0);
    return fail('Otp_NotOffered');
  }

  async startReset(identifier: string): Promise<Result<OtpStep>> {
    return this.#otp?.start({ username: identifier, forgotten: 'true' }) ?? fail('Otp_NotOffered');
  }

  async continueOtp(conversation: OtpConversation, answer: OtpAnswer): Promise<Result<OtpStep>> {
    return this.#otp?.answer(conversation, answer) ?? fail('Otp_NotOffered');
  }

  async startPsc(request: Parameters<IdentityProvider['startPsc']>[0]): Promise<Result<PscRequest>> {
    return this.#ciba?.start(request) ?? fail('Psc_NotOffered');
  }

  async awaitPsc(request: PscRequest, signal: AbortSignal): Promise<Result<PscOutcome>> {
    return this.#ciba?.wait(request, signal) ?? fail('Psc_NotOffered');
  }

  async signInWithBrowser(
    request: Parameters<IdentityProvider['signInWithBrowser']>[0],
  ): Promise<Result<PscOutcome>> {
    return this.#browser?.signIn(request) ?? fail('Psc_NotOffered');
  }

  requestLink(tokens: Tokens, email: string): Promise<Result<LinkRequest>> {
    return this.#own.named(() => this.#links.request(tokens, email));
  }

  completeLink(tokens: Tokens, request: LinkRequest): Promise<Result<Grant | null>> {
    return this.#own.named(() => this.#links.complete(tokens, request));
  }

  refresh(grant: Grant): Promise<Result<Grant>> {
    return this.#authorityOf(grant).refresh(grant);
  }

  async signOut(tokens: Tokens): Promise<void> {
    await this.#authorityOf(tokens).revoke([tokens.accessToken, tokens.refreshToken]);
  }

  claimPhone(grant: Grant, number: string, profileId: string): Promise<Result<PhoneClaim>> {
    return this.#own.named(() => this.#portal.claimPhone(grant.accessToken, number, profileId));
  }

  async releasePhone(grant: Grant, number: string): Promise<void> {
    await this.#own.named(async () => ok(await this.#portal.releasePhone(grant.accessToken, number)));
  }

  async isReachable(): Promise<boolean> {
    const answered = await this.#own.named(async () => {
      await this.#own.discover();
      return this.#portal.nonce();
    });
    return answered.ok;
  }

  #authorityOf({ issuer }: Tokens): Authority {
    return issuer === this.#psc?.issuer ? this.#psc : this.#own;
  }
}

/** A client identifier of PSC's own counts with an issuer of its own only: tokens name their issuer, not their client. */
function pscAuthority(
  { psc, clientId }: IdentityConfiguration,
  own: Authority,
  exchange: Exchange,
): Authority {
  if (psc?.issuer === undefined || psc.issuer === own.issuer) return own;
  return new Authority(
    { issuer: psc.issuer, clientId: psc.clientId ?? clientId, metadata: psc.metadata ?? null },
    exchange,
  );
}
