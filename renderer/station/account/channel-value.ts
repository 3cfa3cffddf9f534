import type { OtpChannel } from '../../../electron/identity/account/account.ts';
import { formatPhoneNumber } from '../../ui/phone-number.ts';

/** A channel's value as a person reads it: a French number in pairs, an address as it is. */
export function formatChannelValue(channel: OtpChannel, value: string): string {
  return channel === 'phone' ? formatPhoneNumber(value) : value;
}
