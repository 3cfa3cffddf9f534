import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import type { FailureCode } from '../../failures/index.ts';
import { causes, ExchangeFailed } from './exchange.ts';

/** Beyond this, a refused date is the clocks' fault; the same tolerance as for the tokens. Milliseconds. */
const CLOCK_TOLERANCE = 30_000;

/** `reason` of a refused assertion, beside `invalid_grant` (`docs/portal-api.yaml`, AssertionRefusal). */
const assertionReasons: Readonly<Record<string, FailureCode>> = {
  'assertion-expired': 'Identity_ClockDifference',
  'assertion-not-yet-valid': 'Identity_ClockDifference',
  'certificate-not-accepted': 'Identity_CertificateNotAccepted',
  'certificate-revoked': 'Identity_CertificateRevoked',
  'person-unknown': 'Identity_PersonUnknown',
};

/**
 * Names what the protocol library threw. `clockDifference` in milliseconds, as measured on the answers.
 * An error that is not the server's doing is a bug and is thrown again.
 */
export function failureOf(error: unknown, clockDifference: number): FailureCode {
  const exchange = [...causes(error)].find((cause) => cause instanceof ExchangeFailed);
  if (exchange) return exchange.code;
  const clocksDiffer = Math.abs(clockDifference) > CLOCK_TOLERANCE;
  if (error instanceof ResponseBodyError) return refusal(error, clocksDiffer);
  // RFC 6749 §5.2: the client that is not let in is told so by a challenge.
  if (error instanceof WWWAuthenticateChallengeError) return 'Identity_RequestRefused';
  if (error instanceof ClientError) return badAnswer(error, clocksDiffer);
  if (isUnusableValue(error)) return 'Identity_AnswerMalformed';
  throw error;
}

/** Whether a refresh token is refused for good (RFC 6749 §5.2), whatever the clocks say. */
export function isGrantRefused(error: unknown): boolean {
  return error instanceof ResponseBodyError && error.error === 'invalid_grant';
}

/**
 * An address or a key that Node refuses, or a member that the protocol library trips over before it checks it (an
 * object where `expires_in` should be): in these exchanges each of them is the server's.
 */
function isUnusableValue(error: unknown): boolean {
  return error instanceof TypeError;
}

function refusal(error: ResponseBodyError, clocksDiffer: boolean): FailureCode {
  if (error.error !== 'invalid_grant') return 'Identity_RequestRefused';
  const { reason } = error.cause;
  const named = typeof reason === 'string' ? assertionReasons[reason] : undefined;
  return named ?? (clocksDiffer ? 'Identity_ClockDifference' : 'Identity_AssertionRefused');
}

/** Codes of oauth4webapi, which openid-client passes on. */
function badAnswer(error: ClientError, clocksDiffer: boolean): FailureCode {
  switch (error.code) {
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return clocksDiffer ? 'Identity_ClockDifference' : 'Identity_TokenExpired';
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return claimOf(error) === 'iss' ? 'Identity_TokenIssuer' : 'Identity_TokenAudience';
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return 'Identity_TokenIssuer';
    case 'OAUTH_KEY_SELECTION_FAILED':
      return 'Identity_TokenSignature';
    case 'OAUTH_INVALID_RESPONSE':
      return [...causes(error)].some(({ message }) => message.includes('signature verification failed'))
        ? 'Identity_TokenSignature'
        : 'Identity_AnswerMalformed';
    case 'OAUTH_HTTP_REQUEST_FORBIDDEN':
    case 'OAUTH_REQUEST_PROTOCOL_FORBIDDEN':
      return 'Identity_ProviderInsecure';
    default:
      return 'Identity_AnswerMalformed';
  }
}

function claimOf(error: ClientError): unknown {
  const inner = [...causes(error)].at(-1);
  const details: unknown = inner === error ? error.cause : (inner?.cause ?? null);
  return typeof details === 'object' && details !== null && 'claim' in details ? details.claim : null;
}
