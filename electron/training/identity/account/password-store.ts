import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

const HISTORY = 5;
const MONTHS_TO_EXPIRY = 4;
const MONTHS_TO_ANNOUNCEMENT = 3;
const KEY_LENGTH = 32;
/** 16 MiB and some tens of milliseconds a password (RFC 7914 §2). */
const COST = { N: 16_384, r: 8, p: 1 } satisfies ScryptOptions;

interface Hash {
  readonly salt: Buffer;
  readonly key: Buffer;
}

interface Kept {
  /** The present one first. */
  readonly hashes: readonly Promise<Hash>[];
  readonly changedAt: number;
  readonly temporary: boolean;
}

/** What may be known of a password. Times in milliseconds since the epoch. */
export interface PasswordState {
  readonly set: boolean;
  readonly expiresAt: number | null;
  /** From when the person is told that it will expire. */
  readonly announcedFrom: number | null;
}

/** Everybody's passwords, as scrypt hashes (RFC 7914) that take as long for a person who is not there. */
export class PasswordStore {
  readonly #kept = new Map<string, Kept>();
  readonly #nobodys = hashOf(randomBytes(16).toString('hex'));

  /** Sets a password without asking whether it was used before. */
  set(personId: string, password: string, changedAt = Date.now(), temporary = false): void {
    const before = this.#kept.get(personId)?.hashes ?? [];
    const hashes = [hashOf(password), ...before].slice(0, HISTORY);
    this.#kept.set(personId, { hashes, changedAt, temporary });
  }

  /** Whether it is the person's; `personId` null is nobody, and costs the same. */
  async isRight(personId: string | null, password: string): Promise<boolean> {
    const kept = personId === null ? undefined : this.#kept.get(personId);
    const matches = await isHashOf((await kept?.hashes[0]) ?? (await this.#nobodys), password);
    return matches && kept !== undefined;
  }

  /** Whether it is the present password or one of those before it. */
  async wasUsed(personId: string, password: string): Promise<boolean> {
    const hashes = await Promise.all(this.#kept.get(personId)?.hashes ?? []);
    const matches = await Promise.all(hashes.map((hash) => isHashOf(hash, password)));
    return matches.includes(true);
  }

  /** Why it has to be replaced before it opens anything, or null. */
  mustChange(personId: string, now = Date.now()): 'expired' | 'temporary' | null {
    const kept = this.#kept.get(personId);
    if (kept?.temporary) return 'temporary';
    const { expiresAt } = this.state(personId);
    return expiresAt !== null && expiresAt <= now ? 'expired' : null;
  }

  state(personId: string): PasswordState {
    const kept = this.#kept.get(personId);
    if (!kept) return { set: false, expiresAt: null, announcedFrom: null };
    return {
      set: true,
      expiresAt: monthsAfter(kept.changedAt, MONTHS_TO_EXPIRY),
      announcedFrom: monthsAfter(kept.changedAt, MONTHS_TO_ANNOUNCEMENT),
    };
  }
}

function monthsAfter(time: number, months: number): number {
  const date = new Date(time);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.getTime();
}

async function hashOf(password: string): Promise<Hash> {
  const salt = randomBytes(16);
  return { salt, key: await derive(password, salt) };
}

async function isHashOf({ salt, key }: Hash, password: string): Promise<boolean> {
  return timingSafeEqual(await derive(password, salt), key);
}

/** One password is one password, however its accents were typed. */
function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFC'), salt, KEY_LENGTH, COST, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
