import type { UnavailableReason } from '../../electron/telephony/ports.ts';
import telephony from '../../resources/fr/telephony.json';
import { fill } from './text.ts';

/** Why an action of the phone is greyed, in French. */
export function reasonText(reason: UnavailableReason): string {
  return fill(telephony.unavailable[reason]);
}
