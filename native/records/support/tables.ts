import type Database from 'better-sqlite3';
import type { Posted, ThreadPlace } from '../../../electron/support/ports.ts';
import type { Draft } from '../../../electron/support/rules/draft.ts';
import type { Letter, Progress } from '../../../electron/support/rules/letter.ts';
import { draftSchema, letterSchema, progressSchema } from '../../../electron/support/rules/schemas.ts';
import type { Sealer } from '../sealer.ts';
import type { LetterPage } from './operations.ts';
import { TicketTable, type WrittenReply } from './ticket-table.ts';

const proof = 'support';
const DRAFT = 'support draft';
const LETTER = 'support letter';
const PROGRESS = 'support progress';
const OWNER = 'support owner';

interface LetterRow {
  readonly seq: number;
  readonly sealed: Uint8Array;
  readonly progress: Uint8Array;
}

/** Drafts and letters in a database that is open, each sealed. Throws what SQLite throws. */
export class SupportTables {
  readonly #db: Database.Database;
  readonly #sealer: Sealer;
  readonly tickets: TicketTable;

  /** `db` has the shape of `supportMigrations`. */
  constructor(db: Database.Database, sealer: Sealer) {
    this.#db = db;
    this.#sealer = sealer;
    this.tickets = new TicketTable(db, sealer);
  }

  /** Whether this secret opens what is here; an empty file takes the secret for its own. */
  isReadable(): boolean {
    const row = this.#db.prepare<[], { sealed: Uint8Array }>('SELECT sealed FROM proof').get();
    if (row) return this.#sealer.open(row.sealed, proof) === proof;
    this.#db.prepare('INSERT INTO proof (sealed) VALUES (?)').run(this.#sealer.seal(proof, proof));
    return true;
  }

  drafts(owner: string): readonly Draft[] {
    return this.#db
      .prepare<[Uint8Array], { sealed: Uint8Array }>(
        'SELECT sealed FROM drafts WHERE owner = ? ORDER BY updated DESC LIMIT 200',
      )
      .all(this.blind(owner))
      .flatMap(({ sealed }) => draftSchema.safeParse(this.#opened(sealed, DRAFT)).data ?? []);
  }

  saveDraft(draft: Draft): void {
    this.#db
      .prepare(
        `INSERT OR REPLACE INTO drafts (id, owner, updated, sealed)
         SELECT ?, ?, ?, ? WHERE NOT EXISTS (SELECT 1 FROM letters WHERE id = ?)`,
      )
      .run(draft.id, this.blind(draft.owner), draft.updatedAt, this.#sealed(draft, DRAFT), draft.id);
  }

  /** Whether there was one. */
  removeDraft(id: string): boolean {
    return this.#db.prepare('DELETE FROM drafts WHERE id = ?').run(id).changes > 0;
  }

  post(letter: Letter): Posted {
    const { progress, ...rest } = letter;
    this.#db.transaction(() => {
      this.#db
        .prepare(
          `INSERT OR IGNORE INTO letters (id, thread, owner, stage, ended, sealed, progress)
           VALUES (?, ?, ?, ?, ?, ?, ?)`,
        )
        .run(
          letter.id,
          letter.thread,
          this.blind(letter.owner),
          progress.stage,
          progress.endedAt,
          this.#sealed(rest, LETTER),
          this.#sealed(progress, PROGRESS),
        );
      this.tickets.posted(this.blind(letter.owner), letter);
      this.removeDraft(letter.id);
    })();
    const [kept = letter] = this.#letters('SELECT seq, sealed, progress FROM letters WHERE id = ?', [
      letter.id,
    ]);
    return { letter: kept, place: this.#placeOf(letter.thread) };
  }

  /** Those that are not at rest, and those that wait for a person, in their order. */
  unfinished(): readonly Letter[] {
    return this.#letters(
      `SELECT seq, sealed, progress FROM letters WHERE stage IN ('waiting', 'attention') ORDER BY seq`,
      [],
    );
  }

  placesOf(letters: readonly Letter[]): readonly ThreadPlace[] {
    const threads = new Set(letters.filter(({ kind }) => kind === 'reply').map(({ thread }) => thread));
    return [...threads].flatMap((thread) => this.#placeOf(thread) ?? []);
  }

  /** Whether there is such a letter. */
  checkpoint(id: string, progress: Progress): boolean {
    const write = this.#db.prepare<
      [string, number | null, Uint8Array, string],
      { owner: Uint8Array; thread: string }
    >('UPDATE letters SET stage = ?, ended = ?, progress = ? WHERE id = ? RETURNING owner, thread');
    return this.#db.transaction(() => {
      const row = write.get(progress.stage, progress.endedAt, this.#sealed(progress, PROGRESS), id);
      if (row?.thread === id) this.tickets.progressed(row.owner, id, progress);
      return row !== undefined;
    })();
  }

  /** Makes the lines of letters that were sent before there were any. */
  fillTickets(): void {
    const letters = this.#letters(
      `SELECT seq, sealed, progress FROM letters AS l
       WHERE NOT EXISTS (SELECT 1 FROM tickets AS t WHERE t.owner = l.owner AND t.thread = l.thread)
       AND NOT EXISTS (SELECT 1 FROM tickets AS t WHERE t.owner = l.owner AND t.number = substr(l.thread, 6)) ORDER BY seq`,
      [],
    );
    this.#db.transaction(() => {
      for (const letter of letters) this.tickets.posted(this.blind(letter.owner), letter);
    })();
  }

  page(owner: string, before: number | null, size: number): LetterPage {
    const rows = this.#db
      .prepare<[Uint8Array, number, number], LetterRow>(
        'SELECT seq, sealed, progress FROM letters WHERE owner = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
      )
      .all(this.blind(owner), before ?? Number.MAX_SAFE_INTEGER, size);
    const next = rows.length === size ? (rows.at(-1)?.seq ?? null) : null;
    return { letters: rows.flatMap((row) => this.#letter(row) ?? []), next };
  }

  thread(owner: string, thread: string): readonly Letter[] {
    const threads = this.tickets.threadsOf(this.blind(owner), thread);
    return this.#letters(
      `SELECT seq, sealed, progress FROM letters WHERE thread IN (SELECT value FROM json_each(?)) AND owner = ?
       ORDER BY seq LIMIT 1000`,
      [JSON.stringify(threads), this.blind(owner)],
    );
  }

  /** Whatever is not at the desk stays. */
  purge(endedBefore: number, draftsBefore: number): void {
    const rested = `SELECT id FROM letters WHERE ended < @endedBefore AND stage NOT IN ('waiting', 'attention')`;
    this.#db.prepare(`DELETE FROM pieces WHERE holder IN (${rested})`).run({ endedBefore });
    this.#db.prepare(`DELETE FROM letters WHERE id IN (${rested})`).run({ endedBefore });
    const old = 'SELECT id FROM drafts WHERE updated < @draftsBefore';
    this.#db.prepare(`DELETE FROM pieces WHERE holder IN (${old})`).run({ draftsBefore });
    this.#db.prepare('DELETE FROM drafts WHERE updated < @draftsBefore').run({ draftsBefore });
    this.tickets.purge(endedBefore, this.#written());
  }

  /** The replies that somebody is writing. */
  #written(): readonly WrittenReply[] {
    return this.#db
      .prepare<[], { owner: Uint8Array; sealed: Uint8Array }>('SELECT owner, sealed FROM drafts')
      .all()
      .flatMap(({ owner, sealed }) => {
        const form = draftSchema.safeParse(this.#opened(sealed, DRAFT)).data?.form;
        return form?.kind === 'reply' ? [{ owner, thread: form.thread }] : [];
      });
  }

  /** Where the letters of a thread went; at the portal, where that has made a ticket of a mail or a file. */
  #placeOf(thread: string): ThreadPlace | null {
    const letters = this.#letters(
      'SELECT seq, sealed, progress FROM letters WHERE thread = ? ORDER BY seq LIMIT 20',
      [thread],
    );
    const number = this.tickets.numberOf(thread);
    const atPortal: ThreadPlace | null = number === null ? null : { thread, channel: 'glpi', ticket: number };
    for (const { progress } of letters) {
      const { channel, ticket } = progress;
      if (!channel || ticket === null) continue;
      const isElsewhere = channel === 'mail' || channel === 'file';
      return isElsewhere && atPortal ? atPortal : { thread, channel, ticket };
    }
    // A ticket lasts longer than its letters are kept.
    return atPortal;
  }

  #letters(sql: string, values: readonly (string | Uint8Array)[]): readonly Letter[] {
    return this.#db
      .prepare<unknown[], LetterRow>(sql)
      .all(...values)
      .flatMap((row) => this.#letter(row) ?? []);
  }

  #letter({ sealed, progress }: LetterRow): Letter | null {
    const rest = this.#opened(sealed, LETTER);
    const read = progressSchema.safeParse(this.#opened(progress, PROGRESS));
    if (typeof rest !== 'object' || rest === null || !read.success) return null;
    return letterSchema.safeParse({ ...rest, progress: read.data }).data ?? null;
  }

  #sealed(value: object, purpose: string): Uint8Array {
    return this.#sealer.seal(JSON.stringify(value), purpose);
  }

  #opened(sealed: Uint8Array, purpose: string): unknown {
    const text = this.#sealer.open(sealed, purpose);
    return text === null ? null : JSON.parse(text);
  }

  /** By which rows of a person are found. */
  blind(owner: string): Uint8Array {
    return this.#sealer.blind(owner, OWNER);
  }
}
