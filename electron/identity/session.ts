import type { Failure } from '../failures/index.ts';
import type { Person, Profile, SignInMethod } from './ports.ts';
import type { DegradedState, LockReason, SignInProgress } from './session-state.ts';

/** Who works at this station, as rules without I/O. */
export type Session =
  | { readonly kind: 'signed-out'; readonly failure: Failure | null }
  | { readonly kind: 'signing-in'; readonly attempt: Attempt }
  | ({ readonly kind: 'choosing-profile'; readonly failure: Failure | null } & Recognised)
  | ({ readonly kind: 'signed-in' } & Work)
  | ({
      readonly kind: 'locked';
      readonly reason: LockReason;
      /** What is being tried to unlock, or null. */
      readonly attempt: Attempt | null;
      readonly failure: Failure | null;
    } & Work)
  | { readonly kind: 'signing-out' };

/**
 * A sign-in under way. `number` tells it from those before: the answer to one that was overtaken (card removed,
 * cancelled) finds another number and changes nothing.
 */
export interface Attempt {
  readonly number: number;
  /** The card that signs; null for the other ways. */
  readonly cardId: string | null;
  readonly progress: SignInProgress;
}

interface Recognised {
  readonly method: SignInMethod;
  /** The card that opened the session; null where none did. */
  readonly cardId: string | null;
  readonly person: Person;
  readonly profiles: readonly Profile[];
}

interface Work extends Recognised {
  readonly profile: Profile;
  /** Unique number of the desk phone claimed for this session. */
  readonly phone: string | null;
  readonly degraded: Degraded | null;
}

/** Without the provider; `attempt` numbers the PIN that is to make the session whole. */
interface Degraded extends Omit<DegradedState, 'busy'> {
  readonly attempt: number | null;
}

export type SessionEvent =
  | { readonly type: 'attempt-started'; readonly attempt: Attempt }
  | { readonly type: 'progressed'; readonly attempt: number; readonly progress: SignInProgress }
  /** The provider vouches for the person. */
  | {
      readonly type: 'granted';
      readonly attempt: number;
      readonly person: Person;
      readonly profiles: readonly Profile[];
    }
  /** The card that opened the session proved to be here. */
  | { readonly type: 'unlocked'; readonly attempt: number }
  /** The card proved to be here, and this station remembers whose it is. `at` in ms since the epoch. */
  | {
      readonly type: 'opened-degraded';
      readonly attempt: number;
      readonly at: number;
      readonly person: Person;
      readonly profile: Profile;
      readonly profiles: readonly Profile[];
    }
  | { readonly type: 'attempt-failed'; readonly attempt: number; readonly failure: Failure }
  | { readonly type: 'completion-started'; readonly attempt: number }
  | { readonly type: 'portal-seen'; readonly back: boolean }
  | { readonly type: 'profile-chosen'; readonly profileId: string }
  | { readonly type: 'profile-changed'; readonly profileId: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'card-removed' }
  /** Another card is in the reader than before, or none; one that did not hold the session open too. */
  | { readonly type: 'card-changed'; readonly cardId: string | null }
  | { readonly type: 'idle' }
  | { readonly type: 'phone-claimed'; readonly number: string }
  | { readonly type: 'phone-released' }
  | { readonly type: 'sign-out-started' }
  | { readonly type: 'signed-out' }
  /** The provider does not vouch for the person any more. */
  | { readonly type: 'ended'; readonly failure: Failure };

type Event<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;
type Locked = Extract<Session, { kind: 'locked' }>;
type SignedIn = Extract<Session, { kind: 'signed-in' }>;

export const signedOut: Session = { kind: 'signed-out', failure: null };

/** The next session; an event that has no meaning in the present one gives the same object back. */
export function reduceSession(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'attempt-started':
      return attemptStarted(session, event.attempt);
    case 'progressed':
      return progressed(session, event);
    case 'granted':
      return attemptOf(session) === event.attempt ? granted(session, event) : session;
    case 'unlocked':
      return isUnlockedBy(session, event.attempt) ? unlock(session) : session;
    case 'opened-degraded':
      return openedDegraded(session, event);
    case 'attempt-failed':
      return attemptOf(session) === event.attempt ? attemptFailed(session, event.failure) : session;
    case 'completion-started':
      return completionStarted(session, event.attempt);
    case 'portal-seen':
      return portalSeen(session, event.back);
    case 'profile-chosen':
      return session.kind === 'choosing-profile' ? choose(session, event.profileId) : session;
    case 'profile-changed':
      return changeProfile(session, event.profileId);
    case 'cancelled':
      return cancelled(session);
    case 'card-removed':
      return cardRemoved(session);
    case 'card-changed':
      return cardChanged(session, event.cardId);
    case 'idle':
      return session.kind === 'signed-in' ? lock(session, 'idle') : session;
    case 'phone-claimed':
      return isWorking(session) ? { ...session, phone: event.number } : session;
    case 'phone-released':
      return isWorking(session) ? { ...session, phone: null } : session;
    case 'sign-out-started':
      return isRecognised(session) ? { kind: 'signing-out' } : session;
    case 'signed-out':
      return session.kind === 'signing-out' ? signedOut : session;
    case 'ended':
      return isRecognised(session) ? ended(event.failure) : session;
  }
}

/** Whether someone has a profile at this station, the screen locked or not. */
export function isWorking(session: Session): session is SignedIn | Locked {
  return session.kind === 'signed-in' || session.kind === 'locked';
}

/** The card whose removal matters now: the one that opened the session, or that is opening it. Null when none does. */
export function cardInUse(session: Session): string | null {
  if (session.kind === 'signing-in') return session.attempt.cardId;
  if (session.kind === 'locked') return session.cardId ?? session.attempt?.cardId ?? null;
  return isRecognised(session) ? session.cardId : null;
}

/** Number of the attempt that the session waits for, or null. */
export function attemptOf(session: Session): number | null {
  switch (session.kind) {
    case 'signing-in':
    case 'locked':
      return session.attempt?.number ?? null;
    case 'signed-in':
      return session.degraded?.attempt ?? null;
    default:
      return null;
  }
}

function isRecognised(session: Session): session is Extract<Session, Recognised> {
  return isWorking(session) || session.kind === 'choosing-profile';
}

function attemptStarted(session: Session, attempt: Attempt): Session {
  if (session.kind === 'signed-out') return { kind: 'signing-in', attempt };
  if (session.kind !== 'locked' || session.attempt !== null) return session;
  const isOtherCard = attempt.cardId !== null && session.cardId !== null && attempt.cardId !== session.cardId;
  return isOtherCard
    ? { ...session, failure: { code: 'Identity_OtherCard' } }
    : { ...session, attempt, failure: null };
}

function progressed(session: Session, { attempt: number, progress }: Event<'progressed'>): Session {
  if (session.kind !== 'signing-in' && session.kind !== 'locked') return session;
  const { attempt } = session;
  if (attempt?.number !== number || attempt.progress.way !== progress.way) return session;
  return { ...session, attempt: { ...attempt, progress } };
}

function granted(session: Session, { person, profiles }: Event<'granted'>): Session {
  if (session.kind === 'signing-in') {
    if (profiles.length === 0) return ended({ code: 'Identity_NoProfile' });
    const { cardId, progress } = session.attempt;
    return { kind: 'choosing-profile', method: progress.way, cardId, person, profiles, failure: null };
  }
  if (session.kind === 'locked' && session.attempt) {
    if (person.subject !== session.person.subject)
      return stillLocked(session, { code: 'Identity_OtherPerson' });
    if (profiles.length === 0) return stillLocked(session, { code: 'Identity_NoProfile' });
    const { cardId, progress } = session.attempt;
    const { profile, phone } = session;
    return {
      kind: 'signed-in',
      method: progress.way,
      cardId,
      person,
      profiles: including(profile, profiles),
      profile,
      phone,
      degraded: null,
    };
  }
  if (session.kind !== 'signed-in') return session;
  if (person.subject !== session.person.subject) return ended({ code: 'Identity_PersonUnknown' });
  if (profiles.length === 0) return ended({ code: 'Identity_NoProfile' });
  return { ...session, person, profiles: including(session.profile, profiles), degraded: null };
}

/** The work goes on as what it is, although the list has changed: the portal has the last word at the next claim. */
function including(profile: Profile, profiles: readonly Profile[]): readonly Profile[] {
  return profiles.some(({ id }) => id === profile.id) ? profiles : [profile, ...profiles];
}

/** Only the card that opened the session may do without the provider. */
function isUnlockedBy(session: Session, attempt: number): session is Locked {
  if (session.kind !== 'locked' || session.attempt?.number !== attempt) return false;
  return session.cardId !== null && session.attempt.cardId === session.cardId;
}

function openedDegraded(session: Session, event: Event<'opened-degraded'>): Session {
  if (session.kind !== 'signing-in' || session.attempt.number !== event.attempt) return session;
  const { cardId } = session.attempt;
  if (cardId === null) return session;
  const { at, person, profile, profiles } = event;
  const degraded: Degraded = { since: at, portalBack: false, attempt: null, failure: null };
  return { kind: 'signed-in', method: 'card', cardId, person, profiles, profile, phone: null, degraded };
}

function attemptFailed(session: Session, failure: Failure): Session {
  if (session.kind === 'signing-in') return ended(failure);
  if (session.kind === 'locked') return stillLocked(session, failure);
  if (session.kind !== 'signed-in' || !session.degraded) return session;
  return { ...session, degraded: { ...session.degraded, attempt: null, failure } };
}

function completionStarted(session: Session, attempt: number): Session {
  if (session.kind !== 'signed-in' || !session.degraded || session.degraded.attempt !== null) return session;
  return { ...session, degraded: { ...session.degraded, attempt, failure: null } };
}

function portalSeen(session: Session, back: boolean): Session {
  if (!isWorking(session) || !session.degraded || session.degraded.portalBack === back) return session;
  return { ...session, degraded: { ...session.degraded, portalBack: back } };
}

function choose(session: Extract<Session, { kind: 'choosing-profile' }>, profileId: string): Session {
  const profile = session.profiles.find(({ id }) => id === profileId);
  if (!profile) return { ...session, failure: { code: 'Identity_ProfileUnknown' } };
  const { method, cardId, person, profiles } = session;
  return { kind: 'signed-in', method, cardId, person, profiles, profile, phone: null, degraded: null };
}

function changeProfile(session: Session, profileId: string): Session {
  if (!isWorking(session) || session.degraded) return session;
  const profile = session.profiles.find(({ id }) => id === profileId);
  return profile && profile !== session.profile ? { ...session, profile } : session;
}

function cancelled(session: Session): Session {
  if (session.kind === 'signing-in' || session.kind === 'choosing-profile') return signedOut;
  return session.kind === 'locked' && session.attempt ? { ...session, attempt: null } : session;
}

function cardRemoved(session: Session): Session {
  if (cardInUse(session) === null) return session;
  switch (session.kind) {
    case 'signing-in':
    case 'choosing-profile':
      return ended({ code: 'Card_Removed' });
    case 'signed-in':
      return lock(session, 'card-removed');
    case 'locked':
      return session.attempt?.cardId ? stillLocked(session, { code: 'Card_Removed' }) : session;
    default:
      return session;
  }
}

/** Why an attempt failed is for the one who made it: it goes with the card, but that a card was pulled stays said. */
function cardChanged(session: Session, cardId: string | null): Session {
  if (session.kind !== 'signed-out' && session.kind !== 'locked') return session;
  if (session.failure === null) return session;
  const stays = cardId === null && session.failure.code === 'Card_Removed';
  return stays ? session : { ...session, failure: null };
}

/** A call in progress is not the session's affair: `phone` stays through the lock. */
function lock(session: SignedIn, reason: LockReason): Session {
  const degraded = session.degraded && { ...session.degraded, attempt: null, failure: null };
  return { ...session, kind: 'locked', reason, attempt: null, failure: null, degraded };
}

function unlock({ method, cardId, person, profiles, profile, phone, degraded }: Locked): Session {
  return { kind: 'signed-in', method, cardId, person, profiles, profile, phone, degraded };
}

function stillLocked(session: Locked, failure: Failure): Session {
  return { ...session, attempt: null, failure };
}

function ended(failure: Failure): Session {
  return { kind: 'signed-out', failure };
}
