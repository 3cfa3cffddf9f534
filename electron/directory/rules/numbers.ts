import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

const LONGEST = 60;
/** What people and documents put between digits. */
const punctuation = /[\s\u00a0\u2007\u202f\u200b.\-\u2010-\u2015/()_]/g;
/** Extensions, emergency and information numbers: 15, 3966, 116117, 1501. */
const short = /^[#*]?\d{2,6}$/;
const national = /^0[1-9]\d{8}$/;
/** Where a national number leads elsewhere than to +33; 06 39 98 is nobody's, and used in training. */
const overseas: readonly (readonly [RegExp, string])[] = [
  [/^0(26[239]|639(?!98)|69[23])/, '262'],
  [/^0(590|69[01])/, '590'],
  [/^0[56]94/, '594'],
  [/^0(596|69[67])/, '596'],
];

/**
 * A number as it is compared: `+33240083333` of « 02 40 08 33 33 », « 0033 2 40… » and « +33 (0)2 40… »; a short one
 * and one of no plan that we know as their digits; null of what is none. France is meant where nothing else is said.
 */
export function normaliseNumber(text: string): string | null {
  if (text.length > LONGEST) return null;
  const typed = text.replace(punctuation, '');
  // Nearly all numbers of a directory end here.
  if (national.test(typed)) return `+${countryOf(typed)}${typed.slice(1)}`;
  if (short.test(typed)) return typed;
  const trunk = typed.replace(/^(\+|00)330(?=[1-9])/, '+33').replace(/^00(?=[1-9])/, '+');
  const local = trunk.startsWith('+33') ? `0${trunk.slice(3)}` : trunk;
  if (national.test(local)) return `+${countryOf(local)}${local.slice(1)}`;
  if (/^\d{7,15}$/.test(trunk)) return trunk;
  if (!/^\+\d{4,15}$/.test(trunk)) return null;
  return parsePhoneNumberFromString(trunk)?.number ?? null;
}

function countryOf(local: string): string {
  if (!/^0[256]/.test(local)) return '33';
  return overseas.find(([range]) => range.test(local))?.[1] ?? '33';
}

/** What a normalised number may begin with when it begins as typed: `0240` is +33240…, and others overseas. */
export function numberRanges(digits: string): string[] {
  if (digits.startsWith('00')) return [`+${digits.slice(2)}`];
  if (!digits.startsWith('0')) return [digits];
  return ['33', '262', '590', '594', '596'].map((country) => `+${country}${digits.slice(1)}`);
}

/** Digits as one types them in France: « +33 2 40 » is `0240`, « +32 2 » is `00322`. */
export function typedDigits(text: string): string {
  const typed = text.replace(/[^\d+]/g, '');
  return typed
    .replace(/^(\+|00)330?/, '0')
    .replace(/^(\+|00)(262|590|594|596)(?=\d)/, '0')
    .replace(/^\+/, '00')
    .replace(/\D/g, '');
}

/**
 * What a number that the exchange shows may be in the directory, the likeliest first: an exchange puts 0 or 37000
 * before what comes from outside, so that it can be called back as it is shown.
 */
export function possibleNumbers(shown: string): string[] {
  const forms = [shown, shown.replace(/^37000(?=\d)/, ''), shown.replace(/^0(?=0\d)/, '')];
  return [...new Set(forms.map(normaliseNumber).filter((number) => number !== null))];
}
