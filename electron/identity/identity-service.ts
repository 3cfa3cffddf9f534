import type { CardState } from '../../native/card/protocol.ts';
import { isSignedBy } from '../../native/card/signature.ts';
import { fail, ok, type Result } from '../failures/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import type { OtpChannel } from './account/account.ts';
import { cardIn, type PresentCard, presenceOf, presentCard } from './card-presence.ts';
import type { DegradedAccess } from './degraded/ports.ts';
import { GrantKeeper } from './grant-keeper.ts';
import type { AccountPortal, CardReader, Grant, IdentityProvider, PhoneClaim, PscChannel } from './ports.ts';
import {
  cardInUse,
  isWorking,
  reduceSession,
  type Session,
  type SessionEvent,
  signedOut,
} from './session.ts';
import { type SessionState, toSessionState } from './session-state.ts';
import { unlockChallenge } from './unlock-proof.ts';

/** How long the station stays open while nobody can tell whether the card is still there. Milliseconds. */
const PRESENCE_GRACE = 30_000;

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

/** The profile last taken on this station, by its id: offered first to the next person who has it. */
export interface ProfileMemory {
  get(): string | null;
  set(profileId: string): void;
}

/** Signs people in and out of this station with their card; the tokens stay inside. */
export class IdentityService {
  readonly #card: CardReader;
  readonly #provider: IdentityProvider;
  readonly #remembered: ProfileMemory;
  readonly #keeper: GrantKeeper;
  readonly #state = new Subject<SessionState>(toSessionState(signedOut, null));
  readonly #unsubscribe: Unsubscribe;
  readonly #providerAway = new Subject(false);
  #session: Session = signedOut;
  #certificate: Uint8Array = new Uint8Array();
  #attempts = 0;
  #claiming = false;
  #presenceTimer: NodeJS.Timeout | undefined;
  /** The card last seen in the reader, in use or not. */
  #inReader: string | null = null;

  constructor({ card, provider, remembered }: IdentityOptions) {
    this.#card = card;
    this.#provider = provider;
    this.#remembered = remembered;
    this.#keeper = new GrantKeeper(provider, () => this.#dispatch({ type: 'expired' }));
    this.#noteCard(card.state.get());
    this.#unsubscribe = card.state.subscribe((state) => this.#watchCard(state));
  }

  get state(): Observable<SessionState> {
    return this.#state;
  }

  /**
   * Signs in with the card in the reader, or unlocks. `pin` is overwritten whatever happens. Fails with the
   * `Card_…` and `Identity_…` codes; `Identity_OperationRunning` while another submission runs.
   */
  async submitPin(pin: Uint8Array): Promise<Result<undefined>> {
    try {
      const session = this.#session;
      const checking = session.kind === 'locked' && session.attempt !== null;
      if (checking || session.kind === 'authenticating') return fail('Identity_OperationRunning');
      if (session.kind !== 'signed-out' && session.kind !== 'locked') return fail('Identity_NotNow');
      const present = presentCard(this.#card.state.get());
      return present.ok ? await this.#attempt(session, present.value, pin) : present;
    } finally {
      pin.fill(0);
    }
  }

  /** Takes one of the profiles offered. Fails with `Identity_ProfileUnknown`. */
  async chooseProfile(profileId: string): Promise<Result<undefined>> {
    if (this.#session.kind !== 'choosing-profile') return fail('Identity_NotNow');
    this.#dispatch({ type: 'profile-chosen', profileId });
    if (this.#session.kind === 'choosing-profile') return fail('Identity_ProfileUnknown');
    this.#remembered.set(profileId);
    return ok();
  }

  /** Whether this card opened the session: another one neither locks nor unlocks it. */
  isInUse(card: CardState): boolean {
    return card.kind === 'card-present' && card.holder.cardId === cardInUse(this.#session);
  }

  /** Gives up signing in, before a profile is taken. */
  async cancel(): Promise<Result<undefined>> {
    const { kind } = this.#session;
    if (kind !== 'authenticating' && kind !== 'choosing-profile') return fail('Identity_NotNow');
    this.#dispatch({ type: 'cancelled' });
    return ok();
  }

  /** Ends the session from wherever it is and gives its phone back; a provider that is away does not prevent it. */
  async signOut(): Promise<Result<undefined>> {
    const session = this.#session;
    if (session.kind === 'authenticating') return this.cancel();
    this.#dispatch({ type: 'sign-out-started' });
    const grant = this.#keeper.drop();
    try {
      if (grant) await this.#giveUp(grant, isWorking(session) ? session.phone : null);
    } finally {
      this.#dispatch({ type: 'signed-out' });
    }
    return ok();
  }

  /** Claims a desk phone for the open session by its unique number. Fails as `IdentityProvider.claimPhone`. */
  async claimPhone(number: string): Promise<Result<PhoneClaim>> {
    const session = this.#session;
    if (!isWorking(session)) return fail('Identity_NotNow');
    if (this.#claiming) return fail('Identity_OperationRunning');
    this.#claiming = true;
    try {
      const claim = await this.#claim(number, session.profile.id);
      if (!claim.ok) return claim;
      const { person, phone } = session;
      if (!isWorking(this.#session) || this.#session.person !== person) {
        await this.#giveBack(number);
        return fail('Identity_NotNow');
      }
      this.#dispatch({ type: 'phone-claimed', number });
      if (phone !== null && phone !== number) await this.#giveBack(phone);
      return claim;
    } finally {
      this.#claiming = false;
    }
  }

  /** Gives the phone of the session back, if there is one. */
  async releasePhone(): Promise<void> {
    const session = this.#session;
    if (!isWorking(session) || session.phone === null) return;
    this.#dispatch({ type: 'phone-released' });
    await this.#giveBack(session.phone);
  }

  /** The last card sign-in failed because the provider is away: the degraded mode is worth offering. */
  get providerAway(): Observable<boolean> {
    return this.#providerAway;
  }
  openDegraded(pin: Uint8Array): Promise<Result<undefined>> {
    return later(pin);
  }
  startOtp(identifier: string, password: Uint8Array): Promise<Result<undefined>> {
    return later(identifier, password);
  }
  forgotPassword(identifier: string): Promise<Result<undefined>> {
    return later(identifier);
  }
  chooseOtpChannel(channel: OtpChannel): Promise<Result<undefined>> {
    return later(channel);
  }
  otherOtpChannel(): Promise<Result<undefined>> {
    return later();
  }
  submitCode(code: Uint8Array): Promise<Result<undefined>> {
    return later(code);
  }
  resendCode(): Promise<Result<undefined>> {
    return later();
  }
  submitNewPassword(password: Uint8Array): Promise<Result<undefined>> {
    return later(password);
  }
  startPsc(request: {
    readonly identifier: string;
    readonly channel: PscChannel;
  }): Promise<Result<undefined>> {
    return later(request);
  }
  startPscInBrowser(): Promise<Result<undefined>> {
    return later();
  }
  requestLink(email: string): Promise<Result<undefined>> {
    return later(email);
  }
  changeProfile(profileId: string): Promise<Result<undefined>> {
    return later(profileId);
  }
  lockIdle(): Promise<Result<undefined>> {
    return later();
  }
  withGrant<T>(_act: (grant: Grant) => Promise<Result<T>>): Promise<Result<T>> {
    return Promise.resolve(fail('Identity_NotNow'));
  }

  /** Stops watching and renewing; nobody is signed out at the provider. */
  close(): void {
    this.#unsubscribe();
    clearTimeout(this.#presenceTimer);
    this.#keeper.drop();
  }

  async #attempt(
    session: Extract<Session, { kind: 'signed-out' | 'locked' }>,
    present: PresentCard,
    pin: Uint8Array,
  ): Promise<Result<undefined>> {
    const { cardId, givenName, familyName } = present.holder;
    const attempt = ++this.#attempts;
    this.#dispatch({ type: 'pin-submitted', attempt, cardId, holderName: `${givenName} ${familyName}` });
    if (session.kind === 'locked' && cardId !== session.cardId) return fail('Identity_OtherCard');
    try {
      if (session.kind === 'locked') return await this.#unlock(attempt, cardId, pin);
      return await this.#signIn(attempt, present, pin);
    } catch (error) {
      // A bug passes on to whoever reports it, and the person may try again.
      this.#refuse(attempt, fail('Request_Failed'));
      throw error;
    }
  }

  async #signIn(
    attempt: number,
    { holder, chain }: PresentCard,
    pin: Uint8Array,
  ): Promise<Result<undefined>> {
    const { cardId } = holder;
    const granted = await this.#provider.signInWithCard({
      chain,
      sign: async (data) =>
        this.#isCurrent(attempt) ? this.#card.sign({ cardId, pin, data }) : fail('Card_Removed'),
    });
    if (!this.#isCurrent(attempt)) {
      if (granted.ok) void this.#provider.signOut(granted.value);
      return fail('Identity_NotNow');
    }
    if (!granted.ok) return this.#refuse(attempt, granted);
    const { person, profiles } = granted.value;
    this.#certificate = chain[0] ?? new Uint8Array();
    this.#keeper.hold(granted.value);
    this.#dispatch({ type: 'granted', attempt, person, profiles });
    return profiles.length === 0 ? fail('Identity_NoProfile') : ok();
  }

  /** A middleware may remember certificates after the card has gone: only a fresh signature proves it is here. */
  async #unlock(attempt: number, cardId: string, pin: Uint8Array): Promise<Result<undefined>> {
    const challenge = unlockChallenge();
    const signature = await this.#card.sign({ cardId, pin, data: Uint8Array.from(challenge) });
    if (!this.#isCurrent(attempt)) return fail('Identity_NotNow');
    if (!signature.ok) return this.#refuse(attempt, signature);
    if (!isSignedBy(this.#certificate, challenge, signature.value)) {
      return this.#refuse(attempt, fail('Card_SignatureRefused'));
    }
    this.#dispatch({ type: 'unlocked', attempt });
    return ok();
  }

  #refuse(attempt: number, refused: ReturnType<typeof fail>): Result<undefined> {
    this.#dispatch({ type: 'attempt-failed', attempt, failure: refused.failure });
    return refused;
  }

  #isCurrent(attempt: number): boolean {
    return 'attempt' in this.#session && this.#session.attempt === attempt;
  }

  async #claim(number: string, profileId: string): Promise<Result<PhoneClaim>> {
    const grant = await this.#keeper.usable();
    if (!grant.ok) return grant;
    const claim = await this.#provider.claimPhone(grant.value, number, profileId);
    if (claim.ok || claim.failure.code !== 'Identity_SessionEnded') return claim;
    const renewed = await this.#keeper.renew();
    return renewed.ok ? this.#provider.claimPhone(renewed.value, number, profileId) : renewed;
  }

  /** Whichever the portal hears first, the phone is free: revoking releases what was claimed (`docs/portal-api.yaml`). */
  async #giveUp(grant: Grant, phone: string | null): Promise<void> {
    const released = phone === null ? null : this.#provider.releasePhone(grant, phone);
    await Promise.all([this.#provider.signOut(grant), released]);
  }

  async #giveBack(number: string): Promise<void> {
    const grant = await this.#keeper.usable();
    if (grant.ok) await this.#provider.releasePhone(grant.value, number);
  }

  #watchCard(state: CardState): void {
    this.#noteCard(state);
    const cardId = cardInUse(this.#session);
    const presence = cardId === null ? 'present' : presenceOf(cardId, state);
    if (presence === 'absent') this.#dispatch({ type: 'card-removed' });
    if (presence !== 'unknown') {
      clearTimeout(this.#presenceTimer);
      this.#presenceTimer = undefined;
      return;
    }
    this.#presenceTimer ??= setTimeout(
      () => this.#dispatch({ type: 'card-removed' }),
      PRESENCE_GRACE,
    ).unref();
  }

  /** Software that starts again tells nothing of the card: what was in the reader is taken to be there still. */
  #noteCard(state: CardState): void {
    const card = cardIn(state);
    const cardId = card === 'unknown' ? this.#inReader : (card?.cardId ?? null);
    if (cardId === this.#inReader) return;
    this.#inReader = cardId;
    this.#dispatch({ type: 'card-changed', cardId });
  }

  #dispatch(event: SessionEvent): void {
    const next = reduceSession(this.#session, event);
    if (next === this.#session) return;
    this.#session = next;
    if (next.kind === 'signed-out') {
      const grant = this.#keeper.drop();
      if (grant) void this.#provider.signOut(grant);
    }
    this.#state.set(toSessionState(next, this.#remembered.get()));
  }
}

async function later(..._secrets: readonly unknown[]): Promise<Result<undefined>> {
  return fail('Identity_NotNow');
}
