import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import { Subject } from '../shared/listeners.ts';
import { pause, unlessAborted } from '../shared/waiting.ts';
import type { DegradedAccess } from './degraded/ports.ts';
import { backOff } from './grant-keeper.ts';
import type { Grant, IdentityProvider, PhoneClaim } from './ports.ts';
import { mayPass } from './provider-failures.ts';
import { isWorking } from './session.ts';
import type { SessionKeeper } from './session-keeper.ts';

/** How long the next session's claim waits for the former session's release. Milliseconds. */
const GIVE_UP_PATIENCE = 10_000;

export interface SessionPhoneOptions {
  readonly provider: IdentityProvider;
  readonly keeper: SessionKeeper;
  readonly degraded: DegradedAccess;
}

/** The desk phone of the session, as the portal knows it; without the portal, as this station remembers it. */
export class SessionPhone {
  readonly #options: SessionPhoneOptions;
  /** Why the portal refused the phone to the session that goes on with other tokens; null once it is claimed. */
  readonly refused = new Subject<Failure | null>(null);
  /** The claim that is on its way, or null. */
  #running: Promise<unknown> | null = null;
  /** The release of a session that is over. */
  #leaving: Promise<unknown> = Promise.resolve();

  constructor(options: SessionPhoneOptions) {
    this.#options = options;
  }

  /** Claims a desk phone by its unique number. Fails as `IdentityProvider.claimPhone`, or `Degraded_PhoneUnknown`. */
  async claim(number: string): Promise<Result<PhoneClaim>> {
    const { keeper, degraded } = this.#options;
    const { session } = keeper;
    if (!isWorking(session)) return fail('Identity_NotNow');
    if (this.#running) return fail('Identity_OperationRunning');
    if (session.degraded) {
      const known = degraded.claim(number);
      if (known.ok) keeper.dispatch({ type: 'phone-claimed', number });
      return known;
    }
    return this.#alone(() => this.#claimAtPortal(number));
  }

  /** Gives the phone of the session back, if there is one. */
  async release(): Promise<void> {
    const { keeper } = this.#options;
    const { session } = keeper;
    if (!isWorking(session) || session.phone === null) return;
    keeper.dispatch({ type: 'phone-released' });
    if (!session.degraded) await this.#giveBack(session.phone);
  }

  /**
   * Has the portal know the phone under the tokens with which the session goes on; those that they `replaced` are
   * revoked once it has. A portal that is away is asked again with back-off, as long as the session lasts; its refusal
   * is the failure that comes back, and `refused`.
   */
  async handOver(replaced: Grant | null, failures = 0): Promise<Result<undefined>> {
    const { provider, keeper } = this.#options;
    const { session } = keeper;
    const claimed = isWorking(session) ? await this.claimAgain(session.profile.id) : ok();
    if (!claimed.ok && mayPass(claimed.failure) && isWorking(keeper.session)) {
      void this.#handOverLater(replaced, failures);
      return ok();
    }
    if (replaced) void provider.signOut(replaced);
    // Overtaken by other tokens of the same session: they claim it too.
    if (claimed.ok || claimed.failure.code === 'Identity_NotNow') return claimed;
    if (isWorking(keeper.session)) this.refused.set(claimed.failure);
    return claimed;
  }

  /** Has the portal know the phone of the session under other tokens, or as another profile's. */
  async claimAgain(profileId: string): Promise<Result<undefined>> {
    while (this.#running) await this.#running.catch(() => undefined);
    const { provider, keeper, degraded } = this.#options;
    const { session } = keeper;
    if (!isWorking(session)) return fail('Identity_NotNow');
    const { phone } = session;
    if (phone === null) return ok();
    return this.#alone(async () => {
      const claim = await keeper.grants.use((grant) => provider.claimPhone(grant, phone, profileId));
      const now = keeper.session;
      if (!claim.ok) return claim;
      void degraded.noteClaim(claim.value);
      if (isWorking(now) && now.phone === phone) this.refused.set(null);
      else await this.#giveBack(phone);
      return ok();
    });
  }

  /** Gives phone and tokens of a session back that is over; what the next one claims waits for it, but not for ever. */
  giveUp(grant: Grant, phone: string | null): Promise<void> {
    const left = this.#giveUp(grant, phone);
    const settled = left.catch(() => undefined);
    this.#leaving = unlessAborted(settled, AbortSignal.timeout(GIVE_UP_PATIENCE));
    return left;
  }

  /**
   * Whichever the portal hears first, the phone is free: revoking releases what was claimed (`docs/portal-api.yaml`).
   * PSC's tokens may be another provider's, which knows of no phone and whose tokens release none once revoked.
   */
  async #giveUp(grant: Grant, phone: string | null): Promise<void> {
    const { provider } = this.#options;
    const released = phone === null ? null : provider.releasePhone(grant, phone);
    if (grant.method === 'psc') await Promise.allSettled([released]);
    await Promise.all([provider.signOut(grant), released]);
  }

  async #handOverLater(replaced: Grant | null, failures: number): Promise<void> {
    const { keeper } = this.#options;
    const over = new AbortController();
    const stop = keeper.subscribe((session) => isWorking(session) || over.abort());
    await pause(backOff(failures), over.signal);
    stop();
    await this.handOver(replaced, failures + 1);
  }

  async #claimAtPortal(number: string): Promise<Result<PhoneClaim>> {
    const { provider, keeper, degraded } = this.#options;
    const before = keeper.session;
    if (!isWorking(before)) return fail('Identity_NotNow');
    const profileId = before.profile.id;
    const claim = await keeper.grants.use((grant) => provider.claimPhone(grant, number, profileId));
    if (!claim.ok) return claim;
    const now = keeper.session;
    if (!isWorking(now) || now.person.subject !== before.person.subject) {
      await this.#giveBack(number);
      return fail('Identity_NotNow');
    }
    keeper.dispatch({ type: 'phone-claimed', number });
    this.refused.set(null);
    void degraded.noteClaim(claim.value);
    if (before.phone !== null && before.phone !== number) await this.#giveBack(before.phone);
    return claim;
  }

  async #alone<T>(act: () => Promise<T>): Promise<T> {
    const running = this.#leaving.then(act);
    this.#running = running;
    try {
      return await running;
    } finally {
      this.#running = null;
    }
  }

  async #giveBack(number: string): Promise<void> {
    const { provider, keeper } = this.#options;
    const grant = await keeper.grants.usable();
    if (grant.ok) await provider.releasePhone(grant.value, number);
  }
}
