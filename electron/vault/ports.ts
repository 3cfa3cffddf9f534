import type { Result } from '../failures/index.ts';

/**
 * What identifies a person and rests on this workstation, always encrypted with the system's secret storage
 * (DESIGN rule 7). Where the system has none, nothing is written and `available` says so.
 */
export interface Vault {
  readonly available: boolean;
  /** The text kept under `name`, or null; what cannot be read is set aside, reported, and counts as absent. */
  read(name: string): string | null;
  /** Writes whole or not at all. `Vault_Unavailable` without secret storage or disk space. */
  write(name: string, text: string): Promise<Result<undefined>>;
  remove(name: string): Promise<void>;
  /** Resolves when all that was asked is done. */
  flush(): Promise<void>;
  /** For records appended to a file of somebody else's: an opaque line (base64), or null without secret storage. */
  seal(text: string): string | null;
  /** The text of a sealed line, or null when it cannot be opened. */
  open(sealed: string): string | null;
}

/** The system's secret storage, as far as it is needed: Electron's `safeStorage` in the application. */
export interface SecretStorage {
  /** Whether what it encrypts is out of reach of somebody who reads the disk. */
  readonly available: boolean;
  /** May throw, as `decrypt`. */
  encrypt(text: string): Uint8Array;
  decrypt(bytes: Uint8Array): string;
}
