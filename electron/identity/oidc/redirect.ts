import { timingSafeEqual } from 'node:crypto';
import { type FailureCode, fail, ok, type Result } from '../../failures/index.ts';

export interface ExpectedRedirect {
  readonly state: string;
  readonly issuer: string;
  /** Whether the provider announces `iss` in its answers (RFC 9207 §3). */
  readonly namesItself: boolean;
}

const CODE = /^[\x20-\x7e]{1,2000}$/;

/** Answers of other flows, which this station never asks for. */
const foreign = ['response', 'access_token', 'token', 'id_token'];

/** RFC 6749 §4.1.2.1 and OpenID Connect Core §3.1.2.6. */
const errors: Readonly<Record<string, FailureCode>> = {
  access_denied: 'Browser_Refused',
  login_required: 'Browser_Refused',
  consent_required: 'Browser_Refused',
  interaction_required: 'Browser_Refused',
  server_error: 'Identity_ProviderFailing',
  temporarily_unavailable: 'Identity_ProviderFailing',
};

/**
 * Judges what came back from the browser (RFC 6749 §4.1.2, RFC 9207 §2.4): `Browser_StateRefused` first, then
 * `…RedirectRefused`, `…IssuerRefused`, `…Refused`; `Psc_RequestRefused` or `Identity_ProviderFailing` for the
 * provider's own errors.
 */
export function checkRedirect(answer: URLSearchParams, expected: ExpectedRedirect): Result<undefined> {
  if (!answer.getAll('state').some((state) => isSame(state, expected.state))) {
    return fail('Browser_StateRefused');
  }
  const names = [...answer.keys()];
  if (new Set(names).size !== names.length || foreign.some((name) => answer.has(name))) {
    return fail('Browser_RedirectRefused');
  }
  const issuer = answer.get('iss');
  if (issuer === null ? expected.namesItself : issuer !== expected.issuer)
    return fail('Browser_IssuerRefused');
  const error = answer.get('error');
  if (error !== null) return fail(Object.hasOwn(errors, error) ? (errors[error] ?? other) : other);
  return CODE.test(answer.get('code') ?? '') ? ok() : fail('Browser_RedirectRefused');
}

const other: FailureCode = 'Psc_RequestRefused';

function isSame(given: string, expected: string): boolean {
  const [one, two] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === two.length && timingSafeEqual(one, two);
}
