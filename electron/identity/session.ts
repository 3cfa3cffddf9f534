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
    } & Work);

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

export interface Recognised {
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
export interface Degraded extends Omit<DegradedState, 'busy'> {
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
  /**
   * The card proved to be here, and this station remembers whose it is: opens it, or unlocks what the same person
   * opened without a card. `at` in ms since the epoch.
   */
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
  | { readonly type: 'signed-out' }
  /** The provider does not vouch for the person any more. */
  | { readonly type: 'ended'; readonly failure: Failure };

export const signedOut: Session = { kind: 'signed-out', failure: null };

/** Whether someone has a profile at this station, the screen locked or not; of a session, or of what is seen of it. */
export function isWorking<S extends { readonly kind: string }>(
  session: S,
): session is Extract<S, { readonly kind: 'signed-in' | 'locked' }> {
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

/** Whether the provider, or this station, vouches for someone. */
export function isRecognised(session: Session): session is Extract<Session, Recognised> {
  return isWorking(session) || session.kind === 'choosing-profile';
}
