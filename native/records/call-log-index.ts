import type Database from 'better-sqlite3';
import type { LogCursor, LogQuery } from '../../electron/call-log/rules/query.ts';
import { classesOf } from './call-log-row.ts';

export const indexTable = `
  CREATE TABLE terms (
    term INTEGER NOT NULL,
    class INTEGER NOT NULL,
    began INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (term, class, began, seq)
  ) STRICT, WITHOUT ROWID;
`;

/** Above this a term is common, however much. */
const COMMON = 2_000;

/** Where an entry is in the index. */
export interface Place {
  readonly class: number;
  /** Ms since the epoch. */
  readonly began: number;
  readonly seq: number;
}

export type Span = Pick<LogQuery, 'outcomes' | 'direction' | 'from' | 'to'>;

/**
 * The only index of the call log: under each blind term the classes (outcome and direction), in each the entries by
 * time. So every page, whatever is asked, is a merge of a few runs of one index, read from where the last page ended:
 * no filter has a slow case.
 */
export class CallLogIndex {
  readonly #db: Database.Database;
  readonly #insert: Database.Statement<number[]>;
  readonly #delete: Database.Statement<number[]>;
  readonly #has: Database.Statement<number[]>;
  readonly #count: Database.Statement<number[], { n: number }>;
  /** By the number of runs that they merge. */
  readonly #merges = new Map<number, Database.Statement<number[], Place>>();

  constructor(db: Database.Database) {
    this.#db = db;
    const one = 'term = ? AND class = ? AND began = ? AND seq = ?';
    this.#insert = db.prepare('INSERT OR IGNORE INTO terms (term, class, began, seq) VALUES (?, ?, ?, ?)');
    this.#delete = db.prepare(`DELETE FROM terms WHERE ${one}`);
    this.#has = db.prepare(`SELECT 1 FROM terms WHERE ${one}`);
    this.#count = db.prepare('SELECT count(*) AS n FROM (SELECT 1 FROM terms WHERE term = ? LIMIT ?)');
  }

  add(terms: Iterable<number>, place: Place): void {
    for (const term of terms) this.#insert.run(term, place.class, place.began, place.seq);
  }

  remove(terms: Iterable<number>, place: Place): void {
    for (const term of terms) this.#delete.run(term, place.class, place.began, place.seq);
  }

  has(term: number, place: Place): boolean {
    return this.#has.get(term, place.class, place.began, place.seq) !== undefined;
  }

  /** At most `limit` places under a term, the newest first, after `after`. */
  places(term: number, span: Span, after: LogCursor | null, limit: number): readonly Place[] {
    const classes = classesOf(span);
    if (classes.length === 0) return [];
    const from = span.from ?? 0;
    const { beganAt, seq } = endOf(span.to, after);
    const values = classes.flatMap((code) => [term, code, from, beganAt, seq]);
    return this.#merge(classes.length).all(...values, limit);
  }

  /** What few entries have comes first: it brings the least to look at. */
  rarestFirst(terms: readonly number[]): readonly number[] {
    if (terms.length < 2) return terms;
    const counted = terms.map((term) => ({ term, n: this.#count.get(term, COMMON)?.n ?? 0 }));
    return counted.sort((a, b) => a.n - b.n).map(({ term }) => term);
  }

  #merge(runs: number): Database.Statement<number[], Place> {
    const known = this.#merges.get(runs);
    if (known) return known;
    // One bound at each end: of two at the same end SQLite seeks by one, and steps through all that the other excludes.
    const run =
      'SELECT class, began, seq FROM terms WHERE term = ? AND class = ? AND began >= ? AND (began, seq) < (?, ?)';
    const all = Array.from({ length: runs }, () => run).join(' UNION ALL ');
    const merge = this.#db.prepare<number[], Place>(`${all} ORDER BY began DESC, seq DESC LIMIT ?`);
    this.#merges.set(runs, merge);
    return merge;
  }
}

/** Before which places are looked for: the end of the span, or where the last page ended if that is earlier. */
function endOf(to: number | null, after: LogCursor | null): LogCursor {
  const end: LogCursor = { beganAt: to ?? Number.MAX_SAFE_INTEGER, seq: 0 };
  return after && after.beganAt < end.beganAt ? after : end;
}
