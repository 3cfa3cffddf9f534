import type { Result } from '../../../../electron/failures/index.ts';
import type { Draft, Problem } from './draft.ts';
import type { ImportFormat } from './report.ts';

/** What is told of a file when it has been read: the lines of which nothing can be made, and what its columns are. */
export interface ParsedFile {
  readonly problems: readonly (Problem & { readonly line: number })[];
  readonly columns: readonly { readonly header: string; readonly field: string | null }[];
}

/** Reads the text of a file; `onDraft` hears of each entry as it is read. */
export type Parser = (text: string, onDraft: (draft: Draft) => void) => Result<ParsedFile>;

/** The same with how it was read. */
export interface ReadFile extends ParsedFile {
  readonly format: ImportFormat;
  readonly encoding: string | null;
}

/** An entry that may be kept. It comes from a thread that reads, so that it is little more than a text. */
export interface ReadEntry {
  readonly line: number;
  /** How the source names it; null where it does not. */
  readonly sourceId: string | null;
  /** Its content, as `contentOf` reads it. */
  readonly card: string;
  /** What was left out of it. */
  readonly problems: readonly Problem[];
}

/** Reads a source to its end; `onEntries` hears of its entries, some at a time. */
export type Reading = (onEntries: (entries: readonly ReadEntry[]) => void) => Promise<Result<ReadFile>>;
