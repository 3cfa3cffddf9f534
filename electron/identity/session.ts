import type { Failure } from '../failures/index.ts';
import type { Person, Profile } from './ports.ts';

/**
 * Who works at this station, as rules without I/O. `attempt` numbers a PIN submission: the answer to a
 * submission that was overtaken (card removed, cancelled) finds another number and changes nothing.
 */
export type Session =
  | { readonly kind: 'signed-out'; readonly failure: Failure | null }
  | {
      readonly kind: 'authenticating';
      readonly attempt: number;
      readonly cardId: string;
      readonly holderName: string;
    }
  | ({ readonly kind: 'choosing-profile'; readonly failure: Failure | null } & Recognised)
  | ({ readonly kind: 'signed-in' } & Work)
  | ({
      readonly kind: 'locked';
      /** The submission that is being checked, or null. */
      readonly attempt: number | null;
      readonly failure: Failure | null;
    } & Work)
  | { readonly kind: 'signing-out' };

interface Recognised {
  readonly cardId: string;
  readonly person: Person;
  readonly profiles: readonly Profile[];
}

interface Work {
  readonly cardId: string;
  readonly person: Person;
  readonly profile: Profile;
  /** Unique number of the desk phone claimed for this session. */
  readonly phone: string | null;
}

export type SessionEvent =
  | {
      readonly type: 'pin-submitted';
      readonly attempt: number;
      readonly cardId: string;
      readonly holderName: string;
    }
  | {
      readonly type: 'granted';
      readonly attempt: number;
      readonly person: Person;
      readonly profiles: readonly Profile[];
    }
  | { readonly type: 'unlocked'; readonly attempt: number }
  | { readonly type: 'attempt-failed'; readonly attempt: number; readonly failure: Failure }
  | { readonly type: 'profile-chosen'; readonly profileId: string }
  | { readonly type: 'cancelled' }
  | { readonly type: 'card-removed' }
  /** Another card is in the reader than before, or none; one that did not hold the session open too. */
  | { readonly type: 'card-changed'; readonly cardId: string | null }
  | { readonly type: 'phone-claimed'; readonly number: string }
  | { readonly type: 'phone-released' }
  | { readonly type: 'sign-out-started' }
  | { readonly type: 'signed-out' }
  | { readonly type: 'expired' };

export const signedOut: Session = { kind: 'signed-out', failure: null };

/** The next session; an event that has no meaning in the present one gives the same object back. */
export function reduceSession(session: Session, event: SessionEvent): Session {
  switch (event.type) {
    case 'pin-submitted':
      return submitted(session, event);
    case 'granted':
      return granted(session, event);
    case 'unlocked':
      return session.kind === 'locked' && session.attempt === event.attempt ? unlock(session) : session;
    case 'attempt-failed':
      return attemptFailed(session, event);
    case 'profile-chosen':
      return session.kind === 'choosing-profile' ? choose(session, event.profileId) : session;
    case 'cancelled':
      return session.kind === 'authenticating' || session.kind === 'choosing-profile' ? signedOut : session;
    case 'card-removed':
      return cardRemoved(session);
    case 'card-changed':
      return cardChanged(session, event.cardId);
    case 'phone-claimed':
      return isWorking(session) ? { ...session, phone: event.number } : session;
    case 'phone-released':
      return isWorking(session) ? { ...session, phone: null } : session;
    case 'sign-out-started':
      return isWorking(session) || session.kind === 'choosing-profile' ? { kind: 'signing-out' } : session;
    case 'signed-out':
      return session.kind === 'signing-out' ? signedOut : session;
    case 'expired':
      return isWorking(session) || session.kind === 'choosing-profile'
        ? ended('Identity_SessionEnded')
        : session;
  }
}

/** Whether someone has a profile at this station, the screen locked or not. */
export function isWorking(session: Session): session is Extract<Session, Work> {
  return session.kind === 'signed-in' || session.kind === 'locked';
}

/** The card that holds this session open; its removal matters. Null when none does. */
export function cardInUse(session: Session): string | null {
  return 'cardId' in session ? session.cardId : null;
}

function submitted(session: Session, event: Extract<SessionEvent, { type: 'pin-submitted' }>): Session {
  const { attempt, cardId, holderName } = event;
  if (session.kind === 'signed-out') return { kind: 'authenticating', attempt, cardId, holderName };
  if (session.kind !== 'locked' || session.attempt !== null) return session;
  return cardId === session.cardId
    ? { ...session, attempt, failure: null }
    : { ...session, failure: { code: 'Identity_OtherCard' } };
}

function granted(session: Session, event: Extract<SessionEvent, { type: 'granted' }>): Session {
  if (session.kind !== 'authenticating' || session.attempt !== event.attempt) return session;
  if (event.profiles.length === 0) return ended('Identity_NoProfile');
  const { person, profiles } = event;
  return { kind: 'choosing-profile', cardId: session.cardId, person, profiles, failure: null };
}

function attemptFailed(session: Session, event: Extract<SessionEvent, { type: 'attempt-failed' }>): Session {
  if (session.kind !== 'authenticating' && session.kind !== 'locked') return session;
  if (session.attempt !== event.attempt) return session;
  return session.kind === 'authenticating'
    ? { kind: 'signed-out', failure: event.failure }
    : { ...session, attempt: null, failure: event.failure };
}

function choose(session: Extract<Session, { kind: 'choosing-profile' }>, profileId: string): Session {
  const profile = session.profiles.find(({ id }) => id === profileId);
  if (!profile) return { ...session, failure: { code: 'Identity_ProfileUnknown' } };
  return { kind: 'signed-in', cardId: session.cardId, person: session.person, profile, phone: null };
}

/** A call in progress is not the session's affair: `phone` stays through the lock. */
function cardRemoved(session: Session): Session {
  switch (session.kind) {
    case 'authenticating':
    case 'choosing-profile':
      return ended('Card_Removed');
    case 'signed-in':
      return { ...session, kind: 'locked', attempt: null, failure: null };
    case 'locked':
      return session.attempt === null
        ? session
        : { ...session, attempt: null, failure: { code: 'Card_Removed' } };
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

function unlock({ cardId, person, profile, phone }: Work): Session {
  return { kind: 'signed-in', cardId, person, profile, phone };
}

function ended(code: Failure['code']): Session {
  return { kind: 'signed-out', failure: { code } };
}
