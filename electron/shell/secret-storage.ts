import { safeStorage } from 'electron';
import type { SecretStorage } from '../vault/index.ts';

/** On Linux, `basic_text` encrypts with a password that everybody knows, and `unknown` promises nothing. */
const openBackends: readonly string[] = ['basic_text', 'unknown'];

/** Electron's secret storage; to be asked once the application is ready. */
export const secretStorage: SecretStorage = {
  get available(): boolean {
    if (!safeStorage.isEncryptionAvailable()) return false;
    return process.platform !== 'linux' || !openBackends.includes(safeStorage.getSelectedStorageBackend());
  },
  encrypt: (text) => safeStorage.encryptString(text),
  decrypt: (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
};
