import type Database from 'better-sqlite3';
import type { ReadTicket } from '../../../electron/support/ports.ts';
import type { Letter, Progress, Stage } from '../../../electron/support/rules/letter.ts';
import { placeInName, threadOfTicket, threadsOfTicket } from '../../../electron/support/rules/thread.ts';
import {
  type FoundTicket,
  isOpenTicket,
  newAnswers,
  type TicketCopy,
  type TicketPage,
  type TicketState,
} from '../../../electron/support/rules/ticket.ts';
import type { Sealer } from '../sealer.ts';
import type { KeptTicket } from './ticket-operations.ts';
import { type Summary, type TicketRow, TicketRows } from './ticket-rows.ts';

const stateOf: Readonly<Record<Stage, TicketState>> = {
  waiting: 'sending',
  attention: 'attention',
  sent: 'sent',
  acknowledged: 'new',
  'handed-over': 'handed-over',
  withdrawn: 'withdrawn',
};

/** What the desk is to be asked for. */
export interface Following {
  /** Each with the mark of the copy that is here. */
  readonly numbers: readonly { readonly number: string; readonly mark: string | null }[];
  /** Letters that went by another way: the portal may have made a ticket of them. */
  readonly references: readonly string[];
}

/** A reply that somebody is writing, by whom and where. */
export interface WrittenReply {
  readonly owner: Uint8Array;
  readonly thread: string;
}

/**
 * What people have at the desk, a line a thread, from what is sent from here and from what the desk tells. `owner` is the
 * keyed digest of a person. Throws what SQLite throws.
 */
export class TicketTable {
  readonly #db: Database.Database;
  readonly #rows: TicketRows;

  constructor(db: Database.Database, sealer: Sealer) {
    this.#db = db;
    this.#rows = new TicketRows(db, sealer);
  }

  /** A letter that is kept from now on: the line of its thread is made, or comes to the top. */
  posted(owner: Uint8Array, letter: Letter): void {
    const { thread, createdAt, kind, content, progress } = letter;
    const row = this.#line(owner, thread);
    if (row) {
      this.#rows.write({ ...row, changed: Math.max(row.changed, createdAt) });
      return;
    }
    const number = placeInName(thread)?.ticket ?? null;
    const summary: Summary = {
      kind: kind === 'request' ? 'request' : 'incident',
      subject: content.subject,
      state: kind === 'reply' ? 'new' : stateOf[progress.stage],
      channel: kind === 'reply' ? 'glpi' : progress.channel,
    };
    this.#rows.add({ owner, thread, number, changed: createdAt, summary, checked: createdAt });
    if (kind !== 'reply') this.progressed(owner, letter.id, progress);
  }

  /** How far the letter has come that a thread began with; what the desk itself has said counts more. */
  progressed(owner: Uint8Array, thread: string, progress: Progress): void {
    const row = this.#rows.byThread(owner, thread);
    if (!row || row.mark !== null) return;
    const { channel, ticket, stage } = progress;
    const number =
      (channel === 'glpi' || channel === 'training') && ticket !== null && /^\d{1,12}$/.test(ticket)
        ? ticket
        : row.number;
    const state = stateOf[stage];
    if (state === row.summary.state && channel === row.summary.channel && number === row.number) return;
    const merged = number === null ? row : this.#merged(owner, number, row);
    // What the desk itself has said counts more here too.
    const summary = merged.mark === null ? { ...row.summary, state, channel } : merged.summary;
    this.#rows.write({ ...merged, number, summary });
  }

  /** Which of these are new here, or have changed. */
  changedOf(owner: Uint8Array, found: readonly Pick<FoundTicket, 'number' | 'mark'>[]): readonly string[] {
    return found
      .filter(({ number, mark }) => this.#rows.byNumber(owner, number)?.mark !== mark)
      .map(({ number }) => number);
  }

  /** What the desk's list has of a person. */
  found(owner: Uint8Array, tickets: readonly FoundTicket[], now: number): void {
    for (const ticket of tickets) {
      const row = this.#rows.byNumber(owner, ticket.number);
      if (row) {
        this.#rows.write({ ...foundIn(row, ticket), listed: 1, checked: now });
        continue;
      }
      const thread = threadOfTicket(ticket.number);
      const { number, changedAt: changed, mark } = ticket;
      this.#rows.add({
        owner,
        thread,
        number,
        changed,
        mark,
        listed: 1,
        checked: now,
        summary: summaryOf(ticket),
      });
    }
  }

  /** What was read of one ticket: how many of its answers are new to the person. */
  kept(owner: Uint8Array, { found, copy }: ReadTicket, now: number): number {
    const row = this.#rowFor(owner, found, copy);
    if (!row) return 0;
    const renewed = { ...foundIn(row, found), checked: now };
    if (!copy) {
      this.#rows.write(renewed);
      return 0;
    }
    const before = this.#rows.copyOf(row);
    // What was answered before this program first saw a ticket is no news; on one that was reported here it is.
    const isKnown = before !== null || placeInName(row.thread) === null;
    const fresh = isKnown ? newAnswers(before, copy) : 0;
    this.#rows.write({ ...renewed, unread: row.unread + fresh });
    this.#rows.writeCopy(row, copy, found.mark);
    return fresh;
  }

  /** The portal's number of what went there by another way; null where it has none yet. */
  placed(owner: Uint8Array, thread: string, number: string | null, now: number): void {
    const row = this.#rows.byThread(owner, thread);
    if (!row) return;
    const merged = number === null ? row : this.#merged(owner, number, row);
    this.#rows.write({ ...merged, number: number ?? row.number, checked: now });
  }

  /** The desk does not show it to this account any more: what was copied stays, and it is not asked for again. */
  gone(owner: Uint8Array, number: string): void {
    const row = this.#rows.byNumber(owner, number);
    if (row) this.#rows.write({ ...row, listed: 1, mark: row.mark ?? '', copied: row.mark ?? '' });
  }

  /** A page of the list, the last changed first. */
  page(...asked: Parameters<TicketRows['page']>): TicketPage {
    return this.#rows.page(...asked);
  }

  /** A ticket with what was copied of it. */
  one(owner: Uint8Array, thread: string): KeptTicket | null {
    const row = this.#line(owner, thread);
    return row && { ticket: this.#rows.ticketOf(row), copy: this.#rows.copyOf(row) };
  }

  read(owner: Uint8Array, thread: string): void {
    const row = this.#line(owner, thread);
    if (row) this.#rows.write({ ...row, unread: 0 });
  }

  /** The threads under which something may have been written on the line of this one. */
  threadsOf(owner: Uint8Array, thread: string): readonly string[] {
    const row = this.#line(owner, thread);
    return row ? threadsOfTicket(row) : [thread];
  }

  /** How many tickets have answers that the person has not seen. */
  unread(owner: Uint8Array): number {
    return (
      this.#db
        .prepare<[Uint8Array], { n: number }>(
          'SELECT count(*) AS n FROM tickets WHERE owner = ? AND unread > 0',
        )
        .get(owner)?.n ?? 0
    );
  }

  /** `unlisted`: the desk's list cannot be asked for, so that each is. `recent`: ms, older copies are made on demand. */
  following(
    owner: Uint8Array,
    { unlisted, recent }: { readonly unlisted: boolean; readonly recent: number },
  ): Following {
    const uncopied = this.#numbers(
      `number IS NOT NULL AND mark IS NOT NULL AND copied IS NOT mark AND (open = 1 OR changed > ?)
       ORDER BY changed DESC LIMIT 25`,
      [owner, recent],
    );
    const asked = this.#numbers(
      'number IS NOT NULL AND open = 1 AND (listed = 0 OR ?) ORDER BY checked LIMIT 40',
      [owner, unlisted ? 1 : 0],
    );
    const numbers = new Map([...uncopied, ...asked].map((one) => [one.number, one]));
    return { numbers: [...numbers.values()], references: this.#rows.elsewhere(owner) };
  }

  /** The portal's ticket of a thread, by which a reply goes there; null where it has none. */
  numberOf(thread: string): string | null {
    return (
      this.#db
        .prepare<[string], { number: string }>(
          'SELECT number FROM tickets WHERE thread = ? AND number IS NOT NULL LIMIT 1',
        )
        .get(thread)?.number ?? null
    );
  }

  /** What was neither changed nor seen at the desk since, has nothing on its way, and no reply in `written`. */
  purge(before: number, written: readonly WrittenReply[]): void {
    const kept = written.flatMap(({ owner, thread }) => this.#line(owner, thread)?.seq ?? []);
    const unfinished = `SELECT thread FROM letters WHERE stage IN ('waiting', 'attention')`;
    this.#db
      .prepare(
        `DELETE FROM tickets WHERE changed < @before AND checked < @before
         AND thread NOT IN (${unfinished}) AND 'glpi:' || ifnull(number, '') NOT IN (${unfinished})
         AND seq NOT IN (SELECT value FROM json_each(@kept))`,
      )
      .run({ before, kept: JSON.stringify(kept) });
  }

  /** What is written under a ticket's number belongs to the line of the letter that it turned out to be. */
  #line(owner: Uint8Array, thread: string): TicketRow | null {
    const number = placeInName(thread)?.ticket;
    return (
      this.#rows.byThread(owner, thread) ?? (number === undefined ? null : this.#rows.byNumber(owner, number))
    );
  }

  /** The line of a ticket; one that was made of a letter of this person is that letter's. */
  #rowFor(owner: Uint8Array, { number }: FoundTicket, copy: TicketCopy | null) {
    const letter = copy?.entries[0]?.letter;
    const own = letter ? this.#rows.byThread(owner, letter) : null;
    if (own && (own.number ?? number) === number) {
      return { ...this.#merged(owner, number, own), number };
    }
    return this.#rows.byNumber(owner, number);
  }

  /**
   * A ticket that was found before it was known whose it is has its line no more: what is known of it, and seen, is the
   * letter's from now on.
   */
  #merged(owner: Uint8Array, number: string, row: TicketRow): TicketRow {
    const found = this.#rows.byThread(owner, threadOfTicket(number));
    if (!found || found.seq === row.seq) return row;
    const copy = this.#rows.copyOf(found);
    this.#db.prepare('DELETE FROM tickets WHERE seq = ?').run(found.seq);
    const changed = Math.max(row.changed, found.changed);
    const unread = row.unread + found.unread;
    if (row.mark !== null) return { ...row, changed, unread };
    if (copy) this.#rows.writeCopy(row, copy, found.copied ?? '');
    const { listed, mark, copied, summary } = found;
    return { ...row, changed, unread, listed, mark, copied, summary };
  }

  #numbers(where: string, values: readonly (Uint8Array | number)[]): Following['numbers'] {
    return this.#db
      .prepare<unknown[], { number: string; mark: string | null }>(
        `SELECT number, copied AS mark FROM tickets WHERE owner = ? AND ${where}`,
      )
      .all(...values);
  }
}

function summaryOf({ kind, subject, state }: FoundTicket): Summary {
  return { kind, subject, state, channel: 'glpi' };
}

function foundIn<R extends { readonly summary: Summary; readonly changed: number }>(
  row: R,
  found: FoundTicket,
) {
  const { kind, subject, state } = found;
  const summary = { ...row.summary, kind, subject: subject || row.summary.subject, state };
  return {
    ...row,
    summary,
    open: isOpenTicket(state) ? 1 : 0,
    changed: found.changedAt > 0 ? found.changedAt : row.changed,
    mark: found.mark,
  };
}
