import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { isOutboundNumber } from '../shared/number-forms.ts';
import { readNumberUri } from './number-uri.ts';
import { plainText } from './plain-text.ts';

/** A number found in a text. */
export interface FoundNumber {
  /** `0240083333`, `+3222345678`, `15`, `*21`: the outbound form; what is French in its national form. */
  readonly number: string;
  /** Digits to ask for once connected, or null. */
  readonly extension: string | null;
  /** Digits in a sentence that may be something else: a room, a year. */
  readonly doubtful: boolean;
}

export type Reading =
  | { readonly kind: 'one'; readonly found: FoundNumber }
  /** In the order of the text, each once. */
  | { readonly kind: 'several'; readonly found: readonly FoundNumber[] }
  | { readonly kind: 'none'; readonly reason: Unreadable };

export type Unreadable = 'empty' | 'too-short' | 'too-long' | 'letters' | 'not-a-number';

/** A choice of more is no choice. */
const MOST = 8;
/** Foreign numbers are looked for no further: what a hostile text can cost stays below a frame or two. */
const FOREIGN_WITHIN = 2_000;

const numberCharacters = /^[0-9+*#(). \-/]+$/;
const separators = /[(). \-/]/g;
const date = /(?<!\d)\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d(?!\d)/g;

/** France and its overseas departments share one plan of nine digits (Arcep), whatever the calling code before. */
const french =
  /(?<![\d+*#])(?:(?:\+|00) ?(?:33|262|590|594|596)[ .\-/]?(?:\(0\)|0)?[ .\-/]?|\(?0)[1-9](?:\)?[ .\-/]{0,3}\d\d){4}(?!\d)/g;
const frenchCompact = /^(?:(?:\+|00)(?:33|262|590|594|596)0?|0)([1-9]\d{8})$/;
const extensionAfter = /^[ ,;(]*(?:poste|extension|ext|p|x)\b[. :]*(\d{1,7})(?!\d)/i;
/** Alone between words: not a part of a word, of a bigger number, of an amount. */
const isolated = /(?<![\p{L}\d+*#.,:;=%€-])[+*#]?\d{2,6}(?! ?[%€]|[.,:;=-]*[\p{L}\d])/gu;

/**
 * Finds the number to call in what was typed or pasted: any spaces, dots, dashes, +33, 0033, (0), links, Unicode
 * digits and marks, text around. Whole numbers first; short ones only where there is no other. Never throws, and
 * looks at 10,000 characters at most.
 */
export function readNumber(text: string): Reading {
  const link = readNumberUri(text);
  const read = readPlain(link ? link.number : plainText(text).trim());
  if (!link?.extension || read.kind !== 'one') return read;
  return { kind: 'one', found: { ...read.found, extension: link.extension } };
}

function readPlain(text: string): Reading {
  const whole = wholeNumber(text);
  if (whole) return { kind: 'one', found: { number: whole, extension: null, doubtful: false } };
  const long = fullNumbers(text);
  const found = distinct(long.length > 0 ? long : shortNumbers(text));
  const [first, ...others] = found;
  if (!first) return { kind: 'none', reason: reasonOf(text) };
  return others.length === 0 ? { kind: 'one', found: first } : { kind: 'several', found };
}

/** The number that the text is, and nothing else. Two extensions one above the other, or 1501/1502, are not one number. */
function wholeNumber(text: string): string | null {
  const compact = text.replace(/\n/g, '');
  if (!numberCharacters.test(compact)) return null;
  const number = canonical(compact.replace(separators, ''));
  const mayBeTwo = /[\n/]/.test(text) && !frenchCompact.test(number);
  return mayBeTwo || !isOutboundNumber(number) ? null : number;
}

function fullNumbers(text: string): readonly FoundNumber[] {
  // As long as what it takes the place of, so that the places in the text stay right.
  const blank = (taken: string) => '\n'.repeat(taken.length);
  const dated = text.replace(date, blank);
  const places: {
    readonly at: number;
    readonly end: number;
    readonly number: string;
    readonly ext?: string;
  }[] = [...dated.matchAll(french)].map((match) => ({
    at: match.index,
    end: match.index + match[0].length,
    number: canonical(match[0].replace(separators, '')),
  }));
  const others = dated.replace(french, blank).slice(0, FOREIGN_WITHIN);
  if (/\+|00/.test(others)) {
    for (const { startsAt, endsAt, number } of findPhoneNumbersInText(others, { defaultCountry: 'FR' })) {
      if (!/^\(?(?:\+|00)/.test(others.slice(startsAt, endsAt))) continue;
      places.push({
        at: startsAt,
        end: endsAt,
        number: canonical(number.number),
        ...(number.ext && { ext: number.ext }),
      });
    }
  }
  return places
    .filter(({ number }) => isOutboundNumber(number))
    .sort((one, other) => one.at - other.at)
    .map(({ end, number, ext }) => ({
      number,
      extension: ext ?? extensionAfter.exec(text.slice(end, end + 40))?.[1] ?? null,
      doubtful: false,
    }));
}

function shortNumbers(text: string): readonly FoundNumber[] {
  return [...text.replace(date, ' ').matchAll(isolated)]
    .map(([number]) => ({ number, extension: null, doubtful: true }))
    .filter(({ number }) => isOutboundNumber(number));
}

function canonical(compact: string): string {
  const national = frenchCompact.exec(compact)?.[1];
  return national ? `0${national}` : compact;
}

function distinct(found: readonly FoundNumber[]): readonly FoundNumber[] {
  const byNumber = new Map<string, FoundNumber>();
  for (const one of found) if (!byNumber.has(one.number)) byNumber.set(one.number, one);
  return [...byNumber.values()].slice(0, MOST);
}

function reasonOf(text: string): Unreadable {
  if (text === '') return 'empty';
  const digits = text.replace(/\D/g, '').length;
  if (digits === 0) return 'not-a-number';
  if (/\p{L}/u.test(text)) return 'letters';
  if (digits < 2) return 'too-short';
  return digits > 15 ? 'too-long' : 'not-a-number';
}
