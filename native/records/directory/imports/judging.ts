import { type Draft, judge } from './draft.ts';
import type { ParsedFile, ReadEntry } from './parsed.ts';

/** So many that telling them costs little, so few that what is done with them is a turn. */
const TOGETHER = 500;

/** Judges drafts as they are read: tells those that may be kept, some at a time, and keeps the others' problems. */
export class Judging {
  readonly #onEntries: (entries: readonly ReadEntry[]) => void;
  readonly #refused: ParsedFile['problems'][number][] = [];
  #kept: ReadEntry[] = [];

  constructor(onEntries: (entries: readonly ReadEntry[]) => void) {
    this.#onEntries = onEntries;
  }

  take(draft: Draft): void {
    const { line, sourceId } = draft;
    const judged = judge(draft);
    if (!judged.ok) {
      this.#refused.push({ line, ...judged.problem });
      return;
    }
    const { content, problems } = judged;
    this.#kept.push({ line, sourceId, card: JSON.stringify(content), problems });
    if (this.#kept.length === TOGETHER) this.#tell();
  }

  /** Tells the last ones. The lines that are refused, with those that could not even be read. */
  end(unread: ParsedFile['problems']): ParsedFile['problems'] {
    this.#tell();
    return [...unread, ...this.#refused];
  }

  #tell(): void {
    if (this.#kept.length > 0) this.#onEntries(this.#kept);
    this.#kept = [];
  }
}
