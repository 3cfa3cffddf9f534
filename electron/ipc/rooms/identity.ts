import { z } from 'zod';
import type { CardState } from '../../../native/card/protocol.ts';
import type { DegradedOffer } from '../../identity/degraded/index.ts';
import type { PscChannel } from '../../identity/ports.ts';
import type { SessionState } from '../../identity/session-state.ts';
import { bytes, code, nothing, otpChannel, password, typed } from './shapes.ts';

const pin = bytes(16);

export const identityRequests = {
  'identity.submitPin': z.strictObject({ pin }),
  /** The same PIN, when the provider is away. */
  'identity.openDegraded': z.strictObject({ pin }),
  'identity.startOtp': z.strictObject({ identifier: typed, password }),
  'identity.forgotPassword': z.strictObject({ identifier: typed }),
  'identity.chooseOtpChannel': z.strictObject({ channel: otpChannel }),
  'identity.otherOtpChannel': nothing,
  'identity.submitCode': z.strictObject({ code }),
  'identity.resendCode': nothing,
  'identity.submitNewPassword': z.strictObject({ password }),
  'identity.startPsc': z.strictObject({
    identifier: typed,
    channel: z.enum(['CARD', 'MOBILE']),
    remember: z.boolean(),
  }),
  'identity.startPscInBrowser': nothing,
  /** Asked again, it sends another mail. */
  'identity.requestLink': z.strictObject({ email: typed }),
  'identity.chooseProfile': z.strictObject({ profileId: z.string().min(1).max(200) }),
  'identity.changeProfile': z.strictObject({ profileId: z.string().min(1).max(200) }),
  'identity.cancel': nothing,
  'identity.signOut': nothing,
  /** Opens PSC's activation page in the system browser. */
  'ecps.openActivation': nothing,
} as const;

export type CardView =
  | { readonly kind: 'starting' | 'middleware-missing' | 'service-stopped' | 'no-reader' | 'not-answering' }
  | { readonly kind: 'reader-empty' | 'reading' | 'card-unknown' | 'no-certificate'; readonly reader: string }
  | (Omit<Extract<CardState, { kind: 'card-present' }>, 'chain'> & {
      /** Whether it is the card that opened the session: a locked station takes no other. */
      readonly inUse: boolean;
    });

export type SessionView = SessionState;

/** What the sign-in page offers. */
export interface SignInView {
  readonly otp: boolean;
  /** Null where the site does not offer PSC. */
  readonly psc: {
    readonly flow: 'ciba' | 'browser';
    readonly channels: readonly PscChannel[];
    /** Address of the activation page, for its QR code. */
    readonly activation: string;
    /** Whether this workstation can keep an identifier encrypted, and the one it keeps. */
    readonly canRemember: boolean;
    readonly remembered: string | null;
  } | null;
  /** Whether this station opens without the provider; each card is judged when it is tried. */
  readonly degraded: DegradedOffer;
  /** The last sign-in failed because the provider is away: the degraded mode is offered. */
  readonly providerAway: boolean;
}
