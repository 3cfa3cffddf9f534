import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import bar from '../../resources/fr/bar.json';
import common from '../../resources/fr/common.json';
import { callName, listed, partyName } from '../ui/party-names.ts';
import { formatPhoneNumber } from '../ui/phone-number.ts';
import { texts } from '../ui/text.ts';

export const t = texts({ ...common, ...bar });

/** The other party of a call in one line, for labels: its name when the network gives one, else its number. */
export function who(call: CallView): string {
  if (call.members.length > 0) return `${callName(call)} (${listed(call.members.map(partyName))})`;
  const number = call.number === null ? t('withheld') : formatPhoneNumber(call.number);
  const name = call.caller?.name ?? call.displayName;
  return name ? `${number} (${name})` : number;
}
