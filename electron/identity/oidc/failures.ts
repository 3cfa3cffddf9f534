import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import type { FailureCode } from '../../failures/index.ts';
import { causes, exchangeFailure } from './exchange.ts';

/** Beyond this, a refused date is the clocks' fault; the same tolerance as for the tokens. Milliseconds. */
const CLOCK_TOLERANCE = 30_000;

/** `reason` of a refused assertion, beside `invalid_grant` (`docs/portal-api.yaml`, AssertionRefusal). */
const assertionReasons: Readonly<Record<string, FailureCode>> = {
  'assertion-expired': 'Identity_ClockDifference',
  'assertion-not-yet-valid': 'Identity_ClockDifference',
  'assertion-replayed': 'Identity_AssertionReplayed',
  'audience-refused': 'Identity_AssertionAudience',
  'algorithm-refused': 'Identity_AssertionAlgorithm',
  'nonce-refused': 'Identity_AssertionNonce',
  'signature-refused': 'Identity_AssertionSignature',
  'certificate-expired': 'Identity_CertificateExpired',
  'certificate-not-accepted': 'Identity_CertificateNotAccepted',
  'certificate-revoked': 'Identity_CertificateRevoked',
  'person-unknown': 'Identity_PersonUnknown',
};

/** What a refusal means in the way of signing in that met it. */
export interface RefusalNames {
  /** Of a grant without a reason that we know (RFC 6749 §5.2, `invalid_grant`). */
  readonly grant: FailureCode;
  /** Of a client or a request. */
  readonly request: FailureCode;
}

const anyRefusal: RefusalNames = { grant: 'Identity_RequestRefused', request: 'Identity_RequestRefused' };

/**
 * Names what the protocol library threw. `clockDifference` in milliseconds, as measured on the answers.
 * An error that is not the server's doing is a bug and is thrown again.
 */
export function failureOf(
  error: unknown,
  clockDifference: number,
  names: RefusalNames = anyRefusal,
): FailureCode {
  const exchange = exchangeFailure(error);
  if (exchange) return exchange.code;
  const differ = clocksDiffer(clockDifference);
  if (error instanceof ResponseBodyError) return refusal(error, differ, names);
  // RFC 6749 §5.2: the client that is not let in is told so by a challenge.
  if (error instanceof WWWAuthenticateChallengeError) return names.request;
  if (error instanceof ClientError) return badAnswer(error, differ);
  if (isUnusableValue(error)) return 'Identity_AnswerMalformed';
  throw error;
}

/** Whether clocks that are `difference` milliseconds apart explain a date that is refused. */
export function clocksDiffer(difference: number): boolean {
  return Math.abs(difference) > CLOCK_TOLERANCE;
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

function refusal(error: ResponseBodyError, differ: boolean, names: RefusalNames): FailureCode {
  if (error.error !== 'invalid_grant') return names.request;
  const { reason } = error.cause;
  const named = typeof reason === 'string' ? assertionReasons[reason] : undefined;
  return named ?? (differ ? 'Identity_ClockDifference' : names.grant);
}

/** Claims of an ID token that are not as asked for; only a sign-in in the browser asks for a `nonce`. */
const badClaims: Readonly<Record<string, FailureCode>> = {
  iss: 'Identity_TokenIssuer',
  nonce: 'Browser_StateRefused',
};

/** Codes of oauth4webapi, which openid-client passes on. */
function badAnswer(error: ClientError, differ: boolean): FailureCode {
  switch (error.code) {
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return differ ? 'Identity_ClockDifference' : 'Identity_TokenExpired';
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
      return badClaims[claimOf(error)] ?? 'Identity_TokenAudience';
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

function claimOf(error: ClientError): string {
  const inner = [...causes(error)].at(-1);
  const details: unknown = inner === error ? error.cause : (inner?.cause ?? null);
  return typeof details === 'object' && details !== null && 'claim' in details ? String(details.claim) : '';
}
