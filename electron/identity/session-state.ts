import type { Failure } from '../failures/index.ts';
import type { Person, Profile } from './ports.ts';
import type { Session } from './session.ts';

/** What pages see of the session: no token, no card identifier. */
export type SessionState =
  | { readonly kind: 'signed-out'; readonly failure: Failure | null }
  | { readonly kind: 'authenticating'; readonly holderName: string }
  | {
      readonly kind: 'choosing-profile';
      readonly person: Person;
      readonly profiles: readonly Profile[];
      /** The profile offered first; the person always confirms. */
      readonly preselected: string;
      readonly failure: Failure | null;
    }
  | {
      readonly kind: 'signed-in';
      readonly person: Person;
      readonly profile: Profile;
      readonly phone: string | null;
    }
  | {
      readonly kind: 'locked';
      readonly person: Person;
      readonly profile: Profile;
      readonly phone: string | null;
      /** A PIN is being checked. */
      readonly busy: boolean;
      readonly failure: Failure | null;
    }
  | { readonly kind: 'signing-out' };

/** The view of a session; `lastProfileId` is preselected where it is still in the list, else the first. */
export function toSessionState(session: Session, lastProfileId: string | null): SessionState {
  switch (session.kind) {
    case 'authenticating':
      return { kind: 'authenticating', holderName: session.holderName };
    case 'choosing-profile': {
      const { person, profiles, failure } = session;
      const known = profiles.find(({ id }) => id === lastProfileId) ?? profiles[0];
      return { kind: 'choosing-profile', person, profiles, preselected: known?.id ?? '', failure };
    }
    case 'signed-in': {
      const { person, profile, phone } = session;
      return { kind: 'signed-in', person, profile, phone };
    }
    case 'locked': {
      const { person, profile, phone, attempt, failure } = session;
      return { kind: 'locked', person, profile, phone, busy: attempt !== null, failure };
    }
    default:
      return session;
  }
}
