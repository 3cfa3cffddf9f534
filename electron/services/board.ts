import type { Result } from '../failures/index.ts';
import type { TelephonyConfiguration } from '../settings/configuration.ts';
import { derived, Subject } from '../shared/listeners.ts';
import type { ProcessChannel } from '../shared/supervised-process.ts';
import { type AgentKeeper, AgentService } from '../telephony/agent/agent-service.ts';
import type { CstaAgent } from '../telephony/agent/csta-agent.ts';
import type { Agent, AgentState } from '../telephony/agent/ports.ts';
import { BoardProcess, type BoardTarget } from '../telephony/board/board-process.ts';
import { BoardService } from '../telephony/board/board-service.ts';
import type { Board } from '../telephony/board/ports.ts';
import type { DeskPhone } from '../telephony/ports.ts';

export interface BoardServicesOptions {
  readonly telephony: TelephonyConfiguration;
  readonly authority: string | null;
  readonly phone: DeskPhone;
  readonly spawn: () => ProcessChannel;
}

/** Waiting rooms, colleagues and the operator's own state: what lives and ends with a bound phone. */
export interface BoardServices {
  readonly board: Board;
  /** Null where the site keeps no agent states. */
  readonly agent: Agent | null;
  /** A phone is bound: follows with its address and credential. */
  begin(target: BoardTarget): void;
  /** It is let go: nobody is there any more, and nothing is followed. */
  end(): Promise<void>;
  close(): Promise<void>;
}

export function startBoard({ telephony, authority, phone, spawn }: BoardServicesOptions): BoardServices {
  const { servers, heartbeat, rooms, colleagues, showColleagueCalls, agent: agentOptions } = telephony;
  const process = new BoardProcess({
    servers,
    heartbeat,
    authority,
    queues: rooms.flatMap(({ flows, answersFirst }) => flows.map(({ queue }) => ({ queue, answersFirst }))),
    colleagues: colleagues.map(({ number }) => number),
    showParties: showColleagueCalls,
    spawn,
    onEvent: (event) => {
      if (event.type === 'report') board.take(event);
      else agent?.onOutcome(resultOf(event.outcome));
    },
    onLost: () => board.lost(),
  });
  const board = new BoardService({ rooms, colleagues, process });
  const agent = agentOptions
    ? new AgentService({
        keepers: [
          ...(phone.agent ? [cstaKeeper(phone.agent, process, agentOptions.agentId ?? null)] : []),
          { by: 'presence', offered: new Subject(true), set: (state) => process.publish(state) },
        ],
        calls: derived(phone.state, ({ calls }) => calls),
        afterCall: agentOptions.afterCall,
      })
    : null;
  derived(board.state, ({ link }) => link.kind).subscribe((kind) => {
    if (kind === 'up') agent?.resume();
  });
  const isWanted = rooms.length > 0 || colleagues.length > 0 || agent !== null;
  return {
    board,
    agent,
    begin: (target) => {
      if (!isWanted) return;
      board.follow(target);
      agent?.begin();
    },
    end: async () => {
      await Promise.all([agent?.end(), board.unfollow()]);
    },
    close: async () => {
      await board.close();
      agent?.close();
    },
  };
}

/** Once the exchange keeps the state, nothing of it stays published: the two would not agree for long. */
function cstaKeeper(agent: CstaAgent, process: BoardProcess, agentId: string | null): AgentKeeper {
  const { offered, state } = agent;
  const set = async (wanted: AgentState) => {
    const outcome = await agent.set(wanted, agentId);
    if (outcome.ok) void process.publish(null);
    return outcome;
  };
  return { by: 'csta', offered, state, set };
}

function resultOf(outcome: { ok: true } | Extract<Result<undefined>, { ok: false }>): Result<undefined> {
  return outcome.ok ? { ok: true, value: undefined } : outcome;
}
