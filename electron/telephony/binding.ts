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
}

/** Claims the number at the portal, finds the phone behind it and watches it; undoes all three together. */
export class PhoneBinding {
  readonly #options: BindingOptions;
  readonly #state = new Subject<BindingState>({ kind: 'unbound', failure: null });
  /** Counts the requests: the answer to one that was overtaken changes nothing. */
  #request = 0;

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
    const { phone, claims } = this.#options;
    const claim = await claims.claimPhone(number);
    if (request !== this.#request) return fail('Phone_BindingInterrupted');
    if (!claim.ok) return this.#refuse(claim.failure);
    const outcome = await phone.bind({ ...claim.value, deviceId });
    if (request !== this.#request) return fail('Phone_BindingInterrupted');
    if (!outcome.ok) {
      await claims.releasePhone();
      return request === this.#request ? this.#refuse(outcome.failure) : outcome;
    }
    if (outcome.value.kind === 'choose') {
      this.#state.set({ kind: 'choose-device', number, devices: outcome.value.devices });
      return ok();
    }
    const { device } = outcome.value;
    this.#state.set({ kind: 'bound', number, device });
    this.#options.remember({ number, deviceId: device.id });
    return ok();
  }

  /** Lets the phone go. Safe at any time, also while a binding is on its way. */
  async unbind(): Promise<void> {
    this.#request++;
    const before = this.#state.get().kind;
    this.#state.set({ kind: 'unbound', failure: null });
    if (before === 'unbound') return;
    await this.#options.phone.unbind();
    await this.#options.claims.releasePhone();
  }

  #refuse(failure: Failure): Result<undefined> {
    this.#state.set({ kind: 'unbound', failure });
    return { ok: false, failure };
  }
}
