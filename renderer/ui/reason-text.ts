import type { UnavailableReason } from '../../electron/telephony/ports.ts';
import telephony from '../../resources/fr/telephony.json';

/** Why an action of the phone is greyed, in French. */
export function reasonText(reason: UnavailableReason): string {
  return telephony.unavailable[reason];
}
