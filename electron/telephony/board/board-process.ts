import { fail, type Result } from '../../failures/index.ts';
import {
  type ProcessChannel,
  SupervisedProcess,
  type SupervisionTimes,
} from '../../shared/supervised-process.ts';
import type { AgentState } from '../agent/ports.ts';
import type { PhoneTarget } from '../ports.ts';
import {
  type BoardEvent,
  type BoardOptions,
  type BoardRequest,
  boardEventSchema,
  boardReplySchema,
} from './protocol.ts';

export type BoardTarget = Pick<PhoneTarget, 'addressOfRecord' | 'credential'>;

export interface BoardProcessOptions extends BoardOptions {
  readonly spawn: () => ProcessChannel;
  readonly onEvent: (event: BoardEvent) => void;
  /** The process is gone and another one follows in its place, knowing nothing yet. */
  readonly onLost: () => void;
  readonly times?: Partial<SupervisionTimes>;
}

/** Milliseconds to withdraw subscriptions and presence in. */
const LEAVE_DEADLINE = 1_500;

/** The board's process from binding a phone to letting it go; none runs before, and none is left after. */
export class BoardProcess {
  readonly #options: BoardProcessOptions;
  #running: SupervisedProcess | null = null;
  /** What the next process has to know. */
  #target: BoardTarget | null = null;
  #published: AgentState | null = null;

  constructor(options: BoardProcessOptions) {
    this.#options = options;
  }

  follow(target: BoardTarget): void {
    this.#target = target;
    this.#published = null;
    if (this.#running) {
      void this.#ask(this.#running, { type: 'follow', target });
      return;
    }
    const { spawn, times, servers, heartbeat, authority, queues, colleagues, showParties } = this.#options;
    const running: SupervisedProcess = new SupervisedProcess({
      spawn,
      start: () =>
        ({ servers, heartbeat, authority, queues, colleagues, showParties }) satisfies BoardOptions,
      onEvent: (raw) => {
        const event = boardEventSchema.safeParse(raw);
        if (event.success && this.#running === running) this.#options.onEvent(event.data);
      },
      onLost: () => this.#running === running && this.#options.onLost(),
      onStarted: () => this.#tell(running),
      ...(times && { times }),
    });
    this.#running = running;
    running.open();
  }

  /** Publishes the agent's state, or removes it; one that was published is published again by the process that replaces a dead one. */
  async publish(state: AgentState | null): Promise<Result<undefined>> {
    const running = this.#running;
    if (!running) return fail('Phone_NotBound');
    const outcome = await this.#ask(running, { type: 'publish', state });
    if (outcome.ok && this.#running === running) this.#published = state;
    return outcome;
  }

  async unfollow(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    this.#target = null;
    this.#published = null;
    if (!running) return;
    await this.#ask(running, { type: 'unfollow' }, LEAVE_DEADLINE);
    running.close();
  }

  #tell(running: SupervisedProcess): void {
    const target = this.#target;
    if (target) void this.#ask(running, { type: 'follow', target });
    if (this.#published) void this.#ask(running, { type: 'publish', state: this.#published });
  }

  async #ask(
    running: SupervisedProcess,
    request: BoardRequest,
    deadline?: number,
  ): Promise<Result<undefined>> {
    const reply = await running.request(request, deadline);
    if (reply.kind === 'lost') return fail('Phone_LinkDown');
    const outcome = boardReplySchema.safeParse(reply.value);
    if (!outcome.success) return fail('Request_Failed');
    return outcome.data.ok ? { ok: true, value: undefined } : outcome.data;
  }
}
