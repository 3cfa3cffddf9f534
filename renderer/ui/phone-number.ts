const noBreakSpace = '\u00a0';

/** « 0612345678 » as « 06 12 34 56 78 », with no-break spaces. */
function inPairs(digits: string): string {
  return digits.replace(/(\d\d)(?=\d)/g, `$1${noBreakSpace}`);
}

/**
 * A number as a French operator reads it: national numbers in pairs, with or without +33 or 0033 before; special
 * (`0 8AB PQ MC DU`) numbers as Arcep writes them; everything else (extensions, services, foreign) unchanged.
 * Only for display. A library would weigh more than the whole bar (see tests/unit/renderer).
 */
export function formatPhoneNumber(number: string): string {
  const national = /^(?:\+33|0033)([1-9]\d{8})$/.exec(number)?.[1] ?? /^0([1-9]\d{8})$/.exec(number)?.[1];
  if (!national) return number;
  const digits = `0${national}`;
  if (!digits.startsWith('08')) return inPairs(digits);
  return [digits[0], digits.slice(1, 4), digits.slice(4, 7), digits.slice(7)].join(noBreakSpace);
}

/** The support's number as configured: as above, and in one piece if it was typed with spaces. */
export function formatHelpdeskPhone(phone: string): string {
  return formatPhoneNumber(phone).replaceAll(' ', noBreakSpace);
}
