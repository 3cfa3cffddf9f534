import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import type { CallParty } from '../../electron/telephony/ports.ts';
import bar from '../../resources/fr/bar.json';
import common from '../../resources/fr/common.json';
import { formatPhoneNumber } from './phone-number.ts';
import { fill } from './text.ts';

/** How one refers to somebody in a sentence: the name where there is one, else the number. Text from the network. */
export function partyName({ displayName, number }: CallParty): string {
  if (displayName) return displayName;
  return number === null ? common.withheld : formatPhoneNumber(number);
}

/** The same for whoever is at the other end of a call, by the directory first: « la conférence à 4 » counts the operator. */
export function callName(call: CallView): string {
  if (call.members.length === 0) return call.caller?.name ?? partyName(call);
  return fill(bar.conferenceOf, { count: call.members.length + 1 });
}

/** « A, B et C ». */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : fill(bar.and, { first: names.slice(0, -1).join(', '), last });
}
