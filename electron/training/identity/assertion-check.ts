import { createPublicKey } from 'node:crypto';
import type { X509Certificate } from '@peculiar/x509';
import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { judgeLeaf } from './certificate-check.ts';
import type { OneTimeValues } from './one-time-values.ts';
import type { DirectoryPerson } from './people.ts';

/** `reason` of an AssertionRefusal in `docs/portal-api.yaml`. */
export type RefusalReason =
  | 'assertion-malformed'
  | 'assertion-expired'
  | 'assertion-not-yet-valid'
  | 'assertion-replayed'
  | 'audience-refused'
  | 'algorithm-refused'
  | 'certificate-expired'
  | 'nonce-refused'
  | 'signature-refused'
  | 'certificate-not-accepted'
  | 'certificate-revoked'
  | 'person-unknown';

export type AssertionOutcome =
  | { readonly ok: true; readonly person: DirectoryPerson }
  | { readonly ok: false; readonly reason: RefusalReason };

export interface AssertionRules {
  /** Issuer identifier or token endpoint: either is an audience (RFC 7523 §3). */
  readonly audiences: readonly string[];
  readonly anchors: readonly X509Certificate[];
  readonly people: readonly DirectoryPerson[];
  readonly nonces: OneTimeValues;
  readonly usedAssertions: OneTimeValues;
}

/** The only one a card signs with: neither `none` nor a symmetric one is ever looked at. */
const ALGORITHM = 'RS256';
const LONGEST_LIFE = 60;
const CLOCK_TOLERANCE = 5;

const headerSchema = z.object({ alg: z.string(), x5c: z.array(z.string().max(16_384)).min(1) });

const claimsSchema = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1),
  iat: z.number(),
  exp: z.number(),
  jti: z.string().min(8).max(200),
  nonce: z.string().min(1).max(200),
});

/** Checks a card's assertion as RFC 7523 §3 asks, then what this portal adds: nonce, person, revocation. */
export async function checkAssertion(assertion: string, rules: AssertionRules): Promise<AssertionOutcome> {
  const header = readHeader(assertion);
  if (!header) return refuse('assertion-malformed');
  if (header.alg !== ALGORITHM) return refuse('algorithm-refused');
  const certificate = await judgeLeaf(header.x5c, rules.anchors, new Date());
  if (!certificate.ok) return certificate;
  const { leaf } = certificate;

  const read = await readClaims(assertion, leaf, rules.audiences);
  if (!read.ok) return read;
  const { claims } = read;
  if (claims.iss !== claims.sub || !leaf.subjectName.getField('CN').includes(claims.sub)) {
    return refuse('assertion-malformed');
  }
  if (claims.iat > now() + CLOCK_TOLERANCE) return refuse('assertion-not-yet-valid');
  if (claims.exp - claims.iat > LONGEST_LIFE) return refuse('assertion-malformed');
  if (!rules.usedAssertions.add(claims.jti)) return refuse('assertion-replayed');
  if (!rules.nonces.take(claims.nonce)) return refuse('nonce-refused');

  const person = rules.people.find(({ card }) => card.nationalId === claims.sub);
  if (person?.standing === 'revoked') return refuse('certificate-revoked');
  if (person?.standing !== 'known') return refuse('person-unknown');
  return { ok: true, person };
}

function readHeader(assertion: string): z.infer<typeof headerSchema> | null {
  try {
    return headerSchema.parse(decodeProtectedHeader(assertion));
  } catch {
    return null;
  }
}

type Claims = { ok: true; claims: z.infer<typeof claimsSchema> } | { ok: false; reason: RefusalReason };

async function readClaims(
  assertion: string,
  leaf: X509Certificate,
  audiences: readonly string[],
): Promise<Claims> {
  try {
    const key = createPublicKey({ key: Buffer.from(leaf.publicKey.rawData), format: 'der', type: 'spki' });
    const { payload } = await jwtVerify(assertion, key, {
      algorithms: [ALGORITHM],
      audience: [...audiences],
      clockTolerance: CLOCK_TOLERANCE,
    });
    return { ok: true, claims: claimsSchema.parse(payload) };
  } catch (error) {
    return refuse(reasonOf(error));
  }
}

function reasonOf(error: unknown): RefusalReason {
  if (error instanceof errors.JWTExpired) return 'assertion-expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature-refused';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud') return 'audience-refused';
  if (error instanceof errors.JWTClaimValidationFailed && error.claim === 'nbf')
    return 'assertion-not-yet-valid';
  return 'assertion-malformed';
}

function refuse(reason: RefusalReason): { ok: false; reason: RefusalReason } {
  return { ok: false, reason };
}

function now(): number {
  return Date.now() / 1_000;
}
