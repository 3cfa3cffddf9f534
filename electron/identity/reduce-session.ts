import type { Failure } from '../failures/index.ts';
import type { Profile } from './ports.ts';
import {
  type Attempt,
  attemptOf,
  cardInUse,
  type Degraded,
  isRecognised,
  isWorking,
  type Session,
  type SessionEvent,
  signedOut,
} from './session.ts';
import type { LockReason, SignInProgress } from './session-state.ts';

type Event<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;
type Locked = Extract<Session, { kind: 'locked' }>;
type SignedIn = Extract<Session, { kind: 'signed-in' }>;

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
      return idle(session);
    case 'phone-claimed':
      return isWorking(session) ? { ...session, phone: event.number } : session;
    case 'phone-released':
      return isWorking(session) ? { ...session, phone: null } : session;
    case 'signed-out':
      return isRecognised(session) ? signedOut : session;
    case 'ended':
      return isRecognised(session) ? ended(event.failure) : session;
  }
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

/** Only the card that opened the session may simply do without the provider. */
function isUnlockedBy(session: Session, attempt: number): session is Locked {
  if (session.kind !== 'locked' || session.attempt?.number !== attempt) return false;
  return session.cardId !== null && session.attempt.cardId === session.cardId;
}

function openedDegraded(session: Session, event: Event<'opened-degraded'>): Session {
  if (session.kind !== 'signing-in' && session.kind !== 'locked') return session;
  const { attempt } = session;
  if (attempt?.number !== event.attempt || attempt.cardId === null) return session;
  const { cardId } = attempt;
  const { at, person, profile, profiles } = event;
  const degraded: Degraded = { since: at, portalBack: false, attempt: null, failure: null };
  if (session.kind === 'locked') {
    const isTheirs = session.cardId === null && session.person.subject === person.subject;
    return isTheirs ? { ...unlock(session), method: 'card', cardId, degraded } : session;
  }
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
  if (session.failure === null || !isOfTheCard(session.failure)) return session;
  const stays = cardId === null && session.failure.code === 'Card_Removed';
  return stays ? session : { ...session, failure: null };
}

/** The end of a sign-in by code or by PSC is nothing that a card brings or takes away. */
function isOfTheCard({ code }: Failure): boolean {
  return code.startsWith('Card_') || code.startsWith('Degraded_') || code.startsWith('Identity_');
}

/** Who left does not leave a person on the screen, nor tokens that the next one could go on with. */
function idle(session: Session): Session {
  switch (session.kind) {
    case 'signed-in':
      return lock(session, 'idle');
    case 'choosing-profile':
      return signedOut;
    case 'signing-in':
    case 'locked':
      return session.attempt && provesSomething(session.attempt.progress) ? cancelled(session) : session;
    default:
      return session;
  }
}

/** A password or an identity was proved: whoever sits down next would go on as that person. */
function provesSomething(progress: SignInProgress): boolean {
  return progress.way === 'otp'
    ? progress.challenge !== null
    : progress.way === 'psc' && progress.step === 'link';
}

/** A call in progress is not the session's affair: `phone` stays through the lock. */
function lock(session: SignedIn, reason: LockReason): Session {
  const degraded = session.degraded && { ...session.degraded, attempt: null, failure: null };
  return { ...session, kind: 'locked', reason, attempt: null, failure: null, degraded };
}

function unlock({ method, cardId, person, profiles, profile, phone, degraded }: Locked): SignedIn {
  return { kind: 'signed-in', method, cardId, person, profiles, profile, phone, degraded };
}

function stillLocked(session: Locked, failure: Failure): Session {
  return { ...session, attempt: null, failure };
}

function ended(failure: Failure): Session {
  return { kind: 'signed-out', failure };
}
