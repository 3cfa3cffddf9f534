import type { Entry } from '../../../electron/directory/rules/entry.ts';
import { type HeldEntry, indexedOf } from './indexed.ts';

/**
 * Entries in the process's memory: the favourites, which come first in every search, and all that rest sealed, whose
 * names are in no index on the disk. Both are few; they are searched one after the other.
 */
export class HeldEntries {
  readonly #entries = new Map<number, HeldEntry>();
  /** Of the sealed ones only: the others' are in the file. */
  readonly #byNumber = new Map<string, Set<number>>();

  #sealedCount = 0;

  put(entry: Entry, sealed: boolean): void {
    this.drop(entry.id);
    const indexed = indexedOf(entry);
    this.#entries.set(entry.id, { entry, indexed, sealed });
    if (!sealed) return;
    this.#sealedCount += 1;
    for (const number of indexed.numbers) {
      const ids = this.#byNumber.get(number) ?? new Set();
      this.#byNumber.set(number, ids.add(entry.id));
    }
  }

  drop(id: number): void {
    const held = this.#entries.get(id);
    this.#entries.delete(id);
    if (held?.sealed) this.#sealedCount -= 1;
    for (const number of held?.indexed.numbers ?? []) {
      const ids = this.#byNumber.get(number);
      ids?.delete(id);
      if (ids?.size === 0) this.#byNumber.delete(number);
    }
  }

  get sealedCount(): number {
    return this.#sealedCount;
  }

  all(): Iterable<HeldEntry> {
    return this.#entries.values();
  }

  /** Sealed entries that have this normalised number. */
  withNumber(number: string): Entry[] {
    return [...(this.#byNumber.get(number) ?? [])].flatMap((id) => this.#entries.get(id)?.entry ?? []);
  }
}
