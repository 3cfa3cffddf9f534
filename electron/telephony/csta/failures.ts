import { fail, type Result } from '../../failures/index.ts';

/** CSTA errors (ECMA-269 §12.2.9) by what an operator can do about them; ECMA-323 has some in two spellings. */
const gone =
  /^(invalid(Connection|Call|Active|Held)\w*|no(Active|Held|Connection|Call)\w*|invalid\w*State|connectionOutsideOfSession)$/i;
const wrongNumber = /^invalid(Destination|CalledDevice|Forwarding)\w*$/i;
const cannot =
  /^(privilegeViolation\w*|serviceNotSupported|featureNotAvailable\w*|operationNotSupported|notSupported\w*)$/i;

/** The failure of a request that the phone answered with a CSTA error, for example `invalidConnectionIdentifier`. */
export function failureOfError(error: string): Extract<Result<undefined>, { ok: false }> {
  if (wrongNumber.test(error)) return fail('Phone_NumberInvalid');
  if (gone.test(error)) return fail('Phone_CallGone');
  if (cannot.test(error)) return fail('Phone_CannotAct');
  return fail('Phone_ActionRefused', { code: error });
}
