import type { OtpChannel } from '../../../identity/account/account.ts';

/** One channel of one person, as a key of a map. */
export function channelKey(personId: string, channel: OtpChannel): string {
  return `${channel} ${personId}`;
}
