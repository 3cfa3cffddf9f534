import type { AgentState } from '../../electron/telephony/agent/ports.ts';

/** In the order in which they are offered. */
export const agentStatesInOrder: readonly AgentState[] = [
  'ready',
  'notReady',
  'workingAfterCall',
  'loggedOff',
];
