import { type Failure, fail, ok, type Result } from '../../failures/index.ts';
import { type Observable, Subject } from '../../shared/listeners.ts';
import type { Carrier, OutboxStore, Outcome, Posted, ThreadPlace } from '../ports.ts';
import { type BackOff, pauseAfter, usualBackOff } from '../rules/back-off.ts';
import { chooseChannel } from '../rules/choose-channel.ts';
import { isAtRest, isDelivered, type Letter, type Progress } from '../rules/letter.ts';
import { advance, type LetterEvent, nextStep } from '../rules/progress.ts';
import { placeInName } from '../rules/thread.ts';

export interface OutboxTimes {
  readonly backOff: BackOff;
  /** Ms after which a request that was not answered has had its effect at the desk, or never will. */
  readonly settle: number;
  /** Ms between two looks whether another program has let the outbox go. */
  readonly takeUp: number;
}

export const usualTimes: OutboxTimes = { backOff: usualBackOff, settle: 60_000, takeUp: 5_000 };

export interface OutboxOptions {
  readonly store: OutboxStore;
  readonly carrier: Carrier;
  /** Failures at one channel before the next one is tried. */
  readonly patience: number;
  readonly times?: OutboxTimes;
  /** A test may set them. */
  readonly random?: () => number;
  readonly now?: () => number;
}

/** A letter on its way as it is shown. */
export interface Waiting {
  readonly letter: Letter;
  readonly underWay: boolean;
  /** When it is tried again, ms since the epoch; null where it need not wait for a time. */
  readonly nextTryAt: number | null;
}

export interface OutboxState {
  /** Those not at rest, and those that came to rest since the program started. */
  readonly letters: readonly Waiting[];
  /** Another program on this workstation sends what is written. */
  readonly elsewhere: boolean;
  /** Why what happens cannot be written down; nothing is sent meanwhile. */
  readonly failure: Failure | null;
}

/** Letters under way at once. */
const AT_ONCE = 3;
/** Letters at rest that are shown, the newest; the store has the others. */
const MOST_AT_REST = 50;

interface Entry {
  letter: Letter;
  busy: boolean;
  /** Monotonic ms: no change of the clock makes it come later. */
  dueAt: number;
}

/**
 * Letters on their way to the desk. Each checkpoint is on the disk before the next step begins, what may be done already
 * is looked for before it is done again, and the letters of a thread go one after the other. Nobody waits for it.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #times: OutboxTimes;
  readonly #random: () => number;
  readonly #now: () => number;
  readonly #state = new Subject<OutboxState>({ letters: [], elsewhere: false, failure: null });
  readonly #places = new Map<string, ThreadPlace>();
  #entries: Entry[] = [];
  #held = false;
  #failure: Failure | null = null;
  #elsewhere = false;
  #takingUp = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #takeUpTimer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#times = options.times ?? usualTimes;
    this.#random = options.random ?? Math.random;
    this.#now = options.now ?? Date.now;
  }

  get state(): Observable<OutboxState> {
    return this.#state;
  }

  /** Takes up what is waiting, as soon as no other program has it. */
  open(): void {
    void this.#takeUp();
  }

  /** The store's process was started again: the outbox is to be taken up anew. */
  storeStarted(): void {
    if (!this.#held) return;
    this.#held = false;
    void this.#takeUp();
  }

  /** A letter that the store has now. */
  add({ letter, place }: Posted): void {
    if (this.#entries.some((entry) => entry.letter.id === letter.id)) return;
    if (place) this.#places.set(place.thread, place);
    this.#entries.push(this.#entry(letter));
    this.#pump();
  }

  /** Tries all that waits now: the network is back, or somebody asks for it. What may be done already keeps its time. */
  hurry(): void {
    for (const entry of this.#entries) {
      if (entry.letter.progress.begun === null) entry.dueAt = 0;
    }
    if (!this.#held) void this.#takeUp();
    this.#pump();
  }

  /** What a person decides of a letter. `Support_LetterUnknown`, `Support_NotNow`, and what the store says. */
  async decide(
    id: string,
    event: Extract<LetterEvent, { type: 'retry' | 'waive' | 'hand-over' | 'withdraw' }>,
  ): Promise<Result<undefined>> {
    const entry = this.#entries.find(({ letter }) => letter.id === id);
    if (!entry) return fail('Support_LetterUnknown');
    if (entry.busy) return fail('Support_NotNow');
    const progress = advance(entry.letter.progress, event);
    if (progress === entry.letter.progress) return fail('Support_NotNow');
    entry.busy = true;
    const written = await this.#options.store.checkpoint(id, progress);
    entry.busy = false;
    if (!written.ok) return written;
    this.#put(entry, progress);
    entry.dueAt = 0;
    this.#pump();
    return ok();
  }

  /** Nothing more is begun; what waits is taken up by the next run. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearTimeout(this.#takeUpTimer);
  }

  async #takeUp(): Promise<void> {
    clearTimeout(this.#takeUpTimer);
    if (this.#closed || this.#takingUp) return;
    this.#takingUp = true;
    const taken = await this.#options.store.takeUp();
    this.#takingUp = false;
    this.#failure = taken.ok ? null : taken.failure;
    this.#elsewhere = taken.ok && !taken.value.held;
    this.#held = taken.ok && taken.value.held;
    if (taken.ok && taken.value.held) this.#merge(taken.value.letters, taken.value.places);
    else if (!this.#closed) {
      this.#takeUpTimer = setTimeout(() => void this.#takeUp(), this.#times.takeUp).unref();
    }
    this.#pump();
  }

  /** The store is right, but about what is under way here. Its order is that of writing, which no clock changes. */
  #merge(letters: readonly Letter[], places: readonly ThreadPlace[]): void {
    for (const letter of letters) this.#learnPlace(letter, letter.progress);
    for (const place of places) this.#places.set(place.thread, place);
    const kept = new Map(this.#entries.map((entry) => [entry.letter.id, entry]));
    const found = letters.map((letter): Entry => {
      const before = kept.get(letter.id);
      kept.delete(letter.id);
      return before?.busy ? before : this.#entry(letter);
    });
    const others = [...kept.values()].filter(({ busy, letter }) => busy || isAtRest(letter.progress));
    this.#entries = [...others, ...found];
  }

  /** What may just be under way from an earlier run has its time to arrive. */
  #entry(letter: Letter): Entry {
    const dueAt = letter.progress.begun ? performance.now() + this.#times.settle : 0;
    return { letter, busy: false, dueAt };
  }

  #pump(): void {
    clearTimeout(this.#timer);
    if (!this.#closed && this.#held) {
      const now = performance.now();
      for (const entry of this.#heads()) {
        if (this.#underWay() >= AT_ONCE) break;
        if (entry.dueAt <= now) void this.#goOn(entry);
      }
      this.#wait(now);
    }
    this.#publish();
  }

  /** The first for each ticket that is not delivered, where it may go on: two threads may be one at the desk. */
  #heads(): readonly Entry[] {
    const seen = new Set<string>();
    return this.#entries.filter(({ letter, busy }) => {
      const { owner, thread, progress } = letter;
      const place = this.#placeOf(thread);
      // What one person has to decide holds nobody else up.
      const queue = place ? `${owner} ${place.channel} ${place.ticket}` : thread;
      if (isDelivered(progress) || progress.stage === 'withdrawn' || seen.has(queue)) return false;
      seen.add(queue);
      return !busy && !isAtRest(progress);
    });
  }

  #underWay(): number {
    return this.#entries.filter(({ busy }) => busy).length;
  }

  #wait(now: number): void {
    const times = this.#heads()
      .map(({ dueAt }) => dueAt)
      .filter((at) => at > now);
    if (times.length === 0) return;
    this.#timer = setTimeout(() => this.#pump(), Math.min(...times) - now);
  }

  /** Step after step, until it is at rest or has to wait. */
  async #goOn(entry: Entry): Promise<void> {
    entry.busy = true;
    this.#publish();
    while (!this.#closed && this.#held && !isAtRest(entry.letter.progress)) {
      if (!(await this.#step(entry))) break;
    }
    entry.busy = false;
    this.#trim();
    this.#pump();
  }

  #trim(): void {
    const rested = this.#entries.filter(({ letter }) => isDelivered(letter.progress));
    const gone = new Set(rested.slice(0, Math.max(0, rested.length - MOST_AT_REST)));
    if (gone.size > 0) this.#entries = this.#entries.filter((one) => !gone.has(one));
  }

  /** One step; false when the letter has to wait. */
  async #step(entry: Entry): Promise<boolean> {
    const { letter } = entry;
    const { carrier, patience, store } = this.#options;
    const place = letter.kind === 'reply' ? this.#placeOf(letter.thread) : null;
    const order = place ? [place.channel] : carrier.channels.map(({ name }) => name);
    const name = chooseChannel(letter.progress, order, patience);
    const channel = carrier.channels.find((one) => one.name === name);
    if (!channel) return this.#postpone(entry, fail('Support_NoChannel').failure);
    const step = nextStep(letter, channel.whole);
    const inDoubt = letter.progress.begun !== null;
    const isRetry = letter.progress.attempts > 0;
    const ticket = letter.progress.ticket ?? place?.ticket ?? null;
    if (!(await this.#write(entry, { type: 'begin', channel: channel.name, step, ticket }))) return false;
    const { id, kind, thread, createdAt, content, attachments } = letter;
    const outcome = await carrier.carry(
      channel.name,
      { letter: { id, kind, thread, createdAt, content, attachments }, step, ticket, inDoubt, isRetry },
      store.piece,
    );
    return this.#take(entry, outcome, channel.whole);
  }

  async #take(entry: Entry, outcome: Outcome, whole: boolean): Promise<boolean> {
    const event = eventOf(outcome, whole, this.#now());
    const written = await this.#write(entry, event);
    if (outcome.kind === 'done' || outcome.kind === 'refused') return written;
    const { attempts } = entry.letter.progress;
    const pause = pauseAfter(attempts, this.#random(), this.#times.backOff);
    const asked = outcome.kind === 'failed' ? (outcome.retryAfter ?? 0) : 0;
    this.#delay(entry, Math.max(pause, asked, outcome.doubt ? this.#times.settle : 0));
    return false;
  }

  /** A checkpoint. What cannot be written is as if it had not been begun: false, and it is tried again. */
  async #write(entry: Entry, event: LetterEvent): Promise<boolean> {
    const progress = advance(entry.letter.progress, event);
    const written = await this.#options.store.checkpoint(entry.letter.id, progress);
    this.#failure = written.ok ? null : written.failure;
    if (written.ok) {
      this.#put(entry, progress);
      this.#publish();
      return true;
    }
    // Of a step that was carried out, only what is on the disk counts: it is looked for when its turn comes again.
    this.#delay(entry, pauseAfter(1, this.#random(), this.#times.backOff));
    if (written.failure.code === 'Support_NotHeld') this.storeStarted();
    return false;
  }

  #postpone(entry: Entry, failure: Failure): false {
    const attempts = entry.letter.progress.attempts + 1;
    this.#put(entry, { ...entry.letter.progress, attempts, failure });
    this.#delay(entry, pauseAfter(attempts, this.#random(), this.#times.backOff));
    return false;
  }

  #delay(entry: Entry, pause: number): void {
    entry.dueAt = performance.now() + Math.max(1, pause);
  }

  #put(entry: Entry, progress: Progress): void {
    entry.letter = { ...entry.letter, progress };
    this.#learnPlace(entry.letter, progress);
  }

  #learnPlace({ thread }: Letter, { channel, ticket }: Progress): void {
    if (channel && ticket !== null) this.#places.set(thread, { thread, channel, ticket });
  }

  #placeOf(thread: string): ThreadPlace | null {
    return this.#places.get(thread) ?? placeInName(thread);
  }

  #publish(): void {
    const now = performance.now();
    const letters = this.#entries.map(({ letter, busy, dueAt }) => {
      const waits = !busy && !isAtRest(letter.progress) && dueAt > now;
      return { letter, underWay: busy, nextTryAt: waits ? Math.round(this.#now() + dueAt - now) : null };
    });
    this.#state.set({ letters, elsewhere: this.#elsewhere, failure: this.#failure });
  }
}

function eventOf(outcome: Outcome, whole: boolean, at: number): LetterEvent {
  switch (outcome.kind) {
    case 'done':
      return { type: 'done', ticket: outcome.ticket, whole, at };
    case 'refused':
      return { type: 'refused', failure: outcome.failure, doubt: outcome.doubt };
    default: {
      const { failure, doubt } = outcome;
      return { type: 'failed', failure, doubt, closed: outcome.kind === 'closed' };
    }
  }
}
