import { type Failure, fail, type Result } from '../../failures/index.ts';
import type { Records } from '../../records/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../../shared/listeners.ts';
import type { DeskReader, Reading } from '../ports.ts';
import { type BackOff, pauseAfter } from '../rules/back-off.ts';
import type { FoundTicket } from '../rules/ticket.ts';

export interface FollowerTimes {
  /** Ms between two looks. */
  readonly every: number;
  /** Ms after something was sent, by when the desk may have said something of it. */
  readonly afterSending: number;
  readonly backOff: BackOff;
}

export interface FollowerOptions {
  readonly records: Pick<Records, 'call'>;
  /** Null where the desk cannot be read at: answers then come to the person's own mailbox. */
  readonly reader: DeskReader | null;
  /** The session's subject; null while nobody works here. */
  readonly owner: Observable<string | null>;
  /** The person's address as the portal knows it, by which their other tickets are found; null where it is not known. */
  readonly address: Observable<string | null>;
  readonly times: FollowerTimes;
  /** Days that what was at the desk is kept here. */
  readonly days: number;
  /** Told of what nobody foresaw. */
  readonly report: (error: unknown) => void;
  readonly random?: () => number;
  readonly clock?: () => number;
}

export interface FollowerState {
  readonly looking: boolean;
  /** When the desk was last read, ms since the epoch; null before. */
  readonly asOf: number | null;
  /** Why it was not since. */
  readonly failure: Failure | null;
  /** Tickets with answers that the person has not seen. */
  readonly unread: number;
  /** Goes up whenever what is kept has changed. */
  readonly revision: number;
}

const DAY_MS = 86_400_000;
/** Older ones are copied when somebody opens them. */
const RECENT_DAYS = 30;
/** Pages of the desk's list; more than anybody has. */
const MOST_PAGES = 100;
/** Rows that are handed over at a time: what somebody asks for meanwhile waits for no more than these. */
const CHUNK = 50;
/** While many are read, those who show them are told so often; ms. */
const TELL_EVERY = 1_000;
/** By so much of itself a pause is longer or shorter: the stations of a room do not ask at the same moment. */
const SPREAD = 0.25;

const untouched: FollowerState = { looking: false, asOf: null, failure: null, unread: 0, revision: 0 };

/** What keeps a look from going on, thrown inside this module only. */
class NotRead extends Error {
  readonly failure: Failure;
  readonly retryAfter: number;
  constructor(failure: Failure, retryAfter: number | null) {
    super('not read');
    this.failure = failure;
    this.retryAfter = retryAfter ?? 0;
  }
}

/**
 * Looks at the desk for what has become of a person's tickets, again and again while they work here, and keeps a copy of
 * what was exchanged. What is here already is not fetched again; a desk that is away is left longer and longer alone.
 */
export class TicketFollower {
  readonly #options: FollowerOptions;
  readonly #random: () => number;
  readonly #clock: () => number;
  readonly #state = new Subject<FollowerState>(untouched);
  readonly #watches: readonly Unsubscribe[];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;
  /** Looks one after the other. */
  #busy = false;
  /** When the next look is due, on the monotonic clock. */
  #dueAt = Number.POSITIVE_INFINITY;
  #toldAt = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#clock = options.clock ?? Date.now;
    let owner = options.owner.get();
    this.#watches = [
      options.owner.subscribe((now) => {
        if (now === owner) return;
        owner = now;
        this.#state.set({ ...untouched, revision: this.#state.get().revision + 1 });
        this.#begin();
      }),
      options.address.subscribe((address) => address !== null && this.#within(0)),
    ];
    this.#begin();
  }

  get state(): Observable<FollowerState> {
    return this.#state;
  }

  /** Somebody wants to know now. */
  look(): void {
    this.#failures = 0;
    this.#within(0);
  }

  /** Something was sent: the desk is looked at sooner than it would be. */
  sent(): void {
    void this.#attempt(() => this.#changed());
    this.#within(this.#spread(this.#options.times.afterSending));
  }

  /** Somebody opened a ticket: what the desk has of it now is copied, at once. */
  async open(thread: string): Promise<void> {
    const { reader, records } = this.#options;
    const owner = this.#options.owner.get();
    if (owner === null || !reader) return;
    const kept = await records.call('support.ticket', { owner, thread });
    const number = kept.ok ? kept.value?.ticket.number : null;
    if (!number) return;
    const reason = await this.#attempt(async () => {
      if (await this.#readOne(owner, number, null)) await this.#changed();
    });
    if (reason && this.#isStill(owner)) this.#update({ failure: reason.failure });
  }

  /** The person has what is new before their eyes. */
  async read(thread: string): Promise<Result<undefined>> {
    const owner = this.#options.owner.get() ?? '-';
    const read = await this.#options.records.call('support.read-ticket', { owner, thread });
    await this.#changed();
    return read;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    for (const stop of this.#watches) stop();
  }

  #begin(): void {
    clearTimeout(this.#timer);
    this.#dueAt = Number.POSITIVE_INFINITY;
    this.#failures = 0;
    if (this.#options.owner.get() === null) return;
    void this.#attempt(() => this.#changed());
    // Not in the very moment of signing in, when there is more to do, and many sign in at once.
    this.#within(this.#random() * Math.min(5_000, this.#options.times.every));
  }

  /** A look after so many ms, unless one is due before; one that goes on does not count. */
  #within(pause: number): void {
    const dueAt = performance.now() + pause;
    if (this.#closed || !this.#options.reader || this.#dueAt <= dueAt) return;
    this.#dueAt = dueAt;
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#busy || this.#closed || this.#dueAt === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => void this.#look(), Math.max(0, this.#dueAt - performance.now()));
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    const owner = this.#options.owner.get();
    if (owner === null || this.#busy || this.#closed) return;
    this.#busy = true;
    this.#dueAt = Number.POSITIVE_INFINITY;
    const reason = await this.#attempt(async () => {
      this.#update({ looking: true });
      await this.#readAll(owner);
    });
    this.#failures = reason ? this.#failures + 1 : 0;
    await this.#attempt(async () => {
      const found = reason ? { failure: reason.failure } : { asOf: this.#clock(), failure: null };
      this.#update({ looking: false, ...(this.#isStill(owner) ? found : {}) });
      await this.#changed();
    });
    this.#busy = false;
    // What was asked for meanwhile comes sooner.
    this.#within(this.#pauseAfter(reason));
    this.#wait();
  }

  #pauseAfter(reason: NotRead | null): number {
    const { every, backOff } = this.#options.times;
    const usual = this.#spread(every);
    if (!reason) return usual;
    return Math.max(usual, reason.retryAfter, pauseAfter(this.#failures, this.#random(), backOff));
  }

  /** Why it was not done; null where it was. A bug is told as one, and ends nothing but what was being done. */
  async #attempt(act: () => Promise<void>): Promise<NotRead | null> {
    try {
      await act();
      return null;
    } catch (error) {
      if (error instanceof NotRead) return error;
      this.#options.report(error);
      return new NotRead(fail('Request_Failed').failure, null);
    }
  }

  async #readAll(owner: string): Promise<void> {
    const { records, reader, address } = this.#options;
    if (!reader) return;
    const known = address.get();
    if (known !== null) await this.#readList(owner, known);
    const now = this.#clock();
    const following = kept(
      await records.call('support.following', {
        owner,
        unlisted: known === null,
        recent: now - RECENT_DAYS * DAY_MS,
      }),
    );
    await eachOf([
      ...following.references.map((thread) => async () => {
        const number = readIn(await reader.byReference(thread));
        kept(await records.call('support.place-ticket', { owner, thread, number, now: this.#clock() }));
        if (number !== null) await this.#readAmongOthers(owner, number, null);
      }),
      ...following.numbers.map(
        ({ number, mark }) =>
          () =>
            this.#readAmongOthers(owner, number, mark),
      ),
    ]);
  }

  /**
   * The desk's list, the last changed first, until it tells nothing new. It is kept from its end on: where this is cut
   * short, the next look finds again what is missing.
   */
  async #readList(owner: string, address: string): Promise<void> {
    const { records, reader, days } = this.#options;
    const oldest = this.#clock() - days * DAY_MS;
    const pages: FoundTicket[][] = [];
    for (let from = 0, page = 0; reader && page < MOST_PAGES; page += 1) {
      const { tickets, isLast } = readIn(await reader.list(address, from));
      from += tickets.length;
      const recent = tickets.filter(({ changedAt }) => changedAt >= oldest);
      const found = recent.map(({ number, mark }) => ({ number, mark }));
      const changed = kept(await records.call('support.changed-tickets', { owner, found }));
      const isNew = new Set(changed);
      pages.push(recent.filter(({ number }) => isNew.has(number)));
      if (isLast || changed.length === 0 || recent.length < tickets.length) break;
    }
    const all = pages.flat();
    for (let end = all.length; end > 0; end -= CHUNK) {
      const found = all.slice(Math.max(0, end - CHUNK), end);
      kept(await records.call('support.found-tickets', { owner, found, now: this.#clock() }));
    }
    if (all.length > 0) await this.#changed();
  }

  async #readAmongOthers(owner: string, number: string, mark: string | null): Promise<void> {
    const isCopied = await this.#readOne(owner, number, mark);
    if (isCopied && performance.now() - this.#toldAt > TELL_EVERY) await this.#changed();
  }

  /** Whether there is a new copy of it. */
  async #readOne(owner: string, number: string, mark: string | null): Promise<boolean> {
    const { records, reader } = this.#options;
    const reading = (await reader?.ticket(number, mark)) ?? { kind: 'gone' };
    if (!this.#isStill(owner)) return false;
    if (reading.kind === 'gone') {
      kept(await records.call('support.ticket-gone', { owner, number }));
      return false;
    }
    const read = readIn(reading);
    kept(await records.call('support.keep-ticket', { owner, read, now: this.#clock() }));
    return read.copy !== null;
  }

  /** What is kept has changed: whoever shows it reads it again. */
  async #changed(): Promise<void> {
    const owner = this.#options.owner.get();
    if (owner === null) return;
    this.#toldAt = performance.now();
    const unread = await this.#options.records.call('support.unread-tickets', { owner });
    if (!this.#isStill(owner)) return;
    const { revision, unread: before } = this.#state.get();
    this.#update({ revision: revision + 1, unread: unread.ok ? unread.value : before });
  }

  #isStill(owner: string): boolean {
    return !this.#closed && this.#options.owner.get() === owner;
  }

  #update(part: Partial<FollowerState>): void {
    this.#state.set({ ...this.#state.get(), ...part });
  }

  #spread(pause: number): number {
    return pause * (1 - SPREAD + 2 * SPREAD * this.#random());
  }
}

function readIn<T>(reading: Reading<T>): T {
  if (reading.kind === 'read') return reading.value;
  if (reading.kind === 'failed') throw new NotRead(reading.failure, reading.retryAfter);
  throw new Error('nothing to read');
}

function kept<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new NotRead(result.failure, null);
}

/**
 * Does each, one after the other. One that is not read keeps no other from it; two in a row do: it is the desk. What was
 * not read is thrown once the others are done, what nobody foresaw before the rest.
 */
async function eachOf(reads: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  let inRow = 0;
  for (const read of reads) {
    try {
      await read();
      inRow = 0;
    } catch (error) {
      errors.push(error);
      inRow += 1;
      if (inRow === 2) break;
    }
  }
  if (errors.length > 0) throw errors.find((error) => !(error instanceof NotRead)) ?? errors[0];
}
