import { randomUUID } from 'node:crypto';
import { type Failure, ok, type Result } from '../failures/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import type { ConnectionReport } from '../telephony/connections.ts';
import type { PhoneCommand, PhoneState } from '../telephony/ports.ts';
import { MissedCalls } from './missed.ts';
import { Outbox, type OutboxTimes } from './outbox.ts';
import type { LogStore } from './ports.ts';
import { type AbandonedCall, nothingRecorded, type RecorderEvent, record } from './recorder.ts';
import { nothingSeen, type RecoveryEvent, recover } from './recovery.ts';
import type { LogAgent, LogEntry } from './rules/entry.ts';
import { type LogPage, type LogQuery, PAGE } from './rules/query.ts';
import { type RecentNumber, recentNumbers } from './rules/recent-numbers.ts';
import { matchesQuery } from './rules/terms.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** More than happens while a process starts. */
const MOST_EARLY = 500;

/** What pages show of the log besides its entries. */
export interface CallLogState {
  /** Missed since somebody last looked, 100 at most. */
  readonly missed: number;
  /** Goes up with each change of the log: a page that shows the newest entries reads them again. */
  readonly revision: number;
  /** Why the newest entries are not written yet; they are kept in memory meanwhile. */
  readonly failure: Failure | null;
  /** The number that this person dialled last here, as far as the log goes. */
  readonly lastDialled: string | null;
}

export interface CallLogOptions {
  readonly phone: Observable<PhoneState>;
  /** Who calls, by the id of the call, as far as the directory knows: said before what the network says. */
  readonly callers: Observable<ReadonlyMap<string, { readonly name: string }>>;
  /** Who works here now; null while nobody does. */
  readonly agent: Observable<LogAgent | null>;
  readonly store: LogStore;
  /** False where nothing may rest on the disk: the log is then that of one shift, and goes with it. */
  readonly durable: boolean;
  /** Days after which an entry goes. */
  readonly days: number;
  readonly times?: OutboxTimes;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/** The call log of this workstation: hears what happens at the phone, keeps it, and finds it again. */
export class CallLog {
  readonly #options: CallLogOptions;
  readonly #clock: () => number;
  readonly #outbox: Outbox;
  readonly #missed = new MissedCalls();
  readonly #state = new Subject<CallLogState>({
    missed: 0,
    revision: 0,
    failure: null,
    lastDialled: null,
  });
  readonly #watches: readonly Unsubscribe[];
  readonly #hourly: NodeJS.Timeout;
  #recorder = nothingRecorded;
  /** What happened before the store told what an earlier run left open; null once it has, or cannot. */
  #early: RecorderEvent[] | null = [];
  #recovery = nothingSeen;
  #subject: string | null = null;
  #number: string | null = null;
  /** By this person, since they work here. */
  #dialled: string | null = null;
  #announcing: NodeJS.Immediate | undefined;

  constructor(options: CallLogOptions) {
    const { phone, callers, agent, store, durable, times, clock = Date.now } = options;
    this.#options = options;
    this.#clock = clock;
    this.#outbox = new Outbox({
      store,
      durable,
      onLeftOpen: (entries) => {
        this.#take({ type: 'left-open', entries });
        this.#takeEarly();
      },
      ...(times && { times }),
    });
    this.#watches = [
      phone.subscribe((state) => this.#seePhone(state)),
      callers.subscribe(() => this.#seePhone(phone.get())),
      agent.subscribe((one) => this.#seeAgent(one)),
      this.#outbox.failure.subscribe((failure) => {
        if (failure) this.#takeEarly();
        this.#change({ failure });
      }),
      this.#missed.count.subscribe((missed) => this.#change({ missed })),
    ];
    this.#seeAgent(agent.get());
    this.#hourly = setInterval(() => this.#purge(), HOUR_MS).unref();
  }

  get state(): Observable<CallLogState> {
    return this.#state;
  }

  get days(): number {
    return this.#options.days;
  }

  get durable(): boolean {
    return this.#options.durable;
  }

  /** The phone confirmed a command. */
  done(command: PhoneCommand): void {
    this.#record({ type: 'done', command });
  }

  /** A call gave up in a waiting room. */
  abandoned(call: AbandonedCall): void {
    this.#record({ type: 'abandoned', call });
  }

  /** What a source tells of the connections of the watched phone, for what came and went in an outage. */
  reported(report: ConnectionReport): void {
    this.#recover({ type: 'report', report, own: this.#number });
  }

  /** The store's process was started again. */
  storeStarted(): void {
    this.#outbox.storeStarted();
  }

  /** Somebody looks at the missed calls. */
  look(): void {
    this.#missed.clear();
  }

  /** A page of the log, what is not written yet among it. Fails by name, `Records_…`. */
  async page(query: LogQuery, size = PAGE): Promise<Result<LogPage>> {
    if (this.#outbox.failure.get() === null) await this.#outbox.send();
    const page = await this.#options.store.page(query, size);
    return page.ok && query.after === null ? ok(this.#withWaiting(page.value, query)) : page;
  }

  /** The last numbers that who works here dialled, the newest first. Fails as `page`. */
  async recentlyDialled(most: number): Promise<Result<readonly RecentNumber[]>> {
    if (this.#subject === null) return ok([]);
    const page = await this.page(outboundOf(this.#subject));
    return page.ok ? ok(recentNumbers(page.value.entries, most)) : page;
  }

  /** Writes what still waits, as far as the store takes it. */
  async close(): Promise<void> {
    clearInterval(this.#hourly);
    clearImmediate(this.#announcing);
    for (const stop of this.#watches) stop();
    this.#takeEarly();
    await this.#outbox.close();
  }

  #seePhone(phone: PhoneState): void {
    if (phone.number === null && this.#number !== null) this.#recover({ type: 'released' });
    this.#number = phone.number;
    const callers = this.#options.callers.get();
    const calls = phone.calls.map((call) => ({
      ...call,
      displayName: callers.get(call.id)?.name ?? call.displayName,
    }));
    const agent = this.#options.agent.get();
    this.#record({ type: 'phone', at: this.#clock(), phone: { ...phone, calls }, agent });
    if (this.#recorder.outage) this.#recover({ type: 'lost' });
  }

  #seeAgent(agent: LogAgent | null): void {
    const subject = agent?.subject ?? null;
    if (subject === this.#subject) return;
    this.#subject = subject;
    this.#missed.clear();
    this.#dialled = null;
    this.#change({ lastDialled: null });
    // The store's process costs nothing before somebody works.
    if (subject !== null) void this.#outbox.send().then(() => this.#purge());
    if (!this.durable) this.#forget();
    else if (subject !== null) void this.#recallDialled(subject);
  }

  async #recallDialled(agent: string): Promise<void> {
    const page = await this.page(outboundOf(agent), 1);
    const dialled = page.ok ? (page.value.entries[0]?.number ?? null) : null;
    if (this.#subject === agent && this.#state.get().lastDialled === null)
      this.#change({ lastDialled: dialled });
  }

  #recover(event: RecoveryEvent): void {
    const { state, calls } = recover(this.#recovery, event);
    this.#recovery = state;
    if (calls.length > 0) this.#record({ type: 'recovered', calls });
  }

  /** A call that goes on since an earlier run is known by what that run wrote: it waits for it, a moment. */
  #record(event: RecorderEvent): void {
    const early = this.#early;
    const isQuiet = event.type === 'phone' && event.phone.calls.length === 0;
    if (early === null || (isQuiet && early.length === 0)) this.#take(event);
    else {
      early.push(event);
      if (early.length > MOST_EARLY) this.#takeEarly();
    }
  }

  #takeEarly(): void {
    const early = this.#early ?? [];
    this.#early = null;
    for (const event of early) this.#take(event);
  }

  #take(event: RecorderEvent): void {
    const { state, entries } = record(this.#recorder, event, randomUUID);
    this.#recorder = state;
    if (entries.length > 0) this.#keep(entries);
  }

  #keep(entries: readonly LogEntry[]): void {
    for (const entry of entries) this.#missed.note(entry);
    this.#outbox.add(entries);
    const dialled = entries.findLast(({ direction, number }) => direction === 'outbound' && number !== null);
    this.#dialled = dialled?.number ?? this.#dialled;
    // The bar shows the call first.
    this.#announcing ??= setImmediate(() => this.#announce());
  }

  #announce(): void {
    this.#announcing = undefined;
    const { revision, lastDialled } = this.#state.get();
    this.#change({ revision: revision + 1, lastDialled: this.#dialled ?? lastDialled });
  }

  #change(change: Partial<CallLogState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }

  #withWaiting(page: LogPage, query: LogQuery): LogPage {
    const waiting = this.#outbox.waiting;
    if (waiting.length === 0) return page;
    const ids = new Set(waiting.map(({ id }) => id));
    const entries = [
      ...waiting.filter(matchesQuery(query)),
      ...page.entries.filter(({ id }) => !ids.has(id)),
    ].sort((a, b) => b.beganAt - a.beganAt);
    return { ...page, entries };
  }

  #purge(): void {
    void this.#options.store.purge(this.#clock() - this.#options.days * DAY_MS);
  }

  /** What may not outlive a shift. */
  #forget(): void {
    this.#outbox.forget();
    void this.#options.store.purge(Number.MAX_SAFE_INTEGER);
  }
}

function outboundOf(agent: string): LogQuery {
  return { text: '', direction: 'outbound', outcomes: null, from: null, to: null, agent, after: null };
}
