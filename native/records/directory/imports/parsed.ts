import type { Draft, Problem } from './draft.ts';

/** A file, read: its drafts, and the lines of which nothing can be made. */
export interface ParsedFile {
  readonly drafts: readonly Draft[];
  readonly problems: readonly (Problem & { readonly line: number })[];
  readonly columns: readonly { readonly header: string; readonly field: string | null }[];
}
