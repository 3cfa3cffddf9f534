import type { Failure, Result } from '../../failures/index.ts';
import type { Observable } from '../../shared/listeners.ts';
import type { RequestedAgentState } from '../csta/ports.ts';

/** Disponible, pause, post-appel, hors service, by the names of ECMA-269. */
export const agentStates = [
  'ready',
  'notReady',
  'workingAfterCall',
  'loggedOff',
] as const satisfies readonly RequestedAgentState[];
export type AgentState = (typeof agentStates)[number];

/** How the operator stands with the exchange. */
export interface AgentStatus {
  /** Null while nobody works here. */
  readonly state: AgentState | null;
  /** What was asked and is not confirmed yet. */
  readonly pending: AgentState | null;
  /** When a « post-appel » ends by itself, ms since the epoch; null when it does not. */
  readonly until: number | null;
  /** Who keeps the state: the phone's exchange, or its presence server. */
  readonly by: 'csta' | 'presence';
  /** Why the state that is shown is not what the exchange has, or may not be. */
  readonly failure: Failure | null;
}

/** The operator's own state, from binding a phone to letting it go. */
export interface Agent {
  readonly status: Observable<AgentStatus>;
  /** Somebody begins to work: they are ready. */
  begin(): void;
  /** Resolves when the exchange has it. Fails by name: `Agent_NotOffered`, `Agent_Refused`, `Phone_LinkDown`. */
  set(state: AgentState): Promise<Result<undefined>>;
  /** The work is over: nobody is there any more. */
  end(): Promise<void>;
  close(): void;
}
