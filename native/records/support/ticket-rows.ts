import type Database from 'better-sqlite3';
import { z } from 'zod';
import { type ChannelName, channelNames } from '../../../electron/support/rules/letter.ts';
import {
  isOpenTicket,
  matches,
  type Ticket,
  type TicketCopy,
  type TicketCursor,
  type TicketFilter,
  type TicketPage,
  type TicketState,
  ticketStates,
} from '../../../electron/support/rules/ticket.ts';
import { copySchema } from '../../../electron/support/rules/ticket-schemas.ts';
import type { Sealer } from '../sealer.ts';

const SUMMARY = 'support ticket';
const COPY = 'support ticket copy';
/** A search that finds nothing gives up after so many lines, and says where it goes on. */
const MOST_LOOKED_AT = 3_000;

/** What names something of a person, and is sealed. */
export interface Summary {
  readonly kind: Ticket['kind'];
  readonly subject: string;
  readonly state: TicketState;
  readonly channel: ChannelName | null;
}

const summarySchema: z.ZodType<Summary> = z.strictObject({
  kind: z.enum(['incident', 'request']),
  subject: z.string(),
  state: z.enum(ticketStates),
  channel: z.enum(channelNames).nullable(),
});

/** What is in clear: order, filter and what the desk is asked by; it tells no person. */
export interface TicketRow {
  readonly seq: number;
  readonly thread: string;
  readonly number: string | null;
  readonly changed: number;
  readonly unread: number;
  /** Whether the desk's own list has it. */
  readonly listed: number;
  /** When the desk was last asked about it; ms since the epoch. */
  readonly checked: number;
  /** Its last change, in the desk's words; null before the desk has said anything. */
  readonly mark: string | null;
  /** The mark of the copy; null without one. */
  readonly copied: string | null;
  readonly summary: Summary;
}

type StoredRow = Omit<TicketRow, 'summary'> & { readonly sealed: Uint8Array };
type NewRow = Pick<TicketRow, 'thread' | 'number' | 'changed' | 'summary' | 'checked'> &
  Partial<Pick<TicketRow, 'mark' | 'listed'>> & { readonly owner: Uint8Array };

const columns = 'seq, thread, number, changed, unread, listed, checked, mark, copied, sealed';

/** Lines of « Mes tickets » in a database that is open. `owner` is the keyed digest of a person. Throws what SQLite throws. */
export class TicketRows {
  readonly #db: Database.Database;
  readonly #sealer: Sealer;

  constructor(db: Database.Database, sealer: Sealer) {
    this.#db = db;
    this.#sealer = sealer;
  }

  byThread(owner: Uint8Array, thread: string): TicketRow | null {
    return this.#one('owner = ? AND thread = ?', [owner, thread]);
  }

  byNumber(owner: Uint8Array, number: string): TicketRow | null {
    return this.#one('owner = ? AND number = ?', [owner, number]);
  }

  add({ owner, thread, number, changed, summary, checked, mark = null, listed = 0 }: NewRow): void {
    this.#db
      .prepare(
        `INSERT INTO tickets (owner, thread, number, open, changed, unread, listed, checked, mark, sealed)
         VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?, ?)`,
      )
      .run(
        owner,
        thread,
        number,
        isOpenTicket(summary.state) ? 1 : 0,
        changed,
        listed,
        checked,
        mark,
        this.#sealed(summary),
      );
  }

  write({ seq, number, changed, unread, listed, checked, mark, copied, summary }: TicketRow): void {
    this.#db
      .prepare(
        `UPDATE tickets SET number = ?, open = ?, changed = ?, unread = ?, listed = ?, checked = ?, mark = ?, copied = ?,
         sealed = ? WHERE seq = ?`,
      )
      .run(
        number,
        isOpenTicket(summary.state) ? 1 : 0,
        changed,
        unread,
        listed,
        checked,
        mark,
        copied,
        this.#sealed(summary),
        seq,
      );
  }

  copyOf({ seq }: Pick<TicketRow, 'seq'>): TicketCopy | null {
    const row = this.#db
      .prepare<[number], { copy: Uint8Array | null }>('SELECT copy FROM tickets WHERE seq = ?')
      .get(seq);
    const text = row?.copy ? this.#sealer.open(row.copy, COPY) : null;
    return text === null ? null : (copySchema.safeParse(JSON.parse(text)).data ?? null);
  }

  writeCopy({ seq }: Pick<TicketRow, 'seq'>, copy: TicketCopy, mark: string): void {
    this.#db
      .prepare('UPDATE tickets SET copy = ?, copied = ? WHERE seq = ?')
      .run(this.#sealer.seal(JSON.stringify(copy), COPY), mark, seq);
  }

  /** Letters that went by a way on which the desk's ticket is not known. */
  elsewhere(owner: Uint8Array): readonly string[] {
    return this.#db
      .prepare<[Uint8Array], StoredRow>(
        `SELECT ${columns} FROM tickets WHERE owner = ? AND number IS NULL AND open = 1 ORDER BY checked LIMIT 30`,
      )
      .all(owner)
      .flatMap((row) => this.#read(row) ?? [])
      .filter(({ summary }) => summary.state === 'sent' || summary.state === 'handed-over')
      .slice(0, 10)
      .map(({ thread }) => thread);
  }

  /**
   * A page of the list, the last changed first: read by an index, and only what is shown is opened. With `words` as many
   * lines as it takes are opened, up to a bound.
   */
  page(
    owner: Uint8Array,
    filter: TicketFilter,
    words: readonly string[],
    after: TicketCursor | null,
    size: number,
  ): TicketPage {
    const from = after ?? { changedAt: Number.MAX_SAFE_INTEGER, seq: 0 };
    const tickets: Ticket[] = [];
    let looked = 0;
    let last: TicketCursor | null = null;
    for (const row of this.#rowsAfter(owner, filter, from, words.length > 0 ? MOST_LOOKED_AT : size)) {
      looked += 1;
      last = { changedAt: row.changed, seq: row.seq };
      const ticket = this.#ticket(row);
      if (ticket && matches(ticket, words)) tickets.push(ticket);
      if (tickets.length === size) return { tickets, next: last };
    }
    return {
      tickets,
      next: looked === MOST_LOOKED_AT || (words.length === 0 && looked === size) ? last : null,
    };
  }

  ticketOf(row: TicketRow): Ticket {
    const { thread, number, changed, unread, summary } = row;
    return { thread, number, ...summary, changedAt: changed, unread };
  }

  #rowsAfter(
    owner: Uint8Array,
    filter: TicketFilter,
    { changedAt, seq }: TicketCursor,
    limit: number,
  ): IterableIterator<StoredRow> {
    const of = filter === 'all' ? '' : `AND open = ${filter === 'open' ? 1 : 0}`;
    return this.#db
      .prepare<unknown[], StoredRow>(
        `SELECT ${columns} FROM tickets WHERE owner = ? ${of} AND (changed, seq) < (?, ?)
         ORDER BY changed DESC, seq DESC LIMIT ?`,
      )
      .iterate(owner, changedAt, seq, limit);
  }

  #ticket(stored: StoredRow): Ticket | null {
    const row = this.#read(stored);
    return row && this.ticketOf(row);
  }

  #one(where: string, values: readonly (Uint8Array | string)[]): TicketRow | null {
    const row = this.#db
      .prepare<unknown[], StoredRow>(`SELECT ${columns} FROM tickets WHERE ${where}`)
      .get(...values);
    return row ? this.#read(row) : null;
  }

  #read({ sealed, ...row }: StoredRow): TicketRow | null {
    const text = this.#sealer.open(sealed, SUMMARY);
    const summary = text === null ? undefined : summarySchema.safeParse(JSON.parse(text)).data;
    return summary ? { ...row, summary } : null;
  }

  #sealed(summary: Summary): Uint8Array {
    return this.#sealer.seal(JSON.stringify(summary), SUMMARY);
  }
}
