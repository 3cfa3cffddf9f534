import 'reflect-metadata';
import { createHash } from 'node:crypto';
import {
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
} from '@peculiar/x509';
import type { CardHolder, CardKind } from './protocol.ts';

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const RSA = 'RSASSA-PKCS1-v1_5';
const OID = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  organisation: '2.5.4.10',
  title: '2.5.4.12',
  givenName: '2.5.4.42',
} as const;
const MAX_DER_BYTES = 16_384;
const MAX_CHAIN = 5;

/** PS_IdNat: the kind of id, its number, and for staff the establishment's own number behind a slash. */
const NATIONAL_ID = /^[0134568][0-9A-Z]{8,14}(\/[0-9A-Za-z._-]{1,40})?$/;

export type Validity = 'valid' | 'expired' | 'not-yet-valid';

/** A certificate object of a token; `id` is its CKA_ID, which its private key shares. */
export interface TokenCertificate {
  readonly id: Uint8Array;
  /** DER. */
  readonly value: Uint8Array;
}

/** The certificate that proves who holds the card. */
export interface AuthenticationCertificate {
  readonly keyId: Uint8Array;
  readonly holder: CardHolder;
  /** DER, leaf first, then the authorities found on the card. */
  readonly chain: readonly Uint8Array[];
}

interface Parsed {
  readonly token: TokenCertificate;
  readonly x509: X509Certificate;
}

/**
 * Chooses the certificate for authentication among those of a token: RSA, digitalSignature, clientAuth; rather one
 * that names a person and is valid at `now`, then the one that lasts longest. Null when there is none.
 * Malformed certificates are passed over.
 */
export function chooseCertificate(
  certificates: readonly TokenCertificate[],
  now: Date,
): AuthenticationCertificate | null {
  const parsed = certificates.flatMap(parse);
  const [best] = parsed
    .filter(({ x509 }) => isForAuthentication(x509))
    .map((candidate) => ({ ...candidate, holder: readHolder(candidate.x509) }))
    .sort(
      (a, b) =>
        Number(b.holder.nationalId !== '') - Number(a.holder.nationalId !== '') ||
        Number(validityAt(b.holder, now) === 'valid') - Number(validityAt(a.holder, now) === 'valid') ||
        b.x509.notAfter.getTime() - a.x509.notAfter.getTime(),
    );
  if (!best) return null;
  return { keyId: best.token.id, holder: best.holder, chain: chainFrom(best, parsed) };
}

/** Whether a holder's certificate is valid at `now`. */
export function validityAt(
  { notBefore, notAfter }: Pick<CardHolder, 'notBefore' | 'notAfter'>,
  now: Date,
): Validity {
  if (now.getTime() < Date.parse(notBefore)) return 'not-yet-valid';
  return now.getTime() > Date.parse(notAfter) ? 'expired' : 'valid';
}

/** The kind of card that a PS_IdNat tells: its first digit says who gave the number (facts of the ANS). */
export function kindOfNationalId(nationalId: string): CardKind {
  if (/^[08]/.test(nationalId)) return 'CPS';
  return /^[13456]/.test(nationalId) ? 'CPE' : 'other';
}

function parse(token: TokenCertificate): Parsed[] {
  if (token.value.length === 0 || token.value.length > MAX_DER_BYTES) return [];
  try {
    const x509 = new X509Certificate(Uint8Array.from(token.value));
    // A date that cannot be written would only fail later, far from here.
    if (Number.isNaN(x509.notBefore.getTime()) || Number.isNaN(x509.notAfter.getTime())) return [];
    return [{ token, x509 }];
  } catch {
    return [];
  }
}

function isForAuthentication(x509: X509Certificate): boolean {
  try {
    const usage = x509.getExtension(KeyUsagesExtension);
    const extended = x509.getExtension(ExtendedKeyUsageExtension);
    return (
      x509.publicKey.algorithm.name === RSA &&
      ((usage?.usages ?? 0) & KeyUsageFlags.digitalSignature) !== 0 &&
      (extended?.usages.includes(CLIENT_AUTH) ?? false)
    );
  } catch {
    return false;
  }
}

function readHolder(x509: X509Certificate): CardHolder {
  const subject = (oid: string): string | null => x509.subjectName.getField(oid)[0]?.trim() || null;
  const commonName = subject(OID.commonName) ?? '';
  const nationalId = NATIONAL_ID.test(commonName) ? commonName : '';
  return {
    cardId: createHash('sha256').update(new Uint8Array(x509.rawData)).digest('hex'),
    nationalId,
    familyName: subject(OID.surname) ?? '',
    givenName: subject(OID.givenName) ?? '',
    kind: kindOfNationalId(nationalId),
    title: subject(OID.title),
    organisation: subject(OID.organisation),
    issuer: x509.issuerName.getField(OID.commonName)[0] ?? '',
    notBefore: x509.notBefore.toISOString(),
    notAfter: x509.notAfter.toISOString(),
  };
}

/** Names are enough to order what is on the card: whoever receives the chain checks its signatures. */
function chainFrom(leaf: Parsed, all: readonly Parsed[]): readonly Uint8Array[] {
  const chain = [leaf];
  while (chain.length < MAX_CHAIN) {
    const issuerName = chain[chain.length - 1]?.x509.issuer;
    const issuer = all.find((other) => other.x509.subject === issuerName && !chain.includes(other));
    if (!issuer) break;
    chain.push(issuer);
  }
  return chain.map(({ token }) => token.value);
}
