import type { AgentState } from '../../electron/telephony/agent/ports.ts';
import './agent-mark.css';

/** A shape for each state of an agent: disc, bars, pen, ring. The word stands beside it. */
export function AgentMark({ state }: { readonly state: AgentState | null }) {
  return <span className="agent-mark" data-state={state ?? 'none'} aria-hidden="true" />;
}
