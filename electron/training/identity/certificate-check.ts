import 'reflect-metadata';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
  X509ChainBuilder,
} from '@peculiar/x509';

const LONGEST_CHAIN = 5;

export type LeafVerdict =
  | { readonly ok: true; readonly leaf: X509Certificate }
  /** `certificate-expired`: an authority vouches for the card, which is too old. */
  | { readonly ok: false; readonly reason: 'certificate-not-accepted' | 'certificate-expired' };

const notAccepted: LeafVerdict = { ok: false, reason: 'certificate-not-accepted' };

/**
 * The leaf of `x5c` (RFC 7515 §4.1.6: base64 DER, leaf first) when it is a card's authentication
 * certificate that one of `anchors` vouches for at `date` (RFC 5280 §6).
 */
export async function judgeLeaf(
  x5c: readonly string[],
  anchors: readonly X509Certificate[],
  date: Date,
): Promise<LeafVerdict> {
  if (x5c.length === 0 || x5c.length > LONGEST_CHAIN) return notAccepted;
  try {
    const [leaf, ...others] = x5c.map((der) => new X509Certificate(der));
    if (!leaf || !isForAuthentication(leaf)) return notAccepted;
    const builder = new X509ChainBuilder({ certificates: [...others, ...anchors] });
    const chain = await builder.build(leaf);
    if (!(await isVouchedFor([...chain], anchors, date))) return notAccepted;
    if (leaf.notAfter < date) return { ok: false, reason: 'certificate-expired' };
    return isValid(leaf, date) ? { ok: true, leaf } : notAccepted;
  } catch {
    return notAccepted;
  }
}

/** Whether the chain leads to an anchor; the leaf's own dates are not looked at. */
async function isVouchedFor(
  chain: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  date: Date,
): Promise<boolean> {
  for (const [index, certificate] of chain.entries()) {
    if (index > 0 && !isValid(certificate, date)) return false;
    if (anchors.some((anchor) => anchor.equal(certificate))) return index > 0;
    const issuer = chain[index + 1];
    if (!issuer || !isAuthority(issuer, index)) return false;
    if (!(await certificate.verify({ publicKey: issuer, signatureOnly: true }))) return false;
  }
  return false;
}

function isValid({ notBefore, notAfter }: X509Certificate, date: Date): boolean {
  return notBefore <= date && date <= notAfter;
}

/** `below` counts the authorities between this one and the leaf. */
function isAuthority(certificate: X509Certificate, below: number): boolean {
  const constraints = certificate.getExtension(BasicConstraintsExtension);
  if (!constraints?.ca || (constraints.pathLength ?? LONGEST_CHAIN) < below) return false;
  const usages = certificate.getExtension(KeyUsagesExtension);
  return usages === null || (usages.usages & KeyUsageFlags.keyCertSign) !== 0;
}

function isForAuthentication(leaf: X509Certificate): boolean {
  const usages = leaf.getExtension(KeyUsagesExtension);
  const purposes = leaf.getExtension(ExtendedKeyUsageExtension);
  const signs = usages !== null && (usages.usages & KeyUsageFlags.digitalSignature) !== 0;
  return signs && purposes?.usages.includes(ExtendedKeyUsage.clientAuth) === true;
}
