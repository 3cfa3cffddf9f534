import { type OtpChannel, otpChannels } from '../../../identity/account/account.ts';
import { channelKey } from './channel-key.ts';
import type { OneTimeCode } from './one-time-code.ts';

const nothing: OneTimeCode = { value: '', expiresAt: 0, resendAt: 0, triesLeft: 0 };

/**
 * What was last sent to each person on each channel, whichever sign-in asked for it: who cancels and starts again gets
 * neither more codes nor more tries.
 */
export class SentCodes {
  readonly #codes = new Map<string, OneTimeCode>();

  get(personId: string, channel: OtpChannel): OneTimeCode {
    return this.#codes.get(channelKey(personId, channel)) ?? nothing;
  }

  set(personId: string, channel: OtpChannel, code: OneTimeCode): void {
    this.#codes.set(channelKey(personId, channel), code);
  }

  /** The code is worth nothing any more; when the next one may be sent is remembered. */
  spend(personId: string, channel: OtpChannel): void {
    const { resendAt } = this.get(personId, channel);
    this.set(personId, channel, { ...nothing, resendAt });
  }

  forget(personId: string): void {
    for (const channel of otpChannels) this.#codes.delete(channelKey(personId, channel));
  }
}
