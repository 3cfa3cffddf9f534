import { isOutboundNumber } from '../shared/number-forms.ts';

/** What people and documents put between digits: spaces of all kinds, dots, dashes, slashes, parentheses. */
const punctuation = /[\s\u00a0\u2007\u202f\u200b.\-\u2010-\u2015/()]/g;

/**
 * The number of a phone of the site, as it is written on it, or null when it cannot be one. What an operator wants to
 * call is read by `electron/dialling`.
 */
export function dialable(typed: string): string | null {
  if (typed.length > 60) return null;
  const number = typed.replace(punctuation, '');
  return isOutboundNumber(number) ? number : null;
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
