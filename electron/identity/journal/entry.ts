import type { FailureCode } from '../../failures/index.ts';
import type { SignInMethod } from '../ports.ts';
import type { LockReason } from '../session-state.ts';

/** One line of this workstation's journal of sign-ins: who, how, when, with what result. */
export interface JournalEntry {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly event:
    | 'signed-in'
    | 'refused'
    | 'signed-out'
    | 'session-ended'
    | 'locked'
    | 'unlocked'
    | 'profile-changed'
    | 'degraded-opened'
    | 'degraded-refused'
    | 'degraded-reconciled'
    | 'call-log-exported'
    | 'screenshot-revealed';
  readonly method: SignInMethod | null;
  /** Name of the person, or the identifier typed by who was refused; null where it is not known, or cannot be kept encrypted. */
  readonly person: string | null;
  /** Role and entity. */
  readonly profile: string | null;
  /** Why, for what was refused or ended. */
  readonly failure: FailureCode | null;
  readonly lockReason: LockReason | null;
}
