import type { Result } from '../../failures/index.ts';
import type { PresentCard } from '../card-presence.ts';
import type { DegradedSession, Person, PhoneClaim, Profile } from '../ports.ts';

/** Who may work without the provider, as this station remembers them. */
export interface DegradedPerson {
  readonly person: Person;
  readonly profiles: readonly Profile[];
  /** The profile last taken. */
  readonly profile: Profile;
  readonly revocation: DegradedSession['revocation'];
}

/** Whether a station opens without the provider: the site forbids it, or nothing can be kept encrypted here. */
export type DegradedOffer = 'offered' | 'not-allowed' | 'no-secret-storage';

/**
 * What this station remembers so that a card opens it while the provider is away; everything rests in the vault.
 * Nothing here asks the provider, and what cannot be remembered never prevents work.
 */
export interface DegradedAccess {
  /** Whether the site allows it and this station can keep what it takes. */
  readonly offered: boolean;
  /** A card signed in with the provider and took a profile. Also has the revocation lists fetched, later. */
  noteSignIn(
    card: PresentCard,
    person: Person,
    profiles: readonly Profile[],
    profile: Profile,
  ): Promise<void>;
  /** The provider decided against that card, or its person: this station does not take it either. */
  forget(cardId: string): Promise<void>;
  /** The portal bound a phone on this station. */
  noteClaim(claim: PhoneClaim): Promise<void>;
  /** Judges a card: known here recently enough, chain to a pinned authority, valid, not revoked. `Degraded_…`. */
  judge(card: PresentCard): Promise<Result<DegradedPerson>>;
  /** A phone that was bound here before. `Degraded_PhoneUnknown`. */
  claim(number: string): Result<PhoneClaim>;
  /** Keeps a record of a degraded session; the same id again replaces it. One left open ended when last known of. */
  record(session: DegradedSession): Promise<void>;
  /** Records that the portal has not heard of. */
  unreported(): readonly DegradedSession[];
  reported(ids: readonly string[]): Promise<void>;
}
