import { type Failure, fail, type Result } from '../failures/index.ts';
import { fullJitter } from '../shared/full-jitter.ts';
import type { Grant, IdentityProvider } from './ports.ts';
import { isRenewalRefused } from './provider-failures.ts';

const REFRESH_BEFORE = 60_000;
const REFRESH_SHARE = 0.2;
const LONGEST_WAIT = 24 * 3_600_000;
const STILL_USABLE = 5_000;
const backOffBounds = { base: 2_000, cap: 60_000 };
const BACK_OFF_LEAST = 250;

/**
 * Holds the tokens of the open session and renews them before they expire. While the provider is away it tries
 * again with full jitter; only a provider that refuses ends the session.
 */
export class GrantKeeper {
  readonly #provider: IdentityProvider;
  readonly #onEnded: (failure: Failure) => void;
  #grant: Grant | null = null;
  #renewal: { readonly of: Grant; readonly result: Promise<Result<Grant>> } | null = null;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  /** Counts the sessions: what was begun in one is not done again in another. */
  #session = 0;

  /** Who holds tokens that are renewed no more drops them. */
  constructor(provider: IdentityProvider, onEnded: (failure: Failure) => void) {
    this.#provider = provider;
    this.#onEnded = onEnded;
  }

  hold(grant: Grant): void {
    this.#grant = grant;
    this.#failures = 0;
    this.#plan(refreshDelay(grant.expiresAt - Date.now()));
  }

  /** Goes on with other tokens of the same session; gives those before to whoever revokes them. */
  replace(grant: Grant): Grant | null {
    const replaced = this.#grant;
    this.hold(grant);
    return replaced;
  }

  /** Forgets the tokens and gives them to whoever revokes them; a renewal on its way is revoked on arrival. */
  drop(): Grant | null {
    clearTimeout(this.#timer);
    const grant = this.#grant;
    this.#grant = null;
    this.#session++;
    return grant;
  }

  /** Tokens that the portal still takes, renewed if they are not. */
  async usable(): Promise<Result<Grant>> {
    const grant = this.#grant;
    if (grant === null) return fail('Identity_NotNow');
    return grant.expiresAt - Date.now() > STILL_USABLE ? { ok: true, value: grant } : this.renew();
  }

  /** The tokens as they are once no renewal is on its way; null when they were dropped. */
  async settled(): Promise<Grant | null> {
    await this.#renewal?.result.catch(() => undefined);
    return this.#grant;
  }

  /**
   * Does something with tokens that the portal takes: renewed once, and done again, if it does not; never again with
   * those of another session.
   */
  async use<T>(act: (grant: Grant) => Promise<Result<T>>): Promise<Result<T>> {
    const session = this.#session;
    const grant = await this.usable();
    if (!grant.ok) return grant;
    const done = await act(grant.value);
    if (done.ok || done.failure.code !== 'Identity_SessionEnded') return done;
    // Another one may have renewed them meanwhile.
    const renewed = this.#grant === grant.value ? await this.renew() : await this.usable();
    if (!renewed.ok) return renewed;
    return session === this.#session ? act(renewed.value) : fail('Identity_NotNow');
  }

  /** Renews at once; callers at the same time share one exchange, as a refresh token serves once. */
  renew(): Promise<Result<Grant>> {
    const grant = this.#grant;
    if (grant === null) return Promise.resolve(fail('Identity_NotNow'));
    if (this.#renewal?.of !== grant) this.#renewal = { of: grant, result: this.#exchange(grant) };
    return this.#renewal.result;
  }

  async #exchange(grant: Grant): Promise<Result<Grant>> {
    let renewed: Result<Grant> | null = null;
    try {
      renewed = await this.#provider.refresh(grant);
    } finally {
      this.#renewal = null;
      // A bug passes on to whoever reports it; the session goes on, and so do its renewals.
      if (renewed === null && this.#grant === grant) this.#plan(backOff(this.#failures++));
    }
    if (this.#grant !== grant) {
      if (renewed.ok) void this.#provider.signOut(renewed.value);
      return fail('Identity_NotNow');
    }
    if (renewed.ok) {
      this.hold(renewed.value);
    } else if (isRenewalRefused(renewed.failure)) {
      this.#onEnded(renewed.failure);
    } else {
      this.#plan(backOff(this.#failures++));
    }
    return renewed;
  }

  #plan(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.renew(), delay);
    this.#timer.unref();
  }
}

/** When to renew tokens that live for `life` milliseconds: a minute before, or a fifth of a shorter life. */
export function refreshDelay(life: number): number {
  return Math.min(LONGEST_WAIT, Math.max(0, life - Math.min(REFRESH_BEFORE, life * REFRESH_SHARE)));
}

/** Full jitter: anything up to twice the last bound, up to a minute. */
export function backOff(failures: number): number {
  return Math.max(BACK_OFF_LEAST, fullJitter(backOffBounds, failures, Math.random()));
}
