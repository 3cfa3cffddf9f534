import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
} from 'node:crypto';

const IV = 12;
const TAG = 16;

/** Keeps text in a column so that only who has the workstation's key reads it. */
export interface Sealer {
  /** AES-256-GCM; `purpose` is bound to it, so that what was sealed for one column does not open in another. */
  seal(text: string, purpose: string): Uint8Array;
  /** The same for bytes. */
  sealBytes(bytes: Uint8Array, purpose: string): Uint8Array;
  /** The text, or null when it was sealed with another key or purpose, or changed. */
  open(sealed: Uint8Array, purpose: string): string | null;
  openBytes(sealed: Uint8Array, purpose: string): Uint8Array | null;
  /** A keyed digest of 16 bytes: lets an equal value be found again, and tells nothing else of it. */
  blind(text: string, purpose: string): Uint8Array;
}

/** A sealer of the key that main keeps in the system's secret storage, 32 bytes. */
export function createSealer(key: Uint8Array): Sealer {
  // Made once: from bytes, each operation would make its key anew.
  const derive = (use: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `bandeau records ${use}`, 32)));
  const sealing = derive('seal');
  const blinding = derive('blind');
  const sealBytes = (bytes: Uint8Array, purpose: string): Uint8Array => {
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', sealing, iv).setAAD(Buffer.from(purpose));
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  };
  const openBytes = (sealed: Uint8Array, purpose: string): Buffer | null => {
    try {
      const decipher = createDecipheriv('aes-256-gcm', sealing, sealed.subarray(0, IV));
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(sealed.subarray(IV, IV + TAG));
      const body = sealed.subarray(IV + TAG);
      return Buffer.concat([decipher.update(body), decipher.final()]);
    } catch {
      return null;
    }
  };
  return {
    seal: (text, purpose) => sealBytes(Buffer.from(text, 'utf8'), purpose),
    sealBytes,
    open: (sealed, purpose) => openBytes(sealed, purpose)?.toString('utf8') ?? null,
    openBytes,
    blind: (text, purpose) =>
      createHmac('sha256', blinding).update(`${purpose}\0${text}`).digest().subarray(0, 16),
  };
}
