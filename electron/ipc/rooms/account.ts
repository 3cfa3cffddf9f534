import { z } from 'zod';
import type { Failure } from '../../failures/index.ts';
import type { Account, OtpChannel } from '../../identity/account/account.ts';
import { code, nothing, otpChannel, password, typed } from './shapes.ts';

export const accountRequests = {
  'account.refresh': nothing,
  'account.testChannel': z.strictObject({ channel: otpChannel, value: typed }),
  'account.validateChannel': z.strictObject({ channel: otpChannel, code }),
  'account.removeChannel': z.strictObject({ channel: otpChannel }),
  'account.changePassword': z.strictObject({ current: password.nullable(), next: password }),
} as const;

/** The account of the signed-in person; null while nobody is, or in degraded mode. */
export interface AccountView {
  /** Null until it was read. */
  readonly account: Account | null;
  /** Why it could not be read. */
  readonly failure: Failure | null;
  /** Channels whose code was sent and not typed yet. Times in milliseconds since the epoch. */
  readonly tests: {
    readonly [K in OtpChannel]: {
      readonly value: string;
      readonly digits: number;
      readonly expiresAt: number;
      readonly resendAt: number;
      readonly triesLeft: number;
    } | null;
  };
}
