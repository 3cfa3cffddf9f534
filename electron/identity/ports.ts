import type { CardState } from '../../native/card/protocol.ts';
import type { Result } from '../failures/index.ts';
import type { Observable } from '../shared/listeners.ts';

/** The reader and what is in it, whichever back end serves it. */
export interface CardReader {
  readonly state: Observable<CardState>;
  /**
   * Signs `data` on the card named `cardId`: RSASSA-PKCS1-v1_5, SHA-256. `pin` is overwritten before this resolves.
   * Fails with a `Card_…` code; never rejects, never takes longer than its deadline.
   */
  sign(request: {
    readonly cardId: string;
    readonly pin: Uint8Array;
    readonly data: Uint8Array;
  }): Promise<Result<Uint8Array>>;
}

/** A role in an entity, for example « ARM » at « Samu 44 »: what a person works as (seed 002, step 4). */
export interface Profile {
  readonly id: string;
  readonly role: string;
  readonly entity: { readonly id: string; readonly name: string };
}

export interface Person {
  /** Subject of the provider: stable, opaque. */
  readonly subject: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** What main holds of a sign-in; the tokens never leave the main process. */
export interface Grant {
  readonly person: Person;
  readonly profiles: readonly Profile[];
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** The phone that the portal binds to this session: where it is and, where asked for, how to authenticate. */
export interface PhoneClaim {
  readonly number: string;
  /** SIP address of record, for example `sip:1501@samu44.example`. */
  readonly addressOfRecord: string;
  readonly credential: { readonly username: string; readonly password: string } | null;
}

/** The OpenID provider and the portal beside it, as this station uses them. */
export interface IdentityProvider {
  /**
   * JWT bearer grant (RFC 7523) with an assertion signed on the card. `chain` is DER, leaf first;
   * `sign` gives RSASSA-PKCS1-v1_5 with SHA-256 and its own failure passes through.
   */
  signInWithCard(request: {
    readonly chain: readonly Uint8Array[];
    readonly sign: (data: Uint8Array) => Promise<Result<Uint8Array>>;
  }): Promise<Result<Grant>>;
  refresh(grant: Grant): Promise<Result<Grant>>;
  /** Revokes what can be revoked; a provider that is away does not prevent signing out. */
  signOut(grant: Grant): Promise<void>;
  /** `Phone_NumberUnknown`, `Phone_AlreadyBound`, `Phone_BindingRefused`, `Identity_ProviderUnreachable`. */
  claimPhone(grant: Grant, number: string, profileId: string): Promise<Result<PhoneClaim>>;
  releasePhone(grant: Grant, number: string): Promise<void>;
}
