/** What the exchange takes: digits, possibly behind `#`, `+`, `*`, 37000 or zeros (facts of the real bar). */
const outbound = /^([#+*]|37000|00+)?[0-9]{2,15}$/;
/** What people and documents put between digits: spaces of all kinds, dots, dashes, slashes, parentheses. */
const punctuation = /[\s\u00a0\u2007\u202f\u200b.\-\u2010-\u2015/()]/g;

/** The number as it is dialled, or null when it cannot be one. « 02 40.08-33 33 » gives `0240083333`. */
export function dialable(typed: string): string | null {
  if (typed.length > 60) return null;
  const number = typed.replace(punctuation, '');
  return outbound.test(number) ? number : null;
}

const COMPARED_DIGITS = 9;

/** Whether an exchange that adds or strips a prefix (0, +33) may have made `shown` of what was dialled. */
export function sameNumber(shown: string | null, dialled: string): boolean {
  if (shown === null) return false;
  const [a, b] = [shown, dialled].map((number) => number.replace(/\D/g, ''));
  if (!a || !b) return shown === dialled;
  if (a === b) return true;
  return (
    Math.min(a.length, b.length) >= COMPARED_DIGITS && a.slice(-COMPARED_DIGITS) === b.slice(-COMPARED_DIGITS)
  );
}
