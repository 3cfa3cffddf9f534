import type Database from 'better-sqlite3';
import { contentOf, type Entry, localSource } from '../../../electron/directory/rules/entry.ts';
import type { Sealer } from '../sealer.ts';
import { HeldEntries } from './held.ts';
import type { Sheet } from './sheet.ts';

const PURPOSE = 'directory.entry';

interface Row {
  readonly id: number;
  readonly source: string;
  readonly favourite: number;
  readonly card: string | null;
  readonly sealed: Uint8Array | null;
}

/** How an entry rests: in clear and in the indexes on disk, or sealed and in memory only; or not at all. */
export type Resting = 'clear' | 'sealed' | 'refused';

/**
 * The entries in their file. What a site imports of establishments and professionals rests in clear, for the sake of
 * its search; what was typed here and every « patient remarquable » rests sealed. One that would have to, on a
 * workstation that cannot seal, is refused.
 */
export class EntryTable {
  readonly held = new HeldEntries();
  readonly #sealer: Sealer | null;
  readonly #onDisk: boolean;
  readonly #statements: ReturnType<typeof prepare>;
  #unreadable = 0;
  /** Words of an entry that rests sealed now may still be in the index. */
  #hasLeftWords = false;

  constructor(database: Database.Database, sealer: Sealer | null, onDisk: boolean) {
    this.#sealer = sealer;
    this.#onDisk = onDisk;
    this.#statements = prepare(database);
    for (const row of this.#statements.heldRows.all()) this.#hold(row);
  }

  /** Sealed entries that do not open: the workstation's key is another one. */
  get unreadable(): number {
    return this.#unreadable;
  }

  resting(source: string, { isRemarkable }: Sheet): Resting {
    if (source !== localSource && !isRemarkable) return 'clear';
    if (this.#sealer) return 'sealed';
    return this.#onDisk ? 'refused' : 'clear';
  }

  /** Null when there is none, or it cannot be opened. */
  read(id: number): Entry | null {
    const row = this.#statements.byId.get(id);
    return row ? this.#open(row) : null;
  }

  /** The entry that a source knows by this id, of those of `idsOf`. */
  find(ids: ReadonlyMap<string, number>, source: string, sourceId: string): number | null {
    const id = ids.get(sourceId);
    if (id !== undefined || this.held.sealedCount === 0) return id ?? null;
    return ids.get(this.#blindId(source, sourceId)) ?? null;
  }

  /** Entries in clear after an id, a thousand at most. */
  clearAfter(id: number): Entry[] {
    return this.#statements.clearAfter.all(id).flatMap((row) => this.#open(row) ?? []);
  }

  /** All entries of a source, by the ids that they rest under. */
  idsOf(source: string): Map<string, number> {
    return new Map(this.#statements.ofSource.all(source));
  }

  /** Whether an entry says just that already, and rests as it should. */
  isSame(id: number, sheet: Sheet): boolean {
    const row = this.#statements.byId.get(id);
    if (!row) return false;
    const isSealed = this.resting(row.source, sheet) === 'sealed';
    if (isSealed !== (row.sealed !== null)) return false;
    return this.#cardOf(row) === sheet.card;
  }

  /**
   * Adds an entry, or gives `id` another sheet; tells its id, or null where it may not rest here. `sourceId` is how its
   * source knows it; null leaves that as it is.
   */
  write(id: number | null, source: string, sourceId: string | null, sheet: Sheet): number | null {
    const resting = this.resting(source, sheet);
    if (resting === 'refused') return null;
    const isSealed = resting === 'sealed';
    const { card } = sheet;
    const values = [
      // What names an entry to its source may name a person.
      isSealed && sourceId !== null ? this.#blindId(source, sourceId) : sourceId,
      isSealed ? null : sheet.nameKey,
      isSealed ? null : card,
      isSealed && this.#sealer ? this.#sealer.seal(card, PURPOSE) : null,
    ] as const;
    const { insert, update, favouriteOf } = this.#statements;
    const written = id ?? Number(insert.run(source, ...values).lastInsertRowid);
    if (id !== null) {
      if (this.#unindex(id) && isSealed) this.#hasLeftWords = true;
      update.run(...values, id);
    }
    if (!isSealed) this.#index(written, sheet);
    const favourite = id !== null && favouriteOf.get(id)?.favourite === 1;
    if (!isSealed && !favourite) this.held.drop(written);
    else this.held.put({ id: written, favourite, source, ...contentOf(card) }, isSealed);
    return written;
  }

  /**
   * Writes the index anew where an entry went from clear to sealed: what is taken out of it stays on its pages until
   * they are merged. Takes a second for a hundred thousand entries.
   */
  forgetLeftWords(): void {
    if (!this.#hasLeftWords) return;
    this.#statements.optimise.run();
    this.#hasLeftWords = false;
  }

  setFavourite(id: number, favourite: boolean): void {
    this.#statements.setFavourite.run(favourite ? 1 : 0, id);
    this.held.drop(id);
    const row = this.#statements.byId.get(id);
    if (row && (row.favourite === 1 || row.sealed !== null)) this.#hold(row);
  }

  remove(id: number): void {
    this.#unindex(id);
    this.#statements.remove.run(id);
    this.held.drop(id);
  }

  #hold(row: Row): void {
    const entry = this.#open(row);
    if (entry) this.held.put(entry, row.sealed !== null);
    else this.#unreadable += 1;
  }

  #open(row: Row): Entry | null {
    const card = this.#cardOf(row);
    if (card === null) return null;
    return { id: row.id, favourite: row.favourite === 1, source: row.source, ...contentOf(card) };
  }

  #cardOf({ card, sealed }: Row): string | null {
    return card ?? (sealed && this.#sealer?.open(sealed, PURPOSE)) ?? null;
  }

  #index(id: number, { name, rest, tags, numbers, groups }: Sheet): void {
    const { insertWords, insertMembership } = this.#statements;
    insertWords.run(id, name, rest, tags, numbers);
    for (const group of groups) insertMembership.run(group, id);
  }

  /** Whether there was something to take out. */
  #unindex(id: number): boolean {
    const row = this.#statements.byId.get(id);
    if (!row || row.card === null) return false;
    this.#statements.removeWords.run(id);
    this.#statements.removeMemberships.run(id);
    return true;
  }

  #blindId(source: string, sourceId: string): string {
    const blind = this.#sealer?.blind(`${source}\0${sourceId}`, PURPOSE);
    return blind ? `blind:${Buffer.from(blind).toString('hex')}` : sourceId;
  }
}

/** `source_id`, `name_key`, `card`, `sealed`. */
type Values = [string | null, string | null, string | null, Uint8Array | null];

const columns = 'id, source, favourite, card, sealed';

function prepare(database: Database.Database) {
  return {
    byId: database.prepare<[number], Row>(`select ${columns} from entries where id = ?`),
    clearAfter: database.prepare<[number], Row>(
      `select ${columns} from entries where id > ? and card is not null order by id limit 1000`,
    ),
    heldRows: database.prepare<[], Row>(
      `select ${columns} from entries where favourite = 1 union select ${columns} from entries where sealed is not null`,
    ),
    ofSource: database
      .prepare<[string], [string, number]>('select source_id, id from entries where source = ?')
      .raw(),
    favouriteOf: database.prepare<[number], { favourite: number }>(
      'select favourite from entries where id = ?',
    ),
    insert: database.prepare<[string, ...Values]>(
      'insert into entries (source, source_id, name_key, card, sealed) values (?, ?, ?, ?, ?)',
    ),
    update: database.prepare<[...Values, number]>(
      'update entries set source_id = coalesce(?, source_id), name_key = ?, card = ?, sealed = ? where id = ?',
    ),
    setFavourite: database.prepare<[number, number]>('update entries set favourite = ? where id = ?'),
    remove: database.prepare<[number]>('delete from entries where id = ?'),
    insertWords: database.prepare<[number, string, string, string, string]>(
      'insert into search (rowid, name, rest, tags, numbers) values (?, ?, ?, ?, ?)',
    ),
    optimise: database.prepare("insert into search (search) values ('optimize')"),
    removeWords: database.prepare<[number]>('delete from search where rowid = ?'),
    insertMembership: database.prepare<[string, number]>(
      'insert into memberships (name, entry) values (?, ?)',
    ),
    removeMemberships: database.prepare<[number]>('delete from memberships where entry = ?'),
  };
}
