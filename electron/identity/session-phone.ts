import { fail, ok, type Result } from '../failures/index.ts';
import type { DegradedAccess } from './degraded/ports.ts';
import type { Grant, IdentityProvider, PhoneClaim } from './ports.ts';
import { isWorking } from './session.ts';
import type { SessionKeeper } from './session-keeper.ts';

export interface SessionPhoneOptions {
  readonly provider: IdentityProvider;
  readonly keeper: SessionKeeper;
  readonly degraded: DegradedAccess;
}

/** The desk phone of the session, as the portal knows it; without the portal, as this station remembers it. */
export class SessionPhone {
  readonly #options: SessionPhoneOptions;
  /** The claim that is on its way, or null. */
  #running: Promise<unknown> | null = null;

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

  /** Has the portal know the phone of the session under other tokens, or as another profile's. */
  async claimAgain(profileId: string): Promise<Result<undefined>> {
    while (this.#running) await this.#running.catch(() => undefined);
    const { provider, keeper } = this.#options;
    const { session } = keeper;
    if (!isWorking(session)) return fail('Identity_NotNow');
    const { phone } = session;
    if (phone === null) return ok();
    return this.#alone(async () => {
      const claim = await keeper.grants.use((grant) => provider.claimPhone(grant, phone, profileId));
      const now = keeper.session;
      if (claim.ok && (!isWorking(now) || now.phone !== phone)) await this.#giveBack(phone);
      return claim.ok ? ok() : claim;
    });
  }

  /** Whichever the portal hears first, the phone is free: revoking releases what was claimed (`docs/portal-api.yaml`). */
  async giveUp(grant: Grant, phone: string | null): Promise<void> {
    const { provider } = this.#options;
    const released = phone === null ? null : provider.releasePhone(grant, phone);
    await Promise.all([provider.signOut(grant), released]);
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
    void degraded.noteClaim(claim.value);
    if (before.phone !== null && before.phone !== number) await this.#giveBack(before.phone);
    return claim;
  }

  async #alone<T>(act: () => Promise<T>): Promise<T> {
    const running = act();
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
