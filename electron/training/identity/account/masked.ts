import type { OtpChannel } from '../../../identity/account/account.ts';

/** Enough of an address or a number for its owner to know it, for example « 06 •• •• •• 12 ». */
export function masked(channel: OtpChannel, value: string): string {
  if (channel === 'email') {
    const at = value.lastIndexOf('@');
    return `${value.slice(0, 1)}•••${value.slice(at)}`;
  }
  const national = value.replace(/^\+33/, '0');
  const [start, end] = [national.slice(0, 2), national.slice(-2)];
  return `${start} •• •• •• ${end}`;
}
