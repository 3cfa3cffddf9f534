import { fail, ok, type Result } from '../../failures/index.ts';
import { derived, type Observable, Subject } from '../../shared/listeners.ts';
import type { CstaAgentState, CstaRequest } from '../csta/ports.ts';
import type { Line } from '../line/line.ts';
import type { AgentState } from './ports.ts';

export interface CstaAgentOptions {
  readonly line: Pick<Line, 'onEvent' | 'csta'>;
  /** Milliseconds within which an event has to confirm a state. */
  readonly timeout: number;
}

interface Known {
  /** The phone offers SetAgentState now. */
  readonly offered: boolean;
  readonly state: CstaAgentState | null;
}

/** What each state is told as, and the other way round; who is busy is still ready (ECMA-269 §6.1.1.6). */
const toldAs: Readonly<Record<AgentState, CstaAgentState>> = {
  ready: 'agentReady',
  notReady: 'agentNotReady',
  workingAfterCall: 'agentWorkingAfterCall',
  loggedOff: 'agentNull',
};
const meant: Readonly<Record<CstaAgentState, AgentState>> = {
  agentReady: 'ready',
  agentBusy: 'ready',
  agentNotReady: 'notReady',
  agentWorkingAfterCall: 'workingAfterCall',
  agentNull: 'loggedOff',
};

/** The agent services of uaCSTA, where the bound phone offers them: a state is one once its event has told it. */
export class CstaAgent {
  readonly #options: CstaAgentOptions;
  readonly #known = new Subject<Known>({ offered: false, state: null });
  readonly offered: Observable<boolean> = derived(this.#known, ({ offered }) => offered);
  /** As the exchange tells it, whoever changed it; null before it does. */
  readonly state: Observable<AgentState | null> = derived(this.#known, ({ state }) => state && meant[state]);

  constructor(options: CstaAgentOptions) {
    this.#options = options;
    options.line.onEvent((event) => {
      if (event.type === 'agent') this.#known.set({ ...this.#known.get(), state: event.state });
      if (event.type !== 'csta') return;
      const offered = event.services?.includes('SetAgentState') ?? false;
      this.#known.set(offered ? { ...this.#known.get(), offered } : { offered, state: null });
    });
  }

  /**
   * `agentId` where the exchange wants one. Fails with `Agent_NotOffered`, as the phone refuses, or with
   * `Phone_NotConfirmed` when no event tells the state in time.
   */
  async set(state: AgentState, agentId: string | null): Promise<Result<undefined>> {
    const { offered, state: before } = this.#known.get();
    if (!offered) return fail('Agent_NotOffered');
    if (state !== 'loggedOff' && (before === null || before === 'agentNull')) {
      // An exchange that has the agent logged on already refuses, and that is well.
      await this.#ask({ service: 'SetAgentState', state: 'loggedOn', agentId });
    }
    const asked = await this.#ask({ service: 'SetAgentState', state, agentId });
    return asked.ok ? this.#told(toldAs[state]) : asked;
  }

  #ask(request: CstaRequest): Promise<Result<undefined>> {
    return this.#options.line.csta(request);
  }

  #told(wanted: CstaAgentState): Promise<Result<undefined>> {
    const isTold = ({ state }: Known): boolean =>
      state === wanted || (wanted === 'agentReady' && state === 'agentBusy');
    return new Promise((resolve) => {
      const settle = (result: Result<undefined>): void => {
        clearTimeout(timer);
        unwatch();
        resolve(result);
      };
      const timer = setTimeout(() => settle(fail('Phone_NotConfirmed')), this.#options.timeout);
      const unwatch = this.#known.subscribe((known) => isTold(known) && settle(ok()));
      if (isTold(this.#known.get())) settle(ok());
    });
  }
}
