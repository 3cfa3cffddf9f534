import { contentOf } from '../../../electron/directory/rules/entry.ts';
import type { ReadEntry } from './imports/parsed.ts';
import type { ImportIssue } from './imports/report.ts';
import { type Sheet, sheetOf } from './sheet.ts';

/** An entry that comes from a source, under the id that it has there. */
export interface Entrant {
  readonly line: number;
  readonly sourceId: string;
  readonly sheet: Sheet;
}

/** The entries of one source as they are read: each gets the id by which it is known when the source is read again. */
export class Entrants {
  readonly #all: Entrant[] = [];
  readonly #issues: ImportIssue[] = [];
  /** How many had each id so far. */
  readonly #known = new Map<string, number>();

  take(entries: readonly ReadEntry[]): void {
    for (const entry of entries) this.#take(entry);
  }

  /** All of them, and what is to be told of their lines. */
  end(): { readonly entrants: readonly Entrant[]; readonly issues: readonly ImportIssue[] } {
    // Neighbours in the indexes are written together, which takes half the time.
    this.#all.sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
    return { entrants: this.#all, issues: this.#issues };
  }

  #take(entry: ReadEntry): void {
    const { line, problems } = entry;
    for (const problem of problems) this.#issues.push({ line, ...problem, kept: true });
    const sheet = sheetOf(contentOf(entry.card), entry.card);
    const sourceId = this.#idOf(entry, sheet);
    if (sourceId !== null) this.#all.push({ line, sourceId, sheet });
    else this.#issues.push({ line, reason: 'duplicate-id', detail: entry.sourceId ?? '', kept: false });
  }

  /** Its own id, null where another line had it; or one made of what it is called, numbered where several are called so. */
  #idOf({ sourceId }: ReadEntry, { called }: Sheet): string | null {
    const id = sourceId === null ? `name:${called}` : `id:${sourceId.slice(0, 300)}`;
    const rank = (this.#known.get(id) ?? 0) + 1;
    this.#known.set(id, rank);
    if (rank === 1) return id;
    return sourceId === null ? `${id}:${rank}` : null;
  }
}
