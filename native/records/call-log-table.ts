import type Database from 'better-sqlite3';
import type { LogEntry } from '../../electron/call-log/rules/entry.ts';
import type { LogPage, LogQuery } from '../../electron/call-log/rules/query.ts';
import { EVERY_TERM, searchOf, termsOf } from '../../electron/call-log/rules/terms.ts';
import { blindTerms } from './call-log-blind.ts';
import { CallLogIndex, indexTable, type Place, type Span } from './call-log-index.ts';
import { classOf, closeUnseen, idBytes, isOpen, readEntry, writeEntry } from './call-log-row.ts';
import type { Migration } from './database.ts';
import type { Sealer } from './sealer.ts';

/** What is in clear beside the sealed entry is what filters need and tells no person; `terms` is for its removal. */
const tables = `
  CREATE TABLE calls (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    began INTEGER NOT NULL,
    class INTEGER NOT NULL,
    terms BLOB NOT NULL,
    sealed BLOB NOT NULL
  ) STRICT;
  CREATE TABLE proof (sealed BLOB NOT NULL) STRICT;
`;

export const callLogMigrations: readonly Migration[] = [tables + indexTable];

const proof = 'call log';
/** A search gives what it has found after this time, ms: others wait for it. */
const LONGEST_SEARCH = 12;
/** Read at a time where what a term brings is judged one by one. */
const BLOCK = 200;
const PURGED_AT_ONCE = 200;
/** More than a program leaves behind. */
const MOST_OPEN = 1_000;

interface StoredPlace extends Place {
  readonly terms: Uint8Array;
}
type Sealed = { readonly id: Uint8Array; readonly sealed: Uint8Array };

/** The call log in a database that is open: each entry once, sealed, found by blind terms. Throws what SQLite throws. */
export class CallLogTable {
  readonly #db: Database.Database;
  readonly #sealer: Sealer;
  readonly #blind: (text: string) => number;
  readonly #index: CallLogIndex;
  readonly #every: number;
  readonly #byId: Database.Statement<[Uint8Array], StoredPlace>;
  readonly #placeOf: Database.Statement<[number], StoredPlace>;
  readonly #sealedOf: Database.Statement<[number], Sealed>;
  readonly #insert: Database.Statement;
  readonly #update: Database.Statement;
  readonly #delete: Database.Statement<[number]>;

  /** `db` has the shape of `callLogMigrations`. */
  constructor(db: Database.Database, sealer: Sealer) {
    this.#db = db;
    this.#sealer = sealer;
    this.#blind = blindTerms(sealer);
    this.#index = new CallLogIndex(db);
    this.#every = this.#blind(EVERY_TERM);
    this.#byId = db.prepare('SELECT seq, class, began, terms FROM calls WHERE id = ?');
    this.#placeOf = db.prepare('SELECT seq, class, began, terms FROM calls WHERE seq = ?');
    this.#sealedOf = db.prepare('SELECT id, sealed FROM calls WHERE seq = ?');
    this.#insert = db.prepare(
      'INSERT INTO calls (id, began, class, terms, sealed) VALUES (:id, :began, :class, :terms, :sealed)',
    );
    this.#update = db.prepare(
      'UPDATE calls SET began = :began, class = :class, terms = :terms, sealed = :sealed WHERE id = :id',
    );
    this.#delete = db.prepare('DELETE FROM calls WHERE seq = ?');
  }

  /** Whether this secret opens what is here; an empty log takes the secret for its own. */
  isReadable(): boolean {
    const row = this.#db.prepare<[], { sealed: Uint8Array }>('SELECT sealed FROM proof').get();
    if (row) return this.#sealer.open(row.sealed, proof) === proof;
    this.#db.prepare('INSERT INTO proof (sealed) VALUES (?)').run(this.#sealer.seal(proof, proof));
    return true;
  }

  /** Writes entries, all or none; one that is here already is replaced. */
  write(entries: readonly LogEntry[]): void {
    this.#db.transaction(() => {
      for (const entry of entries) this.#put(entry);
    })();
  }

  /** At most `size` entries, the newest first. */
  page(query: LogQuery, size: number): LogPage {
    const search = searchOf(query);
    const terms = search.terms.map((term) => this.#blind(term));
    const [driver, ...others] = this.#index.rarestFirst(terms);
    const limit = driver === undefined ? size + 1 : BLOCK;
    const entries: LogEntry[] = [];
    const until = performance.now() + LONGEST_SEARCH;
    let after = query.after;
    for (;;) {
      const places = this.#index.places(driver ?? this.#every, query, after, limit);
      for (const place of places) {
        const enough = entries.length === size || (after !== query.after && performance.now() > until);
        if (enough) return { entries, next: after };
        after = { beganAt: place.began, seq: place.seq };
        const entry = others.every((term) => this.#index.has(term, place)) ? this.#read(place.seq) : null;
        if (entry && search.matches(entry)) entries.push(entry);
      }
      if (places.length < limit) return { entries, next: null };
    }
  }

  /** How many entries there are in a span, `most` at most. */
  count(span: Span, most: number): number {
    return this.#index.places(this.#every, span, null, most).length;
  }

  /** Closes every entry that still goes on. */
  closeOpen(): void {
    const any = { direction: null, from: null, to: null };
    const closed = [
      ...this.#index.places(this.#every, { ...any, outcomes: ['open'] }, null, MOST_OPEN),
      ...this.#index.places(this.#every, { ...any, outcomes: ['outage'] }, null, 1),
    ].flatMap(({ seq }) => {
      const entry = this.#read(seq);
      return entry && isOpen(entry) ? [closeUnseen(entry)] : [];
    });
    this.write(closed);
  }

  /** The calls whose end was not seen, the newest first, `most` at most. */
  interrupted(most: number): readonly LogEntry[] {
    const span = { outcomes: ['interrupted'], direction: null, from: null, to: null } as const;
    return this.#index.places(this.#every, span, null, most).flatMap(({ seq }) => this.#read(seq) ?? []);
  }

  /** Removes some of what began before `before` (ms since the epoch); false when nothing more is to be removed. */
  purgeSome(before: number): boolean {
    const old = { outcomes: null, direction: null, from: null, to: before };
    const places = this.#index.places(this.#every, old, null, PURGED_AT_ONCE);
    this.#db.transaction(() => {
      for (const { seq } of places) this.#remove(seq);
    })();
    return places.length === PURGED_AT_ONCE;
  }

  #put(entry: LogEntry): void {
    const id = idBytes(entry.id);
    const terms = Uint32Array.from(termsOf(entry), (term) => this.#blind(term));
    const sealed = this.#sealer.seal(writeEntry(entry), placeOf(id));
    const row = { id, began: entry.beganAt, class: classOf(entry), terms: Buffer.from(terms.buffer), sealed };
    const known = this.#byId.get(id);
    if (known) {
      this.#index.remove(termsIn(known), known);
      this.#update.run(row);
    }
    const seq = known?.seq ?? Number(this.#insert.run(row).lastInsertRowid);
    this.#index.add(terms, { class: row.class, began: row.began, seq });
  }

  #remove(seq: number): void {
    const row = this.#placeOf.get(seq);
    if (row) this.#index.remove(termsIn(row), row);
    this.#delete.run(seq);
  }

  /** Null for a row that does not open: it was touched, and tells nothing. */
  #read(seq: number): LogEntry | null {
    const row = this.#sealedOf.get(seq);
    const text = row && this.#sealer.open(row.sealed, placeOf(row.id));
    return text ? readEntry(text) : null;
  }
}

/** A sealed entry opens in its own row only. */
function placeOf(id: Uint8Array): string {
  return `call log ${Buffer.from(id).toString('hex')}`;
}

function termsIn({ terms }: StoredPlace): Uint32Array {
  return new Uint32Array(Uint8Array.from(terms).buffer);
}
