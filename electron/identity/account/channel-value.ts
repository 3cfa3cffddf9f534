import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { fail, ok, type Result } from '../../failures/index.ts';
import { emailAddress } from '../email-address.ts';
import type { OtpChannel } from './account.ts';

/** Where a number typed without +… may be from: 06 90 is Guadeloupe's, 06 92 Réunion's. In order of preference. */
const countries: readonly CountryCode[] = ['FR', 'GP', 'MQ', 'GF', 'RE', 'YT', 'PM'];

/** Reserved by Arcep for fiction: nobody's, and those of training. */
const FICTION = /^\+3363998\d{4}$/;

const LONGEST_TYPED = 60;

/** A channel as the portal keeps it: E.164 for a mobile telephone, an address for e-mail. `Channel_…Malformed`, `Channel_PhoneNotMobile`. */
export function channelValue(channel: OtpChannel, typed: string): Result<string> {
  if (channel === 'phone') return mobileNumber(typed);
  const email = emailAddress(typed);
  return email === null ? fail('Channel_EmailMalformed') : ok(email);
}

function mobileNumber(typed: string): Result<string> {
  if (typed.length > LONGEST_TYPED) return fail('Channel_PhoneMalformed');
  const read = countries.map((country) => parse(typed, country)).filter((number) => number !== undefined);
  const number = read.find(canBeMobile) ?? read.find((candidate) => candidate.isValid());
  if (!number) return fail('Channel_PhoneMalformed');
  return canBeMobile(number) ? ok(number.number) : fail('Channel_PhoneNotMobile');
}

/** The whole text has to be the number: none is looked for in a sentence. An extension receives no message. */
function parse(typed: string, defaultCountry: CountryCode): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(typed, { defaultCountry, extract: false });
  return number?.ext === undefined ? number : undefined;
}

function canBeMobile(number: PhoneNumber): boolean {
  const type = number.getType();
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' || FICTION.test(number.number);
}
