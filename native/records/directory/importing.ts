import type Database from 'better-sqlite3';
import type { EntryTable } from './entry-table.ts';
import { type Draft, judge } from './imports/draft.ts';
import type { ParsedFile } from './imports/parsed.ts';
import type { ImportFormat, ImportIssue, ImportReport } from './imports/report.ts';
import { type Sheet, sheetOf } from './sheet.ts';
import { inTurns, writeInTurns } from './turns.ts';

const MOST_ISSUES = 1_000;

export interface ImportedFile extends ParsedFile {
  readonly format: ImportFormat;
  readonly encoding: string | null;
}

interface Judged {
  readonly line: number;
  readonly sourceId: string;
  readonly sheet: Sheet;
}

/**
 * Makes the entries of one source those of a file, or works out what that would change. Done twice it changes nothing;
 * cut short it is done again: an entry is known by its source and the id that it has there, and favourites stay.
 */
export class Import {
  readonly #file: Omit<ImportedFile, 'drafts' | 'problems'>;
  readonly #database: Database.Database;
  readonly #table: EntryTable;
  readonly #entries: Judged[] = [];
  readonly #issues: ImportIssue[] = [];
  #refused = 0;

  private constructor(
    database: Database.Database,
    table: EntryTable,
    { format, encoding, columns }: ImportedFile,
  ) {
    // Not the drafts: they would stay for as long as the report is looked at.
    this.#file = { format, encoding, columns };
    this.#database = database;
    this.#table = table;
  }

  /** An import of a file that was read: what may be kept of it is found out here. */
  static async of(database: Database.Database, table: EntryTable, file: ImportedFile): Promise<Import> {
    const made = new Import(database, table, file);
    for (const problem of file.problems) made.#refuse(problem);
    const known = new Map<string, number>();
    await inTurns(file.drafts, (draft) => made.#judge(draft, known));
    // Neighbours in the indexes are written together, which takes half the time.
    made.#entries.sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1));
    return made;
  }

  /** What `apply` would do. */
  preview(source: string): Promise<ImportReport> {
    return this.#run(source, false, () => undefined);
  }

  /** Does it; `onProgress` hears of the entries done. What is not in the file goes last, when all else is written. */
  apply(source: string, onProgress: (done: number, total: number) => void): Promise<ImportReport> {
    return this.#run(source, true, onProgress);
  }

  #judge(draft: Draft, known: Map<string, number>): void {
    const judged = judge(draft);
    if (!judged.ok) {
      this.#refuse({ line: draft.line, ...judged.problem });
      return;
    }
    for (const problem of judged.problems) this.#issues.push({ line: draft.line, ...problem, kept: true });
    const sheet = sheetOf(judged.content);
    const sourceId = sourceIdOf(draft, sheet, known);
    if (sourceId === null) {
      this.#refuse({ line: draft.line, reason: 'duplicate-id', detail: draft.sourceId ?? '' });
    } else {
      this.#entries.push({ line: draft.line, sourceId, sheet });
    }
  }

  #refuse(problem: ParsedFile['problems'][number]): void {
    this.#refused += 1;
    this.#issues.push({ ...problem, kept: false });
  }

  async #run(source: string, write: boolean, onProgress: (done: number, total: number) => void) {
    const table = this.#table;
    const known = table.idsOf(source);
    const missing = new Set(known.values());
    const counts = { added: 0, updated: 0, unchanged: 0 };
    const refused: ImportIssue[] = [];
    const settle = ({ line, sourceId, sheet }: Judged): void => {
      const id = table.find(known, source, sourceId);
      if (id !== null) missing.delete(id);
      if (table.resting(source, sheet) === 'refused') {
        refused.push({ line, reason: 'no-secret-storage', detail: '', kept: false });
      } else if (id !== null && table.isSame(id, sheet)) counts.unchanged += 1;
      else {
        counts[id === null ? 'added' : 'updated'] += 1;
        if (write) table.write(id, source, sourceId, sheet);
      }
    };
    if (write) {
      const entries = this.#entries;
      await writeInTurns(this.#database, entries, settle, (done) => onProgress(done, entries.length));
      await writeInTurns(this.#database, [...missing], (id) => table.remove(id));
      this.#note(source);
      table.forgetLeftWords();
      this.#database.pragma('wal_checkpoint(TRUNCATE)');
    } else await inTurns(this.#entries, settle);
    return this.#report(source, counts, missing.size, refused);
  }

  #note(source: string): void {
    const note = this.#database.prepare<[string, string, number]>(
      'insert into sources (name, kind, imported_at) values (?, ?, ?) on conflict (name) do update set kind = excluded.kind, imported_at = excluded.imported_at',
    );
    note.run(source, this.#file.format, Date.now());
  }

  #report(
    source: string,
    counts: Pick<ImportReport, 'added' | 'updated' | 'unchanged'>,
    removed: number,
    refused: readonly ImportIssue[],
  ): ImportReport {
    const issues = [...this.#issues, ...refused].sort((a, b) => a.line - b.line);
    const { format, encoding, columns } = this.#file;
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

/**
 * Its own id, null where another line had it; or one made of what it is called, numbered where several are called so.
 * `known` counts them.
 */
function sourceIdOf({ sourceId }: Draft, { called }: Sheet, known: Map<string, number>): string | null {
  const id = sourceId === null ? `name:${called}` : `id:${sourceId.slice(0, 300)}`;
  const rank = (known.get(id) ?? 0) + 1;
  known.set(id, rank);
  if (rank === 1) return id;
  return sourceId === null ? `${id}:${rank}` : null;
}
