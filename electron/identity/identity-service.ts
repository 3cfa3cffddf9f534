import type { CardState } from '../../native/card/protocol.ts';
import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import type { Observable, Unsubscribe } from '../shared/listeners.ts';
import type { OtpChannel } from './account/account.ts';
import { watchCard } from './card-watch.ts';
import type { DegradedAccess } from './degraded/ports.ts';
import { forgiving } from './forgiving.ts';
import type { AccountPortal, CardReader, Grant, IdentityProvider, PhoneClaim, PscChannel } from './ports.ts';
import { overwriting } from './secrets.ts';
import { cardInUse, isWorking, type SessionEvent } from './session.ts';
import { type ProfileMemory, SessionKeeper } from './session-keeper.ts';
import { SessionPhone } from './session-phone.ts';
import type { SessionState } from './session-state.ts';
import { Admission } from './ways/admission.ts';
import { CardWay } from './ways/card.ts';
import { DegradedWay } from './ways/degraded.ts';
import { DegradedRecords } from './ways/degraded-records.ts';
import { LinkWay } from './ways/link.ts';
import { OtpWay } from './ways/otp.ts';
import { PscWay } from './ways/psc.ts';

export type { ProfileMemory } from './session-keeper.ts';

export interface IdentityOptions {
  readonly card: CardReader;
  readonly provider: IdentityProvider;
  readonly remembered: ProfileMemory;
  readonly degraded: DegradedAccess;
  /** Hears of the sessions that were opened without it. */
  readonly account: Pick<AccountPortal, 'reportDegraded'>;
  /** Shows an address in the system browser. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly pace?: Partial<Pace>;
}

/** Milliseconds between two questions to a server that is waited for. */
export interface Pace {
  /** Whether the link in the mail was followed. */
  readonly link: number;
  /** Whether the provider is back. */
  readonly portal: number;
}

const usualPace: Pace = { link: 3_000, portal: 30_000 };

/**
 * Signs people in and out of this station; the tokens stay inside. Every operation fails with
 * `Identity_OperationRunning` while another one of its kind runs, and with `Identity_NotNow` where it has no meaning.
 */
export class IdentityService {
  readonly #provider: IdentityProvider;
  readonly #remembered: ProfileMemory;
  readonly #keeper: SessionKeeper;
  readonly #phone: SessionPhone;
  readonly #admission: Admission;
  readonly #cards: CardWay;
  readonly #otp: OtpWay;
  readonly #link: LinkWay;
  readonly #psc: PscWay;
  readonly #degraded: DegradedWay;
  readonly #unwatchCard: Unsubscribe;

  constructor({ card, provider, remembered, account, openBrowser, pace, ...options }: IdentityOptions) {
    const { link, portal } = { ...usualPace, ...pace };
    const degraded = forgiving(options.degraded);
    const keeper = new SessionKeeper(provider, remembered);
    const records = new DegradedRecords({ keeper, degraded, account });
    const phone = new SessionPhone({ provider, keeper, degraded });
    const admission = new Admission({ keeper, phone, degraded, records });
    const ways = { card, provider, keeper, admission };
    this.#provider = provider;
    this.#remembered = remembered;
    this.#keeper = keeper;
    this.#phone = phone;
    this.#admission = admission;
    this.#cards = new CardWay({ ...ways, degraded });
    this.#otp = new OtpWay(ways);
    this.#link = new LinkWay({ ...ways, pace: link });
    this.#psc = new PscWay({ ...ways, link: this.#link, openBrowser });
    this.#degraded = new DegradedWay({ ...ways, cards: this.#cards, degraded, records, pace: portal });
    this.#unwatchCard = watchCard(card, keeper);
  }

  get state(): Observable<SessionState> {
    return this.#keeper.state;
  }

  /** The last that was asked for a sign-in had no answer: the degraded mode is worth offering. */
  get providerAway(): Observable<boolean> {
    return this.#keeper.providerAway;
  }

  /** Why the portal refused the phone to a session that goes on after an unlock or without degraded mode, or null. */
  get phoneRefused(): Observable<Failure | null> {
    return this.#phone.refused;
  }

  /** Somebody types the PIN to sign in: what the provider has to tell before is asked meanwhile. */
  prepare(): void {
    this.#provider.prepare();
  }

  /**
   * Signs in with the card in the reader, unlocks, or makes a session whole that was opened without the provider.
   * `pin` is overwritten whatever happens. Fails with the `Card_…` and `Identity_…` codes.
   */
  submitPin(pin: Uint8Array): Promise<Result<undefined>> {
    return overwriting([pin], async () => {
      const { session } = this.#keeper;
      const isToComplete = session.kind === 'signed-in' && session.degraded?.portalBack === true;
      return isToComplete ? this.#degraded.complete(pin) : this.#cards.submitPin(pin);
    });
  }

  /**
   * Opens the station for telephony with the card in the reader while the provider is away, or unlocks what was opened
   * without a card. `pin` is overwritten.
   */
  openDegraded(pin: Uint8Array): Promise<Result<undefined>> {
    return overwriting([pin], () => this.#degraded.open(pin));
  }

  /** Signs in, or unlocks, by identifier and password; a code follows. `password` is overwritten. `Otp_…` */
  startOtp(identifier: string, password: Uint8Array): Promise<Result<undefined>> {
    return overwriting([password], () => this.#otp.start(identifier, password));
  }

  /** The same for who forgot the password. `Otp_…` */
  forgotPassword(identifier: string): Promise<Result<undefined>> {
    return this.#otp.forgotPassword(identifier);
  }

  chooseOtpChannel(channel: OtpChannel): Promise<Result<undefined>> {
    return this.#otp.chooseChannel(channel);
  }

  otherOtpChannel(): Promise<Result<undefined>> {
    return this.#otp.otherChannel();
  }

  /** `code` is overwritten. */
  submitCode(code: Uint8Array): Promise<Result<undefined>> {
    return overwriting([code], () => this.#otp.submitCode(code));
  }

  resendCode(): Promise<Result<undefined>> {
    return this.#otp.resendCode();
  }

  /** `password` is overwritten. */
  submitNewPassword(password: Uint8Array): Promise<Result<undefined>> {
    return overwriting([password], () => this.#otp.submitNewPassword(password));
  }

  /** Asks for the person on the e-CPS application, or by the card; resolves once the request is made. `Psc_…` */
  startPsc(request: {
    readonly identifier: string;
    readonly channel: PscChannel;
  }): Promise<Result<undefined>> {
    return this.#psc.start(request);
  }

  startPscInBrowser(): Promise<Result<undefined>> {
    return this.#psc.startInBrowser();
  }

  /** Has a link sent that ties the PSC identity to an account; asked again, it is another mail. `Link_…` */
  requestLink(email: string): Promise<Result<undefined>> {
    return this.#link.request(email);
  }

  /** Takes one of the profiles offered. Fails with `Identity_ProfileUnknown`. */
  async chooseProfile(profileId: string): Promise<Result<undefined>> {
    if (this.#keeper.session.kind !== 'choosing-profile') return fail('Identity_NotNow');
    this.#keeper.dispatch({ type: 'profile-chosen', profileId });
    if (this.#keeper.session.kind === 'choosing-profile') return fail('Identity_ProfileUnknown');
    this.#remembered.set(profileId);
    this.#admission.remember();
    return ok();
  }

  /** Takes another profile, during a call too. The phone's refusal of it (as for `claimPhone`) changes nothing. */
  async changeProfile(profileId: string): Promise<Result<undefined>> {
    const changed = await this.#admission.changeProfile(profileId);
    if (changed.ok) this.#remembered.set(profileId);
    return changed;
  }

  /** Locks a station that nobody touches, or gives up a sign-in that shows a person. */
  lockIdle(): Promise<Result<undefined>> {
    return this.#change({ type: 'idle' });
  }

  /** Whether this card opened the session: another one neither locks nor unlocks it. */
  isInUse(card: CardState): boolean {
    return card.kind === 'card-present' && card.holder.cardId === cardInUse(this.#keeper.session);
  }

  /** Gives up signing in, before a profile is taken, or unlocking. */
  cancel(): Promise<Result<undefined>> {
    return this.#change({ type: 'cancelled' });
  }

  /** Ends the session at once from wherever it is; resolves when its phone and tokens were given back as far as may be. */
  async signOut(): Promise<Result<undefined>> {
    const { session } = this.#keeper;
    if (session.kind === 'signing-in') return this.cancel();
    const grant = this.#keeper.grants.drop();
    this.#keeper.dispatch({ type: 'signed-out' });
    if (grant) await this.#phone.giveUp(grant, isWorking(session) ? session.phone : null);
    return ok();
  }

  /** Claims a desk phone for the open session by its unique number. Fails as `IdentityProvider.claimPhone`. */
  claimPhone(number: string): Promise<Result<PhoneClaim>> {
    return this.#phone.claim(number);
  }

  /** Gives the phone of the session back, if there is one. */
  releasePhone(): Promise<void> {
    return this.#phone.release();
  }

  /** Does something at the portal for the open session; done again once when the tokens had to be renewed. */
  async withGrant<T>(act: (grant: Grant) => Promise<Result<T>>): Promise<Result<T>> {
    const { session, grants } = this.#keeper;
    if (!isWorking(session)) return fail('Identity_NotNow');
    return session.degraded ? fail('Degraded_OnlyTelephony') : grants.use(act);
  }

  async #change(event: SessionEvent): Promise<Result<undefined>> {
    const before = this.#keeper.session;
    this.#keeper.dispatch(event);
    return before === this.#keeper.session ? fail('Identity_NotNow') : ok();
  }

  /** Stops watching and renewing; nobody is signed out at the provider. */
  close(): void {
    this.#unwatchCard();
    this.#degraded.close();
    this.#keeper.close();
  }
}
