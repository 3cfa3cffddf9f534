import { randomBytes } from 'node:crypto';
import type { Vault } from '../vault/index.ts';

const NAME = 'records-key';
const LENGTH = 32;

/**
 * The key that seals records, kept by the system's secret storage: made at the first use, the same ever after. Null
 * where there is no secret storage, or it could not be written; nothing must then be sealed that is to be read again.
 */
export async function recordsKey(vault: Vault): Promise<Uint8Array | null> {
  if (!vault.available) return null;
  const kept = vault.read(NAME);
  const key = kept === null ? null : Buffer.from(kept, 'base64');
  if (key?.length === LENGTH) return key;
  const made = randomBytes(LENGTH);
  const written = await vault.write(NAME, made.toString('base64'));
  return written.ok ? made : null;
}
