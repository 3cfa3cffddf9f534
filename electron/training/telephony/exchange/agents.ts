import type { Ledger } from './ledger.ts';
import type { AgentState, ExchangeEvent, Leg } from './model.ts';
import type { TrainingQueue } from './queues.ts';
import type { Routing } from './routing.ts';
import type { Stations } from './stations.ts';

export interface AgentsOptions {
  readonly ledger: Ledger;
  readonly stations: Stations;
  readonly queues: ReadonlyMap<string, TrainingQueue>;
  readonly routing: Routing;
}

/** Who works for the queues: whoever talks is busy, whoever refuses a call is offered no other. */
export class Agents {
  readonly #options: AgentsOptions;

  constructor(options: AgentsOptions) {
    this.#options = options;
    options.ledger.onEvent((event) => this.#follow(event));
  }

  set(number: string, agent: AgentState): void {
    const { ledger, stations, queues, routing } = this.#options;
    const state = stations.get(number)?.state;
    if (!state || state.agent === agent) return;
    const before = state.agent;
    state.agent = agent;
    ledger.emit({ type: 'agent', number, state: agent, before });
    for (const queue of queues.values()) {
      if (queue.distributesTo?.includes(number)) routing.distribute(queue);
    }
  }

  #follow(event: ExchangeEvent): void {
    switch (event.type) {
      case 'established':
        this.#change(event.leg, 'agentReady', 'agentBusy');
        break;
      case 'transferred':
        this.#change(event.by, 'agentBusy', 'agentReady');
        break;
      case 'cleared': {
        const refused = event.call.legs.some(({ state }) => state === 'queued');
        if (refused) this.#change(event.leg, 'agentReady', 'agentNotReady');
        this.#change(event.leg, 'agentBusy', 'agentReady');
      }
    }
  }

  #change({ number }: Leg, from: AgentState, to: AgentState): void {
    const { stations, routing } = this.#options;
    if (number === null || stations.get(number)?.state.agent !== from) return;
    if (from === 'agentBusy' && routing.isBusy(number)) return;
    this.set(number, to);
  }
}
