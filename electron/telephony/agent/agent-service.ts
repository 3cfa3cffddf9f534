import { fail, type Result } from '../../failures/index.ts';
import { type Observable, Subject } from '../../shared/listeners.ts';
import type { Call } from '../ports.ts';
import type { Agent, AgentState, AgentStatus } from './ports.ts';

/** Who keeps the agent's state for us. */
export interface AgentKeeper {
  readonly by: AgentStatus['by'];
  /** Whether this keeper can be asked now; the first one that can is. */
  readonly offered: Observable<boolean>;
  /** What it has, whoever changed it, where it tells; null before it does. */
  readonly state?: Observable<AgentState | null>;
  set(state: AgentState): Promise<Result<undefined>>;
}

export interface AgentServiceOptions {
  /** In order of preference. */
  readonly keepers: readonly AgentKeeper[];
  readonly calls: Observable<readonly Call[]>;
  /** Seconds of « post-appel » after a conversation; 0 is none. */
  readonly afterCall: number;
}

const noKeeper: AgentKeeper = {
  by: 'presence',
  offered: new Subject(false),
  set: async () => fail('Agent_NotOffered'),
};
const nobody: AgentStatus = { state: null, pending: null, until: null, by: 'presence', failure: null };

/** The agent's state as the operator and the rules of « post-appel » ask for it, and as its keeper confirms it. */
export class AgentService implements Agent {
  readonly #options: AgentServiceOptions;
  readonly #status = new Subject<AgentStatus>(nobody);
  readonly #unwatch: readonly (() => void)[];
  #working = false;
  /** Counts what was asked: an answer to what was overtaken changes nothing. */
  #request = 0;
  #talked = false;
  #afterCall: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AgentServiceOptions) {
    this.#options = options;
    this.#unwatch = [
      options.calls.subscribe((calls) => this.#onCalls(calls)),
      ...options.keepers.flatMap((keeper) => [
        keeper.offered.subscribe(() => this.#onOffered(keeper)),
        keeper.state?.subscribe((state) => this.#onKept(keeper, state)) ?? (() => undefined),
      ]),
    ];
  }

  get status(): Observable<AgentStatus> {
    return this.#status;
  }

  begin(): void {
    this.#working = true;
    this.#talked = false;
    void this.#ask('ready');
  }

  /** The keeper may be in reach again: what was asked in vain at the beginning is asked anew. */
  resume(): void {
    const { state, pending } = this.#status.get();
    if (this.#working && state === null && pending === null) void this.#ask('ready');
  }

  set(state: AgentState): Promise<Result<undefined>> {
    if (!this.#working) return Promise.resolve(fail('Phone_NotBound'));
    this.#cancelAfterCall();
    return this.#ask(state);
  }

  async end(): Promise<void> {
    if (!this.#working) return;
    this.#working = false;
    this.#request += 1;
    this.#cancelAfterCall();
    const keeper = this.#keeper();
    const was = this.#status.get().state;
    this.#status.set(nobody);
    // What is published is removed with its link; an exchange keeps what it is told.
    if (keeper.by === 'csta' && was !== 'loggedOff') await keeper.set('loggedOff');
  }

  close(): void {
    this.#working = false;
    this.#cancelAfterCall();
    for (const unwatch of this.#unwatch) unwatch();
  }

  /** What the keeper found out later: that the state could not be kept, or that it is kept again. */
  onOutcome(outcome: Result<undefined>): void {
    if (this.#working) this.#change({ failure: outcome.ok ? null : outcome.failure });
  }

  async #ask(state: AgentState, until: number | null = null): Promise<Result<undefined>> {
    this.#request += 1;
    const mine = this.#request;
    const keeper = this.#keeper();
    this.#change({ pending: state });
    const outcome = await keeper.set(state);
    if (mine !== this.#request) return outcome;
    if (outcome.ok) this.#change({ state, until, pending: null, failure: null, by: keeper.by });
    else this.#change({ pending: null, failure: outcome.failure, by: keeper.by });
    return outcome;
  }

  #keeper(): AgentKeeper {
    return this.#options.keepers.find(({ offered }) => offered.get()) ?? noKeeper;
  }

  /** A keeper that is preferred has come, or the one that had the state has gone: the other one is told it. */
  #onOffered(keeper: AgentKeeper): void {
    const { state, pending, by } = this.#status.get();
    const wanted = pending ?? state;
    if (!this.#working || wanted === null) return;
    if (this.#keeper() === keeper ? by !== keeper.by : by === keeper.by)
      void this.#ask(wanted, this.#status.get().until);
  }

  /** The exchange may change the state by itself, of somebody who lets a call ring for example. */
  #onKept(keeper: AgentKeeper, state: AgentState | null): void {
    const { by, pending } = this.#status.get();
    if (!this.#working || state === null || pending !== null || by !== keeper.by) return;
    if (state !== this.#status.get().state) {
      this.#cancelAfterCall();
      this.#change({ state, until: null });
    }
  }

  /** A conversation that ends while one is ready leaves time to write; another call calls that off. */
  #onCalls(calls: readonly Call[]): void {
    const live = calls.filter(({ state }) => state !== 'ended');
    if (live.some(({ connectedAt }) => connectedAt !== null)) this.#talked = true;
    if (live.length > 0 || !this.#talked) return;
    this.#talked = false;
    const { state, pending } = this.#status.get();
    const isReady = (pending ?? state) === 'ready' || this.#afterCall !== undefined;
    if (this.#working && isReady && this.#options.afterCall > 0) void this.#beginAfterCall();
  }

  async #beginAfterCall(): Promise<void> {
    this.#cancelAfterCall();
    const length = this.#options.afterCall * 1_000;
    const timer = setTimeout(() => {
      this.#afterCall = undefined;
      void this.#ask('ready');
    }, length);
    this.#afterCall = timer;
    const outcome = await this.#ask('workingAfterCall', Date.now() + length);
    // Nothing to come back from.
    if (!outcome.ok && this.#afterCall === timer) this.#cancelAfterCall();
  }

  #cancelAfterCall(): void {
    clearTimeout(this.#afterCall);
    this.#afterCall = undefined;
  }

  #change(change: Partial<AgentStatus>): void {
    this.#status.set({ ...this.#status.get(), ...change });
  }
}
