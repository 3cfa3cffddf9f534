import { z } from 'zod';

export const importFormats = ['csv', 'vcard', 'ldif', 'ldap'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Why a line is refused, or taken with something less; each has its French words in `resources/fr/directory.json`. */
export const issueReasons = [
  'no-name',
  'no-number',
  'number-unreadable',
  'too-long',
  'too-many',
  'duplicate-id',
  'malformed',
  'binary',
  'no-secret-storage',
  'number-left-out',
] as const;
export type IssueReason = (typeof issueReasons)[number];

export interface ImportIssue {
  readonly line: number;
  readonly reason: IssueReason;
  readonly detail: string;
  /** Taken all the same, but for what the detail tells. */
  readonly kept: boolean;
}

/** What an import does to the directory, or would do. */
export interface ImportReport {
  /** Which entries it replaces: those that came under the same name. */
  readonly source: string;
  readonly format: ImportFormat;
  /** What was understood of the file: its encoding and its columns, a column that is left out with null. */
  readonly encoding: string | null;
  readonly columns: readonly { readonly header: string; readonly field: string | null }[];
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Entries of this source that are not in the file any more. */
  readonly removed: number;
  readonly refused: number;
  /** The first thousand; `refused` counts them all. */
  readonly issues: readonly ImportIssue[];
  readonly issuesTotal: number;
}

export const reportSchema: z.ZodType<ImportReport> = z.object({
  source: z.string(),
  format: z.enum(importFormats),
  encoding: z.string().nullable(),
  columns: z.array(z.object({ header: z.string(), field: z.string().nullable() })).readonly(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  removed: z.number(),
  refused: z.number(),
  issues: z
    .array(
      z.object({
        line: z.number(),
        reason: z.enum(issueReasons),
        detail: z.string(),
        kept: z.boolean(),
      }),
    )
    .readonly(),
  issuesTotal: z.number(),
});
