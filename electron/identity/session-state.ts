import type { Failure } from '../failures/index.ts';
import type { OtpChallenge, Person, Profile, PscChannel, SignInMethod } from './ports.ts';
import type { Session } from './session.ts';

/** A sign-in under way, as far as a page shows it. Times in milliseconds since the epoch. */
export type SignInProgress =
  | { readonly way: 'card'; readonly holderName: string }
  | {
      readonly way: 'otp';
      /** As typed. */
      readonly identifier: string;
      /** Null until the provider has answered for the first time. */
      readonly challenge: OtpChallenge | null;
      /** Why the last answer was not taken; the person may answer again. */
      readonly refused: Failure | null;
      /** An answer is being checked. */
      readonly busy: boolean;
    }
  | { readonly way: 'psc'; readonly step: 'asking'; readonly identifier: string }
  | {
      readonly way: 'psc';
      readonly step: 'waiting';
      readonly identifier: string;
      readonly channel: PscChannel;
      /** Two digits, shown large and compared with those on the phone. */
      readonly digits: string;
      readonly expiresAt: number;
    }
  /** The system browser is open; this page waits for its return. */
  | { readonly way: 'psc'; readonly step: 'browser' }
  /** PSC knows the person, the portal does not: which account is theirs? (seed 004) */
  | {
      readonly way: 'psc';
      readonly step: 'link';
      readonly person: Person;
      readonly refused: Failure | null;
      readonly busy: boolean;
      /** Null until a mail was asked for. */
      readonly sent: { readonly email: string; readonly expiresAt: number; readonly resendAt: number } | null;
    };

export type LockReason = 'card-removed' | 'idle';

/** A session that was opened without the provider: telephony only. */
export interface DegradedState {
  readonly since: number;
  /** The provider answers again: the PIN makes the session whole. */
  readonly portalBack: boolean;
  /** A PIN is being checked to make it whole. */
  readonly busy: boolean;
  /** Why making it whole did not work. */
  readonly failure: Failure | null;
}

interface WorkState {
  readonly person: Person;
  readonly method: SignInMethod;
  readonly profile: Profile;
  /** Every profile that may be taken instead, the present one included. */
  readonly profiles: readonly Profile[];
  readonly phone: string | null;
  readonly degraded: DegradedState | null;
}

/** What pages see of the session: no token, no card identifier. */
export type SessionState =
  | { readonly kind: 'signed-out'; readonly failure: Failure | null }
  | { readonly kind: 'signing-in'; readonly progress: SignInProgress }
  | {
      readonly kind: 'choosing-profile';
      readonly person: Person;
      readonly profiles: readonly Profile[];
      /** The profile offered first; the person always confirms. */
      readonly preselected: string;
      readonly failure: Failure | null;
    }
  | ({ readonly kind: 'signed-in' } & WorkState)
  | ({
      readonly kind: 'locked';
      readonly reason: LockReason;
      /** A sign-in of the same person under way, or null. */
      readonly progress: SignInProgress | null;
      readonly failure: Failure | null;
    } & WorkState);

/** The view of a session; `lastProfileId` is preselected where it is still in the list, else the first. */
export function toSessionState(session: Session, lastProfileId: string | null): SessionState {
  switch (session.kind) {
    case 'signing-in':
      return { kind: 'signing-in', progress: session.attempt.progress };
    case 'choosing-profile': {
      const { kind, person, profiles, failure } = session;
      const last = profiles.find(({ id }) => id === lastProfileId) ?? profiles[0];
      return { kind, person, profiles, preselected: last?.id ?? '', failure };
    }
    case 'signed-in':
      return { kind: 'signed-in', ...workOf(session) };
    case 'locked': {
      const { kind, reason, attempt, failure } = session;
      return { kind, reason, progress: attempt?.progress ?? null, failure, ...workOf(session) };
    }
    case 'signed-out':
      return session;
  }
}

function workOf(session: Extract<Session, { kind: 'signed-in' | 'locked' }>): WorkState {
  const { person, method, profile, profiles, phone, degraded } = session;
  if (!degraded) return { person, method, profile, profiles, phone, degraded };
  const { since, portalBack, attempt, failure } = degraded;
  const shown = { since, portalBack, busy: attempt !== null, failure };
  return { person, method, profile, profiles, phone, degraded: shown };
}
