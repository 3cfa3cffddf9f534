import type { Failure } from '../failures/index.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import type { LogStore } from './ports.ts';
import type { LogEntry } from './rules/entry.ts';

/** In milliseconds. */
export interface OutboxTimes {
  readonly backOff: number;
  readonly maxBackOff: number;
}

export interface OutboxOptions {
  readonly store: Pick<LogStore, 'begin' | 'write'>;
  /** False where the store forgets when its process ends: what it has is then kept here too, and told it again. */
  readonly durable: boolean;
  /** Told once which calls of earlier runs were not seen to end. */
  readonly onLeftOpen: (entries: readonly LogEntry[]) => void;
  readonly times?: OutboxTimes;
}

const AT_ONCE = 100;
/** Some months of a busy desk; then the oldest go. */
const MOST_KEPT = 20_000;

/**
 * Entries on their way to the store. Each is kept until the store has said that it has it, and sent again until then:
 * the store knows an entry by its id, so that none is there twice. Only its last version is sent.
 */
export class Outbox {
  readonly #store: OutboxOptions['store'];
  readonly #durable: boolean;
  readonly #onLeftOpen: OutboxOptions['onLeftOpen'];
  readonly #times: OutboxTimes;
  readonly #failure = new Subject<Failure | null>(null);
  readonly #kept = new Map<string, LogEntry>();
  #waiting = new Map<string, LogEntry>();
  #begun = false;
  #sending: Promise<void> | null = null;
  #retry: NodeJS.Timeout | undefined;
  #pause: number;
  #closed = false;

  constructor({ store, durable, onLeftOpen, times = { backOff: 500, maxBackOff: 30_000 } }: OutboxOptions) {
    this.#store = store;
    this.#durable = durable;
    this.#onLeftOpen = onLeftOpen;
    this.#times = times;
    this.#pause = times.backOff;
  }

  /** Why what waits is not written; null once it is. */
  get failure(): Observable<Failure | null> {
    return this.#failure;
  }

  /** What the store has not said to have. */
  get waiting(): readonly LogEntry[] {
    return [...this.#waiting.values()];
  }

  add(entries: readonly LogEntry[]): void {
    for (const entry of entries) put(this.#waiting, entry);
    this.send();
  }

  /** The store's process was started again: what was under way may be lost, and so is what was in its memory only. */
  storeStarted(): void {
    if (!this.#durable) this.#waiting = new Map([...this.#kept, ...this.#waiting]);
    this.send();
  }

  /** Everything that came so far is none of the next person's business. */
  forget(): void {
    this.#kept.clear();
    this.#waiting.clear();
  }

  /** Sends what waits, now. Resolves when that was tried. */
  send(): Promise<void> {
    clearTimeout(this.#retry);
    // A moment later: asking the store may start its process, which comes back here.
    this.#sending ??= Promise.resolve()
      .then(() => this.#sendAll())
      .finally(() => {
        this.#sending = null;
      });
    return this.#sending;
  }

  /** A last try; then nothing is sent any more. */
  async close(): Promise<void> {
    await this.send();
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  async #sendAll(): Promise<void> {
    while (!this.#closed && (!this.#begun || this.#waiting.size > 0)) {
      const failure = this.#begun ? await this.#write() : await this.#begin();
      this.#failure.set(failure);
      if (failure) return this.#tryLater();
      this.#pause = this.#times.backOff;
    }
  }

  async #begin(): Promise<Failure | null> {
    const begun = await this.#store.begin();
    if (!begun.ok) return begun.failure;
    this.#begun = true;
    this.#onLeftOpen(begun.value);
    return null;
  }

  async #write(): Promise<Failure | null> {
    const sent = [...this.#waiting.values()].slice(0, AT_ONCE);
    const written = await this.#store.write(sent);
    if (!written.ok) return written.failure;
    for (const entry of sent) {
      // A newer version that came meanwhile is still to be sent.
      if (this.#waiting.get(entry.id) === entry) this.#waiting.delete(entry.id);
      if (!this.#durable) put(this.#kept, entry);
    }
    return null;
  }

  #tryLater(): void {
    if (this.#closed) return;
    this.#retry = setTimeout(() => this.send(), this.#pause);
    this.#retry.unref();
    this.#pause = Math.min(this.#pause * 2, this.#times.maxBackOff);
  }
}

/** The last that was put is the last that goes. */
function put(entries: Map<string, LogEntry>, entry: LogEntry): void {
  entries.delete(entry.id);
  entries.set(entry.id, entry);
  const [oldest] = entries.size > MOST_KEPT ? entries.keys() : [];
  if (oldest !== undefined) entries.delete(oldest);
}
