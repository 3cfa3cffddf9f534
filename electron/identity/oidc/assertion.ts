import { X509Certificate } from 'node:crypto';

/** Seconds that an assertion lives: long enough for a slow card, short enough to be worthless if it leaks. */
export const ASSERTION_LIFETIME = 60;

export interface AssertionClaims {
  /** National person id of the card's holder: issuer and subject are the same, the person vouches for itself. */
  readonly subject: string;
  /** Issuer identifier of the provider. */
  readonly audience: string;
  readonly nonce: string;
  /** 128 random bits or more, once only. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The JWS signing input of a card's assertion: RFC 7523 §3 claims under an RS256 header whose `x5c`
 * (RFC 7515 §4.1.6) carries `chain`, DER, leaf first. ASCII; to be signed with RSASSA-PKCS1-v1_5, SHA-256.
 */
export function assertionInput(chain: readonly Uint8Array[], claims: AssertionClaims): string {
  const issuedAt = Math.floor(claims.now / 1_000);
  const header = {
    alg: 'RS256',
    typ: 'JWT',
    x5c: chain.map((certificate) => Buffer.from(certificate).toString('base64')),
  };
  const payload = {
    iss: claims.subject,
    sub: claims.subject,
    aud: claims.audience,
    iat: issuedAt,
    exp: issuedAt + ASSERTION_LIFETIME,
    jti: claims.id,
    nonce: claims.nonce,
  };
  return `${segment(header)}.${segment(payload)}`;
}

/** The compact JWS (RFC 7515 §3.1) of an input and its signature. */
export function compactAssertion(input: string, signature: Uint8Array): string {
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}

/**
 * Who a certificate (DER) names: its common name, which on a CPx is the national id (PS_IdNat), else the
 * whole subject; null when it is not a certificate.
 */
export function certificateSubject(certificate: Uint8Array): string | null {
  try {
    const parsed = new X509Certificate(certificate);
    const commonName: unknown = parsed.toLegacyObject().subject?.CN;
    return typeof commonName === 'string' && commonName !== '' ? commonName : parsed.subject || null;
  } catch {
    return null;
  }
}

function segment(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
