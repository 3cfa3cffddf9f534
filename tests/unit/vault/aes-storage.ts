import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SecretStorage } from '../../../electron/vault/index.ts';

const IV = 12;
const TAG = 16;

/** A secret storage that really encrypts (AES-256-GCM), with a key of its own; `lock` takes the key away, `unlock` gives it back. */
export function aesStorage(
  key: Uint8Array = randomBytes(32),
): SecretStorage & { lock(): void; unlock(): void } {
  let available = true;
  return {
    get available() {
      return available;
    },
    lock: () => {
      available = false;
    },
    unlock: () => {
      available = true;
    },
    encrypt: (text) => {
      const iv = randomBytes(IV);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
    },
    decrypt: (bytes) => {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV));
      decipher.setAuthTag(bytes.subarray(IV, IV + TAG));
      return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString();
    },
  };
}
