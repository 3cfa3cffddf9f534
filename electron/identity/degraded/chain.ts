import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  X509Certificate,
} from '@peculiar/x509';

const LONGEST_CHAIN = 5;
const LARGEST_CERTIFICATE = 16_384;
const MOST_ANCHORS = 100;
const soundHashes: readonly string[] = ['SHA-256', 'SHA-384', 'SHA-512'];

/** Extensions that are understood here, or ask for nothing here; another one, if critical, refuses (RFC 5280 §4.2). */
const understood: readonly string[] = [
  '2.5.29.19', // basicConstraints
  '2.5.29.15', // keyUsage
  '2.5.29.37', // extKeyUsage
  '2.5.29.32', // certificatePolicies
  '2.5.29.17', // subjectAltName
];

/** The certificates of a PEM text, its order kept; null when there is none, or one that cannot be read. */
export function readAnchors(pem: string): readonly X509Certificate[] | null {
  try {
    const certificates = PemConverter.decode(pem).map((der) => new X509Certificate(der));
    return certificates.length > 0 && certificates.length <= MOST_ANCHORS ? certificates : null;
  } catch {
    return null;
  }
}

/** A certificate in DER, or null when it is not one. */
export function readCertificate(der: Uint8Array): X509Certificate | null {
  if (der.length === 0 || der.length > LARGEST_CERTIFICATE) return null;
  try {
    return new X509Certificate(Uint8Array.from(der));
  } catch {
    return null;
  }
}

/**
 * The path from the first certificate of `chain` (DER, leaf first) to one of `anchors`, both included, when each
 * one is signed by the next, valid at `date`, and entitled to (RFC 5280 §6; an anchor is checked as the others are,
 * names and policies are not); null otherwise. The leaf itself is never the anchor.
 */
export async function pathToAnchor(
  chain: readonly Uint8Array[],
  anchors: readonly X509Certificate[],
  date: Date,
): Promise<readonly X509Certificate[] | null> {
  const [leaf, ...others] = chain.slice(0, LONGEST_CHAIN).map(readCertificate);
  if (!leaf) return null;
  // What this station trusts goes before what the card brings along.
  const authorities = [...anchors, ...others.filter((other) => other !== null)];
  const path = [leaf];
  try {
    if (!isUsable(leaf, date)) return null;
    for (let at: X509Certificate | null = leaf; at && path.length < LONGEST_CHAIN; ) {
      at = await issuerOf(at, authorities, date, path.length - 1);
      if (!at || path.some((earlier) => at?.equal(earlier))) return null;
      path.push(at);
      if (anchors.some((anchor) => at?.equal(anchor))) return path;
    }
  } catch {
    // An algorithm or an extension that cannot be read vouches for nothing.
  }
  return null;
}

async function issuerOf(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
  date: Date,
  below: number,
): Promise<X509Certificate | null> {
  for (const authority of authorities) {
    if (authority.subject !== certificate.issuer) continue;
    if (!isUsable(authority, date) || !mayIssue(authority, below)) continue;
    if (await certificate.verify({ publicKey: authority, signatureOnly: true })) return authority;
  }
  return null;
}

function isUsable(certificate: X509Certificate, date: Date): boolean {
  return (
    certificate.notBefore <= date &&
    date <= certificate.notAfter &&
    soundHashes.includes(certificate.signatureAlgorithm.hash?.name ?? '') &&
    certificate.extensions.every(({ critical, type }) => !critical || understood.includes(type))
  );
}

/** `below` counts the authorities between this one and the leaf. */
function mayIssue(authority: X509Certificate, below: number): boolean {
  const constraints = authority.getExtension(BasicConstraintsExtension);
  if (!constraints?.ca || (constraints.pathLength ?? LONGEST_CHAIN) < below) return false;
  return allows(authority, KeyUsageFlags.keyCertSign);
}

/** Whether the key usage of an authority, where it has one, names that use. */
export function allows(authority: X509Certificate, use: KeyUsageFlags): boolean {
  const usages = authority.getExtension(KeyUsagesExtension);
  return usages === null || (usages.usages & use) !== 0;
}
