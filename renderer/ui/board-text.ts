import type { CallParty } from '../../electron/telephony/ports.ts';
import board from '../../resources/fr/board.json';
import common from '../../resources/fr/common.json';
import { formatPhoneNumber } from './phone-number.ts';
import { texts } from './text.ts';

/** Texts of waiting rooms, colleagues and agent states, on the board and on the bar. */
export const t = texts({ ...common, ...board });

/** What is said where nobody is seen to wait: of what is not followed, nobody knows. */
export function nobodyText(live: boolean): string {
  return t(live ? 'nobody' : 'notFollowed');
}

/** Somebody in one line: the number, and the name where the network gives one. */
export function whoIs({ number, displayName }: CallParty): string {
  const shown = number === null ? t('withheld') : formatPhoneNumber(number);
  return displayName ? `${shown} (${displayName})` : shown;
}
