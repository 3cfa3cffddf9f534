import { randomBytes, verify, X509Certificate } from 'node:crypto';

const PURPOSE = 'Bandeau: unlock this station\0';

/** What a card signs to prove that it is here now: never what an assertion could be, never the same twice. */
export function unlockChallenge(): Uint8Array {
  return Buffer.concat([Buffer.from(PURPOSE), randomBytes(32)]);
}

/** Whether `signature` (RSASSA-PKCS1-v1_5, SHA-256) over `challenge` is by the key of `certificate` (DER). */
export function isSignedBy(certificate: Uint8Array, challenge: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify('sha256', challenge, new X509Certificate(certificate).publicKey, signature);
  } catch {
    return false;
  }
}
