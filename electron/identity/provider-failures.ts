import type { Failure, FailureCode } from '../failures/index.ts';

const away: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'Identity_ProviderUnreachable',
  'Identity_ProviderTimeout',
  'Identity_ProviderFailing',
]);

const unheard: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'Identity_ProviderUntrusted',
  'Identity_AnswerMalformed',
]);

const refusals: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'Identity_CertificateRevoked',
  'Identity_CertificateNotAccepted',
  'Identity_CertificateExpired',
  'Identity_PersonUnknown',
  'Identity_NoProfile',
]);

/** The provider is away, as a cable or a breakdown has it. */
export function isAway({ code }: Failure): boolean {
  return away.has(code) || code === 'Otp_Interrupted';
}

/** What was asked did not get an answer of the provider: asking the same again may go through. */
export function mayPass({ code }: Failure): boolean {
  return away.has(code) || unheard.has(code);
}

/** The provider decided against renewing: asking the same again is in vain. */
export function isRenewalRefused({ code }: Failure): boolean {
  return code === 'Identity_SessionEnded' || code === 'Identity_RequestRefused';
}

/** The provider decided against this card or this person. */
export function isRefusal({ code }: Failure): boolean {
  return refusals.has(code);
}
