import type Database from 'better-sqlite3';
import { ok, type Result } from '../../../electron/failures/index.ts';
import { type Entrant, Entrants } from './entrants.ts';
import type { EntryTable } from './entry-table.ts';
import type { ReadFile, Reading } from './imports/parsed.ts';
import type { ImportIssue, ImportReport } from './imports/report.ts';
import { inTurns, writeInTurns } from './turns.ts';

const MOST_ISSUES = 1_000;

/**
 * Makes the entries of one source those of a file, or works out what that would change. Done twice it changes nothing;
 * cut short it is done again: an entry is known by its source and the id that it has there, and favourites stay.
 */
export class Import {
  readonly #database: Database.Database;
  readonly #table: EntryTable;
  readonly #file: ReadFile;
  readonly #entrants: readonly Entrant[];
  readonly #issues: readonly ImportIssue[];

  private constructor(database: Database.Database, table: EntryTable, file: ReadFile, entrants: Entrants) {
    this.#database = database;
    this.#table = table;
    this.#file = file;
    const ended = entrants.end();
    this.#entrants = ended.entrants;
    this.#issues = [...file.problems.map((problem) => ({ ...problem, kept: false })), ...ended.issues];
  }

  /** An import of what is read to its end. Fails as the reading does. */
  static async of(database: Database.Database, table: EntryTable, reading: Reading): Promise<Result<Import>> {
    const entrants = new Entrants();
    const file = await reading((entries) => entrants.take(entries));
    return file.ok ? ok(new Import(database, table, file.value, entrants)) : file;
  }

  /** What `apply` would do. */
  preview(source: string): Promise<ImportReport> {
    return this.#run(source, false, () => undefined);
  }

  /** Does it; `onProgress` hears of the entries done. What is not in the file goes last, when all else is written. */
  apply(source: string, onProgress: (done: number, total: number) => void): Promise<ImportReport> {
    return this.#run(source, true, onProgress);
  }

  async #run(source: string, write: boolean, onProgress: (done: number, total: number) => void) {
    const table = this.#table;
    const known = table.idsOf(source);
    const missing = new Set(known.values());
    const counts = { added: 0, updated: 0, unchanged: 0 };
    const refused: ImportIssue[] = [];
    const settle = ({ line, sourceId, sheet }: Entrant): void => {
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
      const all = this.#entrants;
      await writeInTurns(this.#database, all, settle, (done) => onProgress(done, all.length));
      await writeInTurns(this.#database, [...missing], (id) => table.remove(id));
      this.#note(source);
      table.forgetLeftWords();
      this.#database.pragma('wal_checkpoint(TRUNCATE)');
    } else await inTurns(this.#entrants, settle);
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
      refused: issues.filter(({ kept }) => !kept).length,
      issues: issues.slice(0, MOST_ISSUES),
      issuesTotal: issues.length,
    };
  }
}
