import type { CardState } from '../../native/card/protocol.ts';
import type { Failure, Result } from '../failures/index.ts';
import type { Observable } from '../shared/listeners.ts';
import type { Account, OtpChannel, PasswordPolicy } from './account/account.ts';

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
  /** What this profile may do besides working: read the journal of sign-ins, for a technical correspondent. */
  readonly rights: readonly ProfileRight[];
}

export type ProfileRight = 'sign-in-journal';

export interface Person {
  /** Subject of the provider: stable, opaque. */
  readonly subject: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** How a person proved who they are. */
export type SignInMethod = 'card' | 'otp' | 'psc';

/** Tokens of one provider; they never leave the main process, and never rest on disk. */
export interface Tokens {
  /** Issuer identifier of the provider that gave them: the one that renews and revokes them. */
  readonly issuer: string;
  /** The person's name there (`sub`), which renewed tokens keep. */
  readonly subject: string;
  readonly person: Person;
  readonly accessToken: string;
  readonly refreshToken: string | null;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** What main holds of a sign-in. */
export interface Grant extends Tokens {
  readonly method: SignInMethod;
  readonly profiles: readonly Profile[];
}

/** The phone that the portal binds to this session: where it is and, where asked for, how to authenticate. */
export interface PhoneClaim {
  readonly number: string;
  /** SIP address of record, for example `sip:1501@samu44.example`. */
  readonly addressOfRecord: string;
  readonly credential: { readonly username: string; readonly password: string } | null;
}

/** What the provider asks next of a person who signs in by identifier and password. Times in ms since the epoch. */
export type OtpChallenge =
  | {
      readonly kind: 'choose-channel';
      /** `destination` is masked by the portal, for example « 06 •• •• •• 12 ». */
      readonly channels: readonly { readonly channel: OtpChannel; readonly destination: string }[];
    }
  | {
      readonly kind: 'enter-code';
      readonly channel: OtpChannel;
      readonly destination: string;
      /** How many digits the code has. */
      readonly digits: number;
      readonly expiresAt: number;
      /** Before this, no other code is sent. */
      readonly resendAt: number;
      readonly triesLeft: number;
      /** Whether another channel may be chosen instead. */
      readonly otherChannel: boolean;
      /** A forgotten password asks for one code a channel: this is number `position` of `count`. */
      readonly position: number;
      readonly count: number;
    }
  | {
      readonly kind: 'new-password';
      readonly reason: 'expired' | 'temporary' | 'forgotten';
      readonly policy: PasswordPolicy;
    };

/** A sign-in by password under way, as the provider knows it; opaque. */
export interface OtpConversation {
  readonly authSession: string;
  readonly codeVerifier: string;
}

export type OtpAnswer =
  | { readonly type: 'channel'; readonly channel: OtpChannel }
  /** Back to the choice of the channel. */
  | { readonly type: 'other-channel' }
  | { readonly type: 'resend' }
  | { readonly type: 'code'; readonly code: Uint8Array }
  | { readonly type: 'new-password'; readonly password: Uint8Array };

export type OtpStep =
  | {
      readonly kind: 'challenge';
      readonly conversation: OtpConversation;
      readonly challenge: OtpChallenge;
      /** Why the last answer was not taken; the conversation goes on. */
      readonly refused: Failure | null;
    }
  | { readonly kind: 'granted'; readonly grant: Grant };

/** PSC's two ways of asking: the card in a reader, or the e-CPS application on a phone (`channel` of its CIBA). */
export type PscChannel = 'CARD' | 'MOBILE';

/** A CIBA request that waits for the person. */
export interface PscRequest {
  readonly authReqId: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Seconds between two polls. */
  readonly interval: number;
}

export type PscOutcome =
  | { readonly kind: 'granted'; readonly grant: Grant }
  /** PSC vouches for the person, but no account of the portal is linked to this identity yet (seed 004). */
  | { readonly kind: 'unlinked'; readonly tokens: Tokens };

/** A mail with a link is on its way; following it links the account. Times in milliseconds since the epoch. */
export interface LinkRequest {
  readonly id: string;
  readonly email: string;
  readonly expiresAt: number;
  readonly resendAt: number;
}

/** The OpenID provider and the portal beside it, as this station signs people in with them. */
export interface IdentityProvider {
  /** Somebody types the PIN: reads ahead what `signInWithCard` will need. Never fails. */
  prepare(): void;
  /**
   * JWT bearer grant (RFC 7523) with an assertion signed on the card. `chain` is DER, leaf first;
   * `sign` gives RSASSA-PKCS1-v1_5 with SHA-256 and its own failure passes through.
   */
  signInWithCard(request: {
    readonly chain: readonly Uint8Array[];
    readonly sign: (data: Uint8Array) => Promise<Result<Uint8Array>>;
  }): Promise<Result<Grant>>;

  /**
   * Opens a sign-in by identifier and password (OAuth 2.0 for First-Party Applications, authorization challenge
   * endpoint). `password` is overwritten. Fails with `Otp_…`, `Identity_CardRequiredFirst`, `Identity_…`.
   */
  startOtp(identifier: string, password: Uint8Array): Promise<Result<OtpStep>>;
  /** The same for a person who forgot the password: a code on each of two channels, then a new one. */
  startReset(identifier: string): Promise<Result<OtpStep>>;
  /** Answers the challenge. What an answer carries is overwritten. Fails when the conversation is over. */
  continueOtp(conversation: OtpConversation, answer: OtpAnswer): Promise<Result<OtpStep>>;

  /**
   * Asks PSC for a person (CIBA, poll mode). `identifier` is the national id with its leading 8, `digits` the two
   * that are shown here and on the phone. Fails with `Psc_…`, `Identity_…`.
   */
  startPsc(request: {
    readonly identifier: string;
    readonly channel: PscChannel;
    readonly digits: string;
  }): Promise<Result<PscRequest>>;
  /** Waits for the person's decision, polling as the server asks. An aborted wait fails with `Identity_NotNow`. */
  awaitPsc(request: PscRequest, signal: AbortSignal): Promise<Result<PscOutcome>>;
  /**
   * PSC by the code flow with PKCE in the system browser, back to a loopback address (RFC 8252). `open` shows an
   * address in the browser. Fails with `Browser_…`, `Identity_…`; an aborted wait with `Identity_NotNow`.
   */
  signInWithBrowser(request: {
    readonly open: (url: string) => Promise<void>;
    readonly signal: AbortSignal;
  }): Promise<Result<PscOutcome>>;
  /** Has a link sent to the address of an existing account. Fails with `Link_…`. */
  requestLink(tokens: Tokens, email: string): Promise<Result<LinkRequest>>;
  /** Whether the link was followed: the grant once it was, null as long as it was not; `Link_Expired` after. */
  completeLink(tokens: Tokens, request: LinkRequest): Promise<Result<Grant | null>>;

  refresh(grant: Grant): Promise<Result<Grant>>;
  /** Revokes what can be revoked; a provider that is away does not prevent signing out. */
  signOut(tokens: Tokens): Promise<void>;
  /** `Phone_NumberUnknown`, `Phone_AlreadyBound`, `Phone_BindingRefused`, `Identity_ProviderUnreachable`. */
  claimPhone(grant: Grant, number: string, profileId: string): Promise<Result<PhoneClaim>>;
  releasePhone(grant: Grant, number: string): Promise<void>;
  /** Whether the provider answers what a sign-in asks first; for a station that waits for its return. */
  isReachable(): Promise<boolean>;
}

/** A code was sent to prove a channel. Times in milliseconds since the epoch. */
export interface ChannelTest {
  readonly id: string;
  readonly channel: OtpChannel;
  /** As it will be kept: E.164 for a telephone. */
  readonly value: string;
  readonly digits: number;
  readonly expiresAt: number;
  readonly resendAt: number;
  readonly triesLeft: number;
}

/** What a signed-in person may see and change of their account (`docs/portal-api.yaml`). */
export interface AccountPortal {
  account(grant: Tokens): Promise<Result<Account>>;
  /** Has a code sent. `Channel_…` failures. */
  testChannel(grant: Tokens, channel: OtpChannel, value: string): Promise<Result<ChannelTest>>;
  /** `Channel_CodeWrong` (with `triesLeft`), `Channel_CodeExpired`. `code` is overwritten. */
  validateChannel(grant: Tokens, test: ChannelTest, code: Uint8Array): Promise<Result<Account>>;
  removeChannel(grant: Tokens, channel: OtpChannel): Promise<Result<Account>>;
  /** `current` is null where no password is set, or after a sign-in by card. Both are overwritten. `Password_…` failures. */
  changePassword(grant: Tokens, current: Uint8Array | null, next: Uint8Array): Promise<Result<Account>>;
  /** Tells the portal what was done while it was away; each record once, however often it is told. */
  reportDegraded(grant: Tokens, sessions: readonly DegradedSession[]): Promise<Result<undefined>>;
}

/** A session that was opened without the provider. Times in milliseconds since the epoch. */
export interface DegradedSession {
  readonly id: string;
  readonly subject: string;
  readonly openedAt: number;
  /** Null while it lasts. */
  readonly closedAt: number | null;
  readonly phone: string | null;
  /** What is known of the card's revocation: `fresh` list, `stale` list, or none. */
  readonly revocation: 'fresh' | 'stale' | 'unknown';
}
