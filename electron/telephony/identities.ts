import { dialable, sameNumber } from './numbers.ts';

/** Who is at the other end, as far as the network says: digits, a name, or nothing when withheld. */
export interface Party {
  readonly number: string | null;
  readonly displayName: string | null;
}

const MAX_DISPLAY_NAME = 80;
const MAX_USER = 64;
const callable = /^[#+*]?[0-9*#]{1,30}$/;
const withheldUsers = new Set(['anonymous', 'unknown', 'unavailable', 'restricted', '***', '']);
/** Controls, line and paragraph separators, and the marks that reorder or hide text (Unicode UAX #9). */
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]/gu;

/** Marks piled up on one letter reach over what stands above and below; no language needs more than two. */
const piledMarks = /(\p{M}{2})\p{M}+/gu;

/**
 * Text from the network made safe to show on one line: no control, no reordering mark, at most two marks on a letter
 * and 80 characters.
 */
export function displayText(raw: string | null | undefined): string | null {
  if (!raw) return null;
  const text = raw
    .normalize('NFC')
    .replace(unsafe, ' ')
    .replace(piledMarks, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...text].slice(0, MAX_DISPLAY_NAME).join('');
  return characters === '' ? null : characters;
}

/**
 * Reads a SIP or tel URI and its display name (RFC 3261 §19.1, RFC 3966). A withheld identity, `***` or
 * `anonymous@anonymous.invalid` (RFC 3323 §4.1.1.3), has neither number nor name.
 */
export function partyOf(uri: string | null, display: string | null): Party {
  const user = userPart(uri);
  const name = displayText(display);
  if (uri === null || user === null || isWithheld(uri, user)) {
    return { number: null, displayName: name !== null && isWithheldName(name) ? null : name };
  }
  const digits = user.replace(/[-.()]/g, '');
  if (callable.test(digits)) return { number: digits, displayName: name === user ? null : name };
  return { number: null, displayName: name ?? displayText(user) };
}

/** The part before the host of a SIP URI, or the number of a tel URI; null when there is none. */
export function userPart(uri: string | null): string | null {
  const match = /^\s*(?:sips?:([^@]*)@|tel:([^;?]*))/i.exec(uri ?? '');
  const raw = (match?.[1] ?? match?.[2])?.split(';')[0]?.split(':')[0];
  if (raw === undefined || raw.length > MAX_USER) return null;
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

function isWithheld(uri: string, user: string): boolean {
  return withheldUsers.has(user.toLowerCase()) || /@anonymous\.invalid\b/i.test(uri);
}

function isWithheldName(name: string): boolean {
  return withheldUsers.has(name.toLowerCase());
}

/** Whether a user part or a number is one of the phone's own: the user need not be the number, an exchange may rewrite either. */
export function isOwn(own: readonly string[], user: string | null, number: string | null): boolean {
  return own.some((mine) => mine === user || (dialable(mine) !== null && sameNumber(number, mine)));
}
