import type { AgentStatus } from '../../telephony/agent/ports.ts';
import type { BoardLink, BoardState, Priority } from '../../telephony/board/ports.ts';
import type { Call, Capabilities } from '../../telephony/ports.ts';
import type { EnvironmentView } from './environment.ts';
import { nothing } from './shapes.ts';
import { agentState, phoneCommand } from './telephony.ts';

/** Waiting rooms and colleagues. */
export const boardRequests = {
  'board.view': nothing,
  'phone.command': phoneCommand,
  'agent.set': agentState,
} as const;

export interface BoardReplies {
  'board.view': BoardView;
}

/** The waiting rooms in a strip. */
export interface BoardSummaryView {
  readonly link: BoardLink;
  readonly rooms: readonly {
    readonly id: string;
    readonly label: string;
    readonly waiting: number;
    readonly priority: Priority | null;
    /** Ms since the epoch; null when nobody waits. */
    readonly longestSince: number | null;
    /** False when that call was already there when it was first seen. */
    readonly longestSeenFromStart: boolean;
    /** Seconds of waiting after which a call is late. */
    readonly alertAfter: number;
    readonly live: boolean;
  }[];
}

/** The window of waiting rooms and colleagues; sent five times a second at most. */
export interface BoardView {
  readonly environment: EnvironmentView;
  readonly locked: boolean;
  /** Whether a phone is bound: nothing is followed without. */
  readonly bound: boolean;
  readonly calls: readonly Call[];
  readonly capabilities: Capabilities;
  readonly board: BoardState;
  readonly agent: AgentStatus | null;
}
