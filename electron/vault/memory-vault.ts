import { ok } from '../failures/index.ts';
import type { Vault } from './ports.ts';

/** A vault of which nothing rests, for training: what is sealed is only encoded, and lives as long as the program. */
export function memoryVault(): Vault {
  const texts = new Map<string, string>();
  return {
    available: true,
    read: (name) => texts.get(name) ?? null,
    write: async (name, text) => {
      texts.set(name, text);
      return ok();
    },
    remove: async (name) => {
      texts.delete(name);
    },
    flush: async () => {},
    seal: (text) => Buffer.from(text).toString('base64'),
    open: (sealed) => Buffer.from(sealed, 'base64').toString(),
  };
}
