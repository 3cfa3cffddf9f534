/** What is looked at of a text: a number is never beyond. */
const LONGEST = 10_000;

/** Marks that are not seen: zero-width ones, those that turn the reading direction, the soft hyphen. */
const invisible = /\p{Cf}/gu;
const spaces = /[\p{Zs}\t]/gu;
const dashes = /[\p{Pd}\u2212]/gu;
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const digit = /\p{Nd}/gu;
const isDigit = /^\p{Nd}$/u;

/**
 * A text of any origin with the digits, dashes, spaces and line ends of ASCII, and without what is not seen; at most
 * 10,000 characters of it.
 */
export function plainText(text: string): string {
  return text
    .slice(0, LONGEST)
    .replace(invisible, '')
    .replace(lineEnds, '\n')
    .replace(spaces, ' ')
    .replace(dashes, '-')
    .replace(/\uff0b/g, '+')
    .replace(/[\uff08\uff09]/g, (parenthesis) => (parenthesis === '\uff08' ? '(' : ')'))
    .replace(digit, asciiDigit);
}

/**
 * Unicode lays decimal digits out in runs of ten that begin with zero (Unicode Standard, 4.6), sometimes several runs
 * one after the other: the place in the run is the value.
 */
function asciiDigit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return character;
  let before = 0;
  while (isDigit.test(String.fromCodePoint(code - before - 1))) before += 1;
  return String(before % 10);
}
