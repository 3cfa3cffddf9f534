import { fail, type Result } from '../../failures/index.ts';
import { type Observable, Subject } from '../../shared/listeners.ts';
import type { Call } from '../ports.ts';
import type { Agent, AgentState, AgentStatus } from './ports.ts';

/** Who keeps the agent's state for us. */
export interface AgentKeeper {
  readonly by: AgentStatus['by'];
  /** Whether this keeper can be asked now; the first one that can is. */
  offered(): boolean;
  set(state: AgentState): Promise<Result<undefined>>;
}

export interface AgentServiceOptions {
  /** In order of preference; the last one is taken when none is offered. */
  readonly keepers: readonly [AgentKeeper, ...AgentKeeper[]];
  readonly calls: Observable<readonly Call[]>;
  /** Seconds of « post-appel » after a conversation; 0 is none. */
  readonly afterCall: number;
}

const nobody: AgentStatus = { state: null, pending: null, until: null, by: 'presence', failure: null };

/** The agent's state as the operator and the rules of « post-appel » ask for it, and as its keeper confirms it. */
export class AgentService implements Agent {
  readonly #options: AgentServiceOptions;
  readonly #status = new Subject<AgentStatus>(nobody);
  readonly #unwatch: () => void;
  #working = false;
  /** Counts what was asked: an answer to what was overtaken changes nothing. */
  #request = 0;
  #talked = false;
  #afterCall: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AgentServiceOptions) {
    this.#options = options;
    this.#unwatch = options.calls.subscribe((calls) => this.#onCalls(calls));
  }

  get status(): Observable<AgentStatus> {
    return this.#status;
  }

  begin(): void {
    this.#working = true;
    this.#talked = false;
    void this.#ask('ready');
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
    this.#unwatch();
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
    const { keepers } = this.#options;
    return keepers.find((keeper) => keeper.offered()) ?? keepers.at(-1) ?? keepers[0];
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
