import { type Observable, Subject } from '../shared/listeners.ts';
import { backOff } from './back-off.ts';
import type { DeadLetter, Delivery, OutboxStore, Outcome, ReceiverState } from './ports.ts';

export interface OutboxOptions {
  readonly store: OutboxStore;
  /** One attempt; never rejects. */
  readonly send: (delivery: Delivery) => Promise<Outcome>;
  /** Addresses of the receivers. */
  readonly receivers: readonly string[];
  /** Told that what was to be kept could not be; it is still sent. */
  readonly onNotKept: () => void;
  /** A test may set them. */
  readonly now?: () => number;
  readonly random?: () => number;
}

/** Attempts under way at one receiver: a slow one holds up its own queue only. */
const AT_ONCE = 4;
/** Beyond it the oldest are given up: a receiver that is away for days must not fill the memory. */
const MOST = 2_000;
/** Dead letters that are told, the newest. */
const MOST_DEAD = 100;

interface Entry {
  delivery: Delivery;
  dueAt: number;
  busy: boolean;
}

/**
 * Events on their way: kept before they are sent, sent in order for each call and receiver, tried again with a growing
 * pause, given up when they have expired or are refused. Nobody waits for it.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #now: () => number;
  readonly #random: () => number;
  readonly #state: Subject<readonly ReceiverState[]>;
  readonly #last = new Map<string, ReceiverState['last']>();
  #entries: Entry[] = [];
  #dead: readonly DeadLetter[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#random = options.random ?? Math.random;
    this.#state = new Subject(this.#snapshot());
  }

  get state(): Observable<readonly ReceiverState[]> {
    return this.#state;
  }

  /** Takes up what an earlier run left; what was added meanwhile comes after it. */
  async open(): Promise<void> {
    const kept = await this.#options.store.load();
    if (!kept.ok) return this.#options.onNotKept();
    const known = new Set(this.#entries.map(({ delivery }) => delivery.id));
    const earlier = kept.value.waiting.filter(({ id }) => !known.has(id));
    this.#entries = [...earlier.map((delivery) => this.#entry(delivery)), ...this.#entries];
    this.#dead = [...kept.value.dead, ...this.#dead].slice(-MOST_DEAD);
    this.#pump();
  }

  /** Keeps and sends. Resolves when it is kept, or could not be. */
  async add(deliveries: readonly Delivery[]): Promise<void> {
    const entries = deliveries.map((delivery) => ({ ...this.#entry(delivery), busy: true }));
    this.#entries.push(...entries);
    this.#publish();
    const kept = await this.#options.store.add(deliveries);
    if (!kept.ok) this.#options.onNotKept();
    for (const entry of entries) entry.busy = false;
    for (const entry of this.#entries.slice(0, Math.max(0, this.#entries.length - MOST))) {
      this.#give(entry, 'expired');
    }
    this.#pump();
  }

  /** Nothing is sent any more; what waits is kept for the next run. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #entry(delivery: Delivery): Entry {
    return { delivery, dueAt: 0, busy: false };
  }

  #pump(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    const now = this.#now();
    for (const entry of [...this.#entries]) {
      const { delivery, busy } = entry;
      const isUnknown = !this.#options.receivers.includes(delivery.receiver);
      if (!busy && (delivery.expiresAt <= now || isUnknown)) this.#give(entry, 'expired');
    }
    for (const entry of this.#heads()) {
      if (entry.dueAt <= now && this.#underWay(entry.delivery.receiver) < AT_ONCE) void this.#attempt(entry);
    }
    this.#wait(now);
    this.#publish();
  }

  /** The first of each call and receiver that nothing is under way for. */
  #heads(): readonly Entry[] {
    const seen = new Set<string>();
    return this.#entries.filter(({ delivery, busy }) => {
      const place = JSON.stringify([delivery.receiver, delivery.subject]);
      if (seen.has(place)) return false;
      seen.add(place);
      return !busy;
    });
  }

  #underWay(receiver: string): number {
    return this.#entries.filter(({ delivery, busy }) => busy && delivery.receiver === receiver).length;
  }

  #wait(now: number): void {
    const times = this.#entries
      .filter(({ busy }) => !busy)
      .flatMap(({ delivery, dueAt }) => [delivery.expiresAt, dueAt].filter((at) => at > now));
    if (times.length === 0) return;
    this.#timer = setTimeout(() => this.#pump(), Math.min(...times) - now);
  }

  async #attempt(entry: Entry): Promise<void> {
    entry.busy = true;
    const outcome = await this.#options.send(entry.delivery);
    entry.busy = false;
    this.#last.set(entry.delivery.receiver, outcome.kind === 'failed' ? outcome.why : outcome.kind);
    if (this.#closed) return;
    if (outcome.kind === 'delivered') this.#remove(entry, null);
    else if (outcome.kind === 'refused') this.#give(entry, 'refused');
    else this.#postpone(entry, outcome.retryAfter ?? 0);
    this.#pump();
  }

  #postpone(entry: Entry, retryAfter: number): void {
    const attempts = entry.delivery.attempts + 1;
    entry.delivery = { ...entry.delivery, attempts };
    entry.dueAt = this.#now() + Math.max(retryAfter, backOff(attempts, this.#random()), 1);
    void this.#options.store.attempted(entry.delivery.id, attempts);
  }

  #give(entry: Entry, reason: DeadLetter['reason']): void {
    const { receiver, type } = entry.delivery;
    const letter = { receiver, type, at: this.#now(), reason };
    this.#dead = [...this.#dead, letter].slice(-MOST_DEAD);
    this.#remove(entry, letter);
  }

  #remove(entry: Entry, letter: DeadLetter | null): void {
    this.#entries = this.#entries.filter((one) => one !== entry);
    void this.#options.store.remove(entry.delivery.id, letter);
  }

  #publish(): void {
    const next = this.#snapshot();
    if (JSON.stringify(next) !== JSON.stringify(this.#state.get())) this.#state.set(next);
  }

  #snapshot(): readonly ReceiverState[] {
    return this.#options.receivers.map((receiver) => ({
      host: new URL(receiver).host,
      waiting: this.#entries.filter(({ delivery }) => delivery.receiver === receiver).length,
      dead: this.#dead.filter((letter) => letter.receiver === receiver).length,
      last: this.#last.get(receiver) ?? null,
    }));
  }
}
