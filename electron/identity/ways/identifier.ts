import { fail, ok, type Result } from '../../failures/index.ts';

const LONGEST_IDENTIFIER = 200;

/** Controls, formats (bidirectional ones among them), lone surrogates, separators of lines, what does not show. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** What a person types to sign in by password, trimmed and composed (NFC). `Otp_IdentifierMalformed`. */
export function otpIdentifier(typed: string): Result<string> {
  // Longer than its composed form may be: not worth composing.
  if (typed.length > LONGEST_IDENTIFIER * 4) return fail('Otp_IdentifierMalformed');
  const identifier = typed.trim().normalize('NFC');
  const isMalformed = identifier === '' || identifier.length > LONGEST_IDENTIFIER || UNSEEN.test(identifier);
  return isMalformed ? fail('Otp_IdentifierMalformed') : ok(identifier);
}

/** Digits of an RPPS number; the identities of tests have more or fewer. */
const RPPS_DIGITS = 11;
const identityDigits = /^\d{6,20}$/;

/**
 * The national identifier of an RPPS number, with its leading 8 (`8` + 11 digits); spaces and dots do not count.
 * A number of another length is a test identity: it has to carry its 8 itself. `Psc_IdentifierMalformed`.
 */
export function nationalIdentifier(typed: string): Result<string> {
  if (typed.length > LONGEST_IDENTIFIER) return fail('Psc_IdentifierMalformed');
  const digits = typed.replace(/[\s.]/g, '');
  if (!identityDigits.test(digits)) return fail('Psc_IdentifierMalformed');
  if (digits.length === RPPS_DIGITS) return ok(`8${digits}`);
  return digits.startsWith('8') ? ok(digits) : fail('Psc_IdentifierMalformed');
}
