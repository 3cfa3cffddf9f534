import { z } from 'zod';
import type { Vault } from '../../vault/index.ts';

/** A list in the vault: read once, written whole at each change. What is not of this shape counts as nothing. */
export class VaultList<T> {
  readonly #vault: Vault;
  readonly #name: string;
  #items: readonly T[];

  constructor(vault: Vault, name: string, schema: z.ZodType<T>) {
    this.#vault = vault;
    this.#name = name;
    this.#items = parse(vault.read(name), schema);
  }

  get items(): readonly T[] {
    return this.#items;
  }

  /** What the vault cannot take is remembered as long as the program runs. */
  async set(items: readonly T[]): Promise<void> {
    this.#items = items;
    if (items.length === 0) await this.#vault.remove(this.#name);
    else await this.#vault.write(this.#name, JSON.stringify(items));
  }
}

function parse<T>(text: string | null, schema: z.ZodType<T>): readonly T[] {
  if (text === null) return [];
  try {
    return z.array(schema).parse(JSON.parse(text));
  } catch {
    return [];
  }
}

const profile = z.object({
  id: z.string(),
  role: z.string(),
  entity: z.object({ id: z.string(), name: z.string() }),
  rights: z.array(z.literal('sign-in-journal')),
});

export const knownCardSchema = z.object({
  /** SHA-256 of the certificate (DER), lower-case hexadecimal. */
  cardId: z.string(),
  person: z.object({ subject: z.string(), givenName: z.string(), familyName: z.string() }),
  profiles: z.array(profile),
  profile,
  /** Last sign-in with the provider, on this station; milliseconds since the epoch. */
  signedInAt: z.number(),
});
export type KnownCard = z.infer<typeof knownCardSchema>;

export const knownPhoneSchema = z.object({
  number: z.string(),
  addressOfRecord: z.string(),
  credential: z.object({ username: z.string(), password: z.string() }).nullable(),
  /** Last time that the portal bound it on this station. */
  boundAt: z.number(),
});
export type KnownPhone = z.infer<typeof knownPhoneSchema>;

export const degradedSessionSchema = z.object({
  id: z.string(),
  subject: z.string(),
  openedAt: z.number(),
  closedAt: z.number().nullable(),
  phone: z.string().nullable(),
  revocation: z.enum(['fresh', 'stale', 'unknown']),
});
