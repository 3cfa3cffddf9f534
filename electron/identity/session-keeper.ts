import { type Failure, fail, ok, type Result } from '../failures/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import type { PresentCard } from './card-presence.ts';
import { GrantKeeper } from './grant-keeper.ts';
import type { Grant, IdentityProvider } from './ports.ts';
import { isAway } from './provider-failures.ts';
import { reduceSession } from './reduce-session.ts';
import { attemptOf, type Session, type SessionEvent, signedOut } from './session.ts';
import { type SessionState, type SignInProgress, toSessionState } from './session-state.ts';

/** A sign-in under way, as the way that makes it sees it: aborted once the session waits for it no more. */
export interface Ticket {
  readonly number: number;
  readonly signal: AbortSignal;
}

/** The profile last taken on this station, by its id: offered first to the next person who has it. */
export interface ProfileMemory {
  get(): string | null;
  set(profileId: string): void;
}

/**
 * The session as it is now, with the card that opened it and the tokens held for it. Every way to sign in starts,
 * shows and ends its attempts here.
 */
export class SessionKeeper {
  readonly grants: GrantKeeper;
  /** The last that was asked for a sign-in had no answer; true until one is granted. */
  readonly providerAway = new Subject(false);
  readonly #provider: IdentityProvider;
  readonly #remembered: ProfileMemory;
  readonly #state = new Subject<SessionState>(toSessionState(signedOut, null));
  readonly #session = new Subject<Session>(signedOut);
  #card: PresentCard | null = null;
  #attempts = 0;
  #running: { readonly number: number; readonly controller: AbortController } | null = null;

  constructor(provider: IdentityProvider, remembered: ProfileMemory) {
    this.#provider = provider;
    this.#remembered = remembered;
    this.grants = new GrantKeeper(provider, (failure) => this.#renewalRefused(failure));
  }

  get state(): Observable<SessionState> {
    return this.#state;
  }

  get session(): Session {
    return this.#session.get();
  }

  /** The card that opened the session, or null. */
  get card(): PresentCard | null {
    return this.#card;
  }

  subscribe(listener: (session: Session) => void): Unsubscribe {
    return this.#session.subscribe(listener);
  }

  /**
   * Starts an attempt to sign in or to unlock. `Identity_OperationRunning` while another runs, `Identity_NotNow`
   * where nobody is to sign in, `Identity_OtherCard` for a card that did not open the locked session.
   */
  start(progress: SignInProgress, cardId: string | null = null): Result<Ticket> {
    const asked = this.mayStart();
    if (!asked.ok) return asked;
    const number = ++this.#attempts;
    this.dispatch({ type: 'attempt-started', attempt: { number, cardId, progress } });
    return this.#ticket(number, 'Identity_OtherCard');
  }

  /** Whether an attempt may start now. */
  mayStart(): Result<undefined> {
    const { session } = this;
    if (session.kind === 'signing-in') return fail('Identity_OperationRunning');
    if (session.kind === 'locked' && session.attempt) return fail('Identity_OperationRunning');
    return session.kind === 'signed-out' || session.kind === 'locked' ? ok() : fail('Identity_NotNow');
  }

  /** Starts the attempt to make a session whole that was opened without the provider. */
  startCompletion(): Result<Ticket> {
    const number = ++this.#attempts;
    this.dispatch({ type: 'completion-started', attempt: number });
    return this.#ticket(number, 'Identity_OperationRunning');
  }

  show(ticket: Ticket, progress: SignInProgress): void {
    if ('refused' in progress && progress.refused) this.#heed(progress.refused);
    this.dispatch({ type: 'progressed', attempt: ticket.number, progress });
  }

  refuse(ticket: Ticket, refused: ReturnType<typeof fail>): Result<never> {
    this.#heed(refused.failure);
    if (ticket.signal.aborted) return fail('Identity_NotNow');
    this.dispatch({ type: 'attempt-failed', attempt: ticket.number, failure: refused.failure });
    return refused;
  }

  /** Runs a step of an attempt: a bug passes on to whoever reports it, and the person may try again. */
  async guard<T>(ticket: Ticket, step: () => Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      this.refuse(ticket, fail('Request_Failed'));
      throw error;
    }
  }

  /**
   * Lets the person in whom the provider vouches for; tokens that come too late, or of somebody else than the
   * locked session's, are revoked. Gives the tokens that these replace: the caller revokes them.
   */
  admit(ticket: Ticket, grant: Grant, card: PresentCard | null): Result<{ readonly replaced: Grant | null }> {
    this.providerAway.set(false);
    if (ticket.signal.aborted) return this.#decline(grant, { code: 'Identity_NotNow' });
    const { person, profiles } = grant;
    const event: SessionEvent = { type: 'granted', attempt: ticket.number, person, profiles };
    const next = reduceSession(this.session, event);
    if (next.kind !== 'choosing-profile' && next.kind !== 'signed-in') {
      this.dispatch(event);
      return this.#decline(grant, ('failure' in next ? next.failure : null) ?? { code: 'Identity_NotNow' });
    }
    const replaced = this.grants.replace(grant);
    this.#card = card;
    this.dispatch(event);
    return ok({ replaced });
  }

  /** Lets in whom this station remembers, without tokens. */
  admitDegraded(event: Extract<SessionEvent, { type: 'opened-degraded' }>, card: PresentCard): void {
    this.#card = card;
    this.dispatch(event);
  }

  dispatch(event: SessionEvent): void {
    const next = reduceSession(this.session, event);
    if (next === this.session) return;
    if (next.kind === 'signed-out') this.#forget();
    const overtaken = this.#running?.number === attemptOf(next) ? null : this.#running;
    if (overtaken) this.#running = null;
    this.#session.set(next);
    // As it is now: those who were just told may have changed it.
    this.#state.set(toSessionState(this.session, this.#remembered.get()));
    overtaken?.controller.abort();
  }

  /** Stops what runs; nobody is signed out at the provider. */
  close(): void {
    this.grants.drop();
    this.#running?.controller.abort();
  }

  #ticket(number: number, otherwise: Failure['code']): Result<Ticket> {
    if (attemptOf(this.session) !== number) return fail(otherwise);
    const controller = new AbortController();
    this.#running = { number, controller };
    return ok({ number, signal: controller.signal });
  }

  #heed(failure: Failure): void {
    if (isAway(failure)) this.providerAway.set(true);
  }

  /** A session that a card opened without the provider does not live by the tokens of the one before. */
  #renewalRefused(failure: Failure): void {
    const { session } = this;
    if ('degraded' in session && session.degraded) this.grants.drop();
    else this.dispatch({ type: 'ended', failure });
  }

  #decline(grant: Grant, failure: Failure): Result<never> {
    void this.#provider.signOut(grant);
    return { ok: false, failure };
  }

  #forget(): void {
    this.#card = null;
    const grant = this.grants.drop();
    if (grant) void this.#provider.signOut(grant);
  }
}
