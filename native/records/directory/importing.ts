import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type Database from 'better-sqlite3';
import type { EntryContent } from '../../../electron/directory/rules/entry.ts';
import { wordsOf } from '../../../electron/directory/rules/words.ts';
import type { EntryTable } from './entry-table.ts';
import { type Draft, judge } from './imports/draft.ts';
import type { ParsedFile } from './imports/parsed.ts';
import type { ImportFormat, ImportIssue, ImportReport } from './imports/report.ts';

/** Entries written at a time: searches and pings are answered in between. */
const AT_ONCE = 1_000;
const MOST_ISSUES = 1_000;

export interface ImportedFile extends ParsedFile {
  readonly format: ImportFormat;
  readonly encoding: string | null;
}

interface Judged {
  readonly line: number;
  readonly sourceId: string;
  readonly content: EntryContent;
}

/**
 * Makes the entries of one source those of a file, or works out what that would change. Done twice it changes nothing;
 * cut short it is done again: an entry is known by its source and the id that it has there, and favourites stay.
 */
export class Import {
  readonly file: ImportedFile;
  readonly #database: Database.Database;
  readonly #table: EntryTable;
  readonly #entries: Judged[] = [];
  readonly #issues: ImportIssue[] = [];
  #refused = 0;

  constructor(database: Database.Database, table: EntryTable, file: ImportedFile) {
    this.file = file;
    this.#database = database;
    this.#table = table;
    for (const problem of file.problems) this.#refuse(problem);
    const known = new Set<string>();
    for (const draft of file.drafts) this.#judge(draft, known);
  }

  /** What `apply` would do. */
  preview(source: string): Promise<ImportReport> {
    return this.#run(source, false, () => undefined);
  }

  /** Does it; `onProgress` hears of the entries done. What is not in the file goes last, when all else is written. */
  apply(source: string, onProgress: (done: number, total: number) => void): Promise<ImportReport> {
    return this.#run(source, true, onProgress);
  }

  #judge(draft: Draft, known: Set<string>): void {
    const judged = judge(draft);
    if (!judged.ok) {
      this.#refuse({ line: draft.line, ...judged.problem });
      return;
    }
    for (const problem of judged.problems) this.#issues.push({ line: draft.line, ...problem, kept: true });
    const sourceId = sourceIdOf(draft, judged.content, known);
    if (sourceId === null) {
      this.#refuse({ line: draft.line, reason: 'duplicate-id', detail: draft.sourceId ?? '' });
    } else {
      known.add(sourceId);
      this.#entries.push({ line: draft.line, sourceId, content: judged.content });
    }
  }

  #refuse(problem: ParsedFile['problems'][number]): void {
    this.#refused += 1;
    this.#issues.push({ ...problem, kept: false });
  }

  async #run(source: string, write: boolean, onProgress: (done: number, total: number) => void) {
    const table = this.#table;
    const missing = table.idsOf(source);
    const counts = { added: 0, updated: 0, unchanged: 0 };
    const refused: ImportIssue[] = [];
    const settle = ({ line, sourceId, content }: Judged): void => {
      const id = table.find(source, sourceId);
      if (id !== null) missing.delete(id);
      if (table.resting(source, content) === 'refused') {
        refused.push({ line, reason: 'no-secret-storage', detail: '', kept: false });
      } else if (id !== null && table.isSame(id, content)) counts.unchanged += 1;
      else {
        counts[id === null ? 'added' : 'updated'] += 1;
        if (write) table.write(id, source, sourceId, content);
      }
    };
    const inTurns = async <T>(all: readonly T[], act: (one: T) => void, told: boolean): Promise<void> => {
      const batch = this.#database.transaction((from: number) =>
        all.slice(from, from + AT_ONCE).forEach(act),
      );
      for (let from = 0; from < all.length; from += AT_ONCE) {
        batch(from);
        if (told) onProgress(Math.min(from + AT_ONCE, all.length), all.length);
        await breathe();
      }
    };
    // The disk is waited for once, at the end.
    if (write) this.#database.pragma('synchronous = NORMAL');
    try {
      await inTurns(this.#entries, settle, true);
      if (write) await inTurns([...missing], (id) => table.remove(id), false);
      if (write) this.#note(source);
      if (write) table.forgetLeftWords();
    } finally {
      if (write) this.#database.pragma('synchronous = FULL');
      if (write) this.#database.pragma('wal_checkpoint(TRUNCATE)');
    }
    return this.#report(source, counts, missing.size, refused);
  }

  #note(source: string): void {
    const note = this.#database.prepare<[string, string, number]>(
      'insert into sources (name, kind, imported_at) values (?, ?, ?) on conflict (name) do update set kind = excluded.kind, imported_at = excluded.imported_at',
    );
    note.run(source, this.file.format, Date.now());
  }

  #report(
    source: string,
    counts: Pick<ImportReport, 'added' | 'updated' | 'unchanged'>,
    removed: number,
    refused: readonly ImportIssue[],
  ): ImportReport {
    const issues = [...this.#issues, ...refused].sort((a, b) => a.line - b.line);
    const { format, encoding, columns } = this.file;
    return {
      source,
      format,
      encoding,
      columns,
      ...counts,
      removed,
      refused: this.#refused + refused.length,
      issues: issues.slice(0, MOST_ISSUES),
      issuesTotal: issues.length,
    };
  }
}

/** Its own id, null where another line had it; or one made of what it is called, numbered where several are called so. */
function sourceIdOf({ sourceId }: Draft, content: EntryContent, known: ReadonlySet<string>): string | null {
  if (sourceId !== null) {
    const own = `id:${sourceId.slice(0, 300)}`;
    return known.has(own) ? null : own;
  }
  const { name, organisation, service, town } = content;
  const called = [name, organisation, service, town].map((text) => wordsOf(text ?? '').join(' ')).join('\0');
  const made = `name:${createHash('sha256').update(called).digest('base64url').slice(0, 22)}`;
  let rank = 1;
  while (known.has(rank === 1 ? made : `${made}:${rank}`)) rank += 1;
  return rank === 1 ? made : `${made}:${rank}`;
}
