import { createHash, verify, X509Certificate } from 'node:crypto';

/** DER of `DigestInfo { sha256, NULL }` up to the digest itself (RFC 8017, section 9.2, note 1). */
const SHA256_DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** The DigestInfo that CKM_RSA_PKCS pads and signs: the middleware then has no digest to make, nor to refuse. */
export function digestInfo(data: Uint8Array): Buffer {
  return Buffer.concat([SHA256_DIGEST_INFO, createHash('sha256').update(data).digest()]);
}

/** Whether `signature` (RSASSA-PKCS1-v1_5, SHA-256) over `data` is of the certificate's key. `certificate` is DER. */
export function isSignedBy(certificate: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', data, new X509Certificate(certificate).publicKey, signature);
  } catch {
    return false;
  }
}
