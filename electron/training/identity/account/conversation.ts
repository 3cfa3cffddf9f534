import type { OtpChannel, PasswordPolicy } from '../../../identity/account/account.ts';
import type { DirectoryPerson } from '../people.ts';

/** A sign-in by password under way. Times in milliseconds since the epoch. */
export interface Conversation {
  readonly id: string;
  readonly person: DirectoryPerson;
  /** `reset`: the password is forgotten, and a code on each of both channels stands for it. */
  readonly purpose: 'sign-in' | 'reset';
  readonly request: SignInRequest;
  readonly expiresAt: number;
  readonly stage: Stage;
}

/** What the station asked for, until it is granted. */
export interface SignInRequest {
  readonly clientId: string;
  readonly scope: string;
  readonly codeChallenge: string;
}

export type Stage =
  | { readonly kind: 'choose-channel' }
  | { readonly kind: 'enter-code'; readonly channel: OtpChannel }
  | { readonly kind: 'new-password'; readonly reason: 'expired' | 'temporary' | 'forgotten' };

export type Answer =
  | { readonly type: 'channel'; readonly channel: OtpChannel }
  | { readonly type: 'other-channel' }
  | { readonly type: 'resend' }
  | { readonly type: 'code'; readonly code: string }
  | { readonly type: 'new-password'; readonly password: string };

/** `challenge` of a SignInChallenge in `docs/portal-api.yaml`. */
export type Challenge =
  | {
      readonly kind: 'choose-channel';
      readonly channels: readonly { readonly channel: OtpChannel; readonly destination: string }[];
    }
  | {
      readonly kind: 'enter-code';
      readonly channel: OtpChannel;
      readonly destination: string;
      readonly digits: number;
      readonly expiresIn: number;
      readonly resendIn: number;
      readonly triesLeft: number;
      readonly otherChannel: boolean;
      readonly position: number;
      readonly count: number;
    }
  | {
      readonly kind: 'new-password';
      readonly reason: 'expired' | 'temporary' | 'forgotten';
      readonly policy: PasswordPolicy;
    };

/** `refused` of a SignInChallenge. */
export type Refused =
  | { readonly reason: 'code-wrong'; readonly triesLeft: number }
  | { readonly reason: 'too-early'; readonly retryAfter: number }
  | { readonly reason: 'code-expired' | 'send-failed' | 'password-too-weak' | 'password-reused' };

export type RefusalReason =
  | 'credentials-refused'
  | 'frozen-temporarily'
  | 'frozen-definitively'
  | 'card-required-first'
  | 'no-usable-channel'
  | 'no-password'
  | 'reset-not-possible';

export type Step =
  | {
      readonly kind: 'challenge';
      readonly conversation: Conversation;
      readonly challenge: Challenge;
      readonly refused: Refused | null;
    }
  | { readonly kind: 'granted'; readonly person: DirectoryPerson; readonly request: SignInRequest }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly retryAfter?: number }
  | { readonly kind: 'over' };
