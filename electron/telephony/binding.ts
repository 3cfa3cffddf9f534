import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import type { PhoneClaim } from '../identity/ports.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import { dialable } from './numbers.ts';
import type { DeskPhone, PhoneDevice } from './ports.ts';

/** How this station stands with its desk phone (seed 002, step 5). */
export type BindingState =
  | { readonly kind: 'unbound'; readonly failure: Failure | null }
  | { readonly kind: 'binding'; readonly number: string }
  | { readonly kind: 'choose-device'; readonly number: string; readonly devices: readonly PhoneDevice[] }
  | { readonly kind: 'bound'; readonly number: string; readonly device: PhoneDevice };

/** What binding needs of the portal, for the session that is open. */
export interface PhoneClaims {
  claimPhone(number: string): Promise<Result<PhoneClaim>>;
  releasePhone(): Promise<void>;
}

export interface BindingOptions {
  readonly phone: DeskPhone;
  readonly claims: PhoneClaims;
  /** Told of each pairing that works, to offer it at the next shift. */
  readonly remember: (pairing: { readonly number: string; readonly deviceId: string }) => void;
  /** The pairing of the last shift. */
  readonly remembered?: () => { readonly number: string; readonly deviceId: string | null } | null;
  /** What begins with a bound phone and ends when it is let go. */
  readonly company?: { begin(claim: PhoneClaim): void; end(): Promise<void> };
}

/** Who binds a number within this many ms of letting it go wants to choose among its devices anew. */
const CHOOSE_AGAIN = 60_000;

/** Claims the number at the portal, finds the phone behind it and watches it; undoes all three together. */
export class PhoneBinding {
  readonly #options: BindingOptions;
  readonly #state = new Subject<BindingState>({ kind: 'unbound', failure: null });
  /** Counts the requests: the answer to one that was overtaken changes nothing. */
  #request = 0;
  #atPortal: Promise<void> = Promise.resolve();
  #letGo: { readonly number: string; readonly at: number } | null = null;

  constructor(options: BindingOptions) {
    this.#options = options;
  }

  get state(): Observable<BindingState> {
    return this.#state;
  }

  /**
   * Binds a typed number; `deviceId` answers `choose-device`. Fails with `Phone_NumberInvalid`, or as the claim
   * and the phone do; what was taken on the way is given back.
   */
  async bind(typed: string, deviceId: string | null): Promise<Result<undefined>> {
    const number = dialable(typed);
    if (!number) return this.#refuse(fail('Phone_NumberInvalid').failure);
    const request = ++this.#request;
    this.#state.set({ kind: 'binding', number });
    try {
      return await this.#take(request, number, deviceId);
    } catch (error) {
      // A bug passes on to whoever reports it, and the person may try again.
      if (request === this.#request) this.#refuse(fail('Request_Failed').failure);
      throw error;
    }
  }

  /**
   * Claims the number again for a session that opened since, and lets the watch go on. Fails as the claim does, with
   * the binding as it was; without effect when nothing is bound.
   */
  async reclaim(): Promise<Result<undefined>> {
    const state = this.#state.get();
    if (state.kind !== 'bound') return ok();
    const request = this.#request;
    const claim = await this.#claim(request, state.number);
    return claim.ok || request !== this.#request ? ok() : claim;
  }

  /** Lets the phone go, and tells why. Safe at any time, also while a binding is on its way. */
  async unbind(failure: Failure | null = null): Promise<void> {
    this.#request++;
    const before = this.#state.get();
    this.#state.set({ kind: 'unbound', failure });
    if (before.kind === 'unbound') return;
    if (before.kind === 'bound') this.#letGo = { number: before.number, at: performance.now() };
    const { phone, claims, company } = this.#options;
    // Who leaves tells so first, while the phone can still be reached.
    await Promise.all([company?.end(), phone.unbind(), this.#inTurn(() => claims.releasePhone())]);
  }

  async #take(request: number, number: string, deviceId: string | null): Promise<Result<undefined>> {
    const { phone, claims } = this.#options;
    const claim = await this.#claim(request, number);
    if (request !== this.#request) return fail('Phone_BindingInterrupted');
    if (!claim.ok) return this.#refuse(claim.failure);
    const outcome = await phone.bind({
      ...claim.value,
      deviceId,
      preferredDeviceId: this.#preferredDevice(number),
    });
    if (request !== this.#request) return fail('Phone_BindingInterrupted');
    if (!outcome.ok) {
      await this.#inTurn(() => claims.releasePhone());
      return request === this.#request ? this.#refuse(outcome.failure) : outcome;
    }
    if (outcome.value.kind === 'choose') {
      this.#state.set({ kind: 'choose-device', number, devices: outcome.value.devices });
      return ok();
    }
    const { device } = outcome.value;
    this.#state.set({ kind: 'bound', number, device });
    this.#options.remember({ number, deviceId: device.id });
    this.#options.company?.begin(claim.value);
    return ok();
  }

  #preferredDevice(number: string): string | null {
    const again = this.#letGo?.number === number && performance.now() - this.#letGo.at < CHOOSE_AGAIN;
    const pairing = this.#options.remembered?.() ?? null;
    return pairing?.number === number && !again ? pairing.deviceId : null;
  }

  /** A claim that comes too late is given back at once: nobody else would. */
  #claim(request: number, number: string): Promise<Result<PhoneClaim>> {
    const { claims } = this.#options;
    return this.#inTurn(async () => {
      if (request !== this.#request) return fail('Phone_BindingInterrupted');
      const claim = await claims.claimPhone(number);
      if (request === this.#request) return claim;
      if (claim.ok) await claims.releasePhone();
      return fail('Phone_BindingInterrupted');
    });
  }

  /** One thing at a time at the portal, so that a release never undoes the claim after it. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#atPortal.then(act);
    this.#atPortal = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  #refuse(failure: Failure): Result<undefined> {
    this.#state.set({ kind: 'unbound', failure });
    return { ok: false, failure };
  }
}
