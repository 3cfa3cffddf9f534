import { z } from 'zod';
import { fail, ok, type Result } from '../../failures/index.ts';
import type { Vault } from '../../vault/index.ts';

/**
 * A list in the vault: read once, as soon as the vault opens, and written whole at each change. An item that is not of
 * this shape is left out.
 */
export class VaultList<T> {
  readonly #vault: Vault;
  readonly #name: string;
  readonly #schema: z.ZodType<T>;
  /** Null until it could be read. */
  #items: readonly T[] | null = null;

  constructor(vault: Vault, name: string, schema: z.ZodType<T>) {
    this.#vault = vault;
    this.#name = name;
    this.#schema = schema;
  }

  get items(): readonly T[] {
    if (this.#items === null && this.#vault.available) {
      this.#items = parse(this.#vault.read(this.#name), this.#schema);
    }
    return this.#items ?? [];
  }

  /**
   * What the vault cannot take is remembered as long as the program runs; what it could not give is not replaced.
   * `Vault_Unavailable`.
   */
  async set(items: readonly T[]): Promise<Result<undefined>> {
    if (this.#items === null && !this.#vault.available) return fail('Vault_Unavailable');
    this.#items = items;
    if (items.length > 0) return this.#vault.write(this.#name, JSON.stringify(items));
    await this.#vault.remove(this.#name);
    return ok();
  }

  /** Forgets all of it, read or not. */
  async clear(): Promise<void> {
    this.#items = [];
    await this.#vault.remove(this.#name);
  }
}

function parse<T>(text: string | null, schema: z.ZodType<T>): readonly T[] {
  if (text === null) return [];
  try {
    return z
      .array(z.unknown())
      .parse(JSON.parse(text))
      .flatMap((item) => schema.safeParse(item).data ?? []);
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
