import 'reflect-metadata';
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CRLDistributionPointsExtension, type X509Certificate } from '@peculiar/x509';
import writeFileAtomic from 'write-file-atomic';
import { type FetchList, isWebAddress } from './fetch-list.ts';
import { type RevocationList, readRevocationList } from './revocation-list.ts';

/** Milliseconds after which an address is asked again: it gave something, or nothing. */
const AGAIN = { given: 3_600_000, failed: 300_000 };
/** What one card may have fetched. */
const MOST_NAMED = 10;

export interface RevocationCacheOptions {
  /** Where lists rest, in clear: they are public. Null keeps them in memory. */
  readonly directory: string | null;
  readonly fetchList: FetchList;
  /** Addresses besides those that certificates name. */
  readonly addresses: readonly string[];
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** The last revocation list of each authority, kept for when nothing can be fetched. */
export class RevocationCache {
  readonly #options: RevocationCacheOptions;
  readonly #lists: ListStore;
  /** Lists as they were last read, by authority. */
  readonly #read = new Map<string, RevocationList>();
  readonly #asked = new Map<string, { readonly at: number; readonly again: number }>();

  constructor(options: RevocationCacheOptions) {
    this.#options = options;
    this.#lists = options.directory === null ? memoryLists() : fileLists(options.directory);
  }

  /** The list of that authority, or null. What comes from the disk has its signature checked. */
  async of(issuer: X509Certificate): Promise<RevocationList | null> {
    const name = nameOf(issuer);
    const known = this.#read.get(name);
    if (known) return known;
    const bytes = await this.#lists.read(name);
    const list = bytes && (await readRevocationList(bytes, issuer));
    if (list) this.#read.set(name, list);
    return list;
  }

  /**
   * Fetches the lists that `path` (leaf first, checked to its anchor) and the site name, each at most once an hour, or
   * five minutes after nothing came, and keeps those that one of `authorities` signed and that are newer than what is there. Never rejects.
   */
  async refresh(path: readonly X509Certificate[], authorities: readonly X509Certificate[]): Promise<void> {
    const named = path.flatMap(addressesIn).slice(0, MOST_NAMED);
    for (const address of new Set([...this.#options.addresses, ...named])) {
      if (!isWebAddress(address) || !this.#isDue(address)) continue;
      this.#note(address, AGAIN.failed);
      const bytes = await this.#options.fetchList(address).catch(() => null);
      if (!bytes) continue;
      this.#note(address, AGAIN.given);
      await this.#keep(bytes, authorities);
    }
  }

  #isDue(address: string): boolean {
    const asked = this.#asked.get(address);
    return !asked || Math.abs(this.#options.clock() - asked.at) >= asked.again;
  }

  #note(address: string, again: number): void {
    this.#asked.set(address, { at: this.#options.clock(), again });
  }

  async #keep(bytes: Uint8Array, authorities: readonly X509Certificate[]): Promise<void> {
    for (const issuer of authorities) {
      const list = await readRevocationList(bytes, issuer);
      if (!list) continue;
      const present = await this.of(issuer);
      if (present && present.thisUpdate >= list.thisUpdate) continue;
      this.#read.set(nameOf(issuer), list);
      await this.#lists.write(nameOf(issuer), list.der);
    }
  }
}

/** Names one key of one authority. */
function nameOf(issuer: X509Certificate): string {
  const hash = createHash('sha256').update(new Uint8Array(issuer.subjectName.toArrayBuffer()));
  return `${hash.update(new Uint8Array(issuer.publicKey.rawData)).digest('hex')}.crl`;
}

/** Addresses of whole lists of the issuer itself (RFC 5280 §4.2.1.13). */
function addressesIn(certificate: X509Certificate): readonly string[] {
  try {
    const points = certificate.getExtension(CRLDistributionPointsExtension)?.distributionPoints ?? [];
    return points
      .filter(({ reasons, cRLIssuer }) => !reasons && !cRLIssuer)
      .flatMap(({ distributionPoint }) => distributionPoint?.fullName ?? [])
      .flatMap(({ uniformResourceIdentifier }) => uniformResourceIdentifier ?? []);
  } catch {
    return [];
  }
}

interface ListStore {
  read(name: string): Promise<Uint8Array | null>;
  write(name: string, bytes: Uint8Array): Promise<void>;
}

function fileLists(directory: string): ListStore {
  return {
    read: (name) => readFile(join(directory, name)).catch(() => null),
    write: async (name, bytes) => {
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await writeFileAtomic(join(directory, name), Buffer.from(bytes), { mode: 0o600 });
      } catch {
        // Without room for it, the list of before stays.
      }
    },
  };
}

function memoryLists(): ListStore {
  const lists = new Map<string, Uint8Array>();
  return {
    read: async (name) => lists.get(name) ?? null,
    write: async (name, bytes) => {
      lists.set(name, bytes);
    },
  };
}
