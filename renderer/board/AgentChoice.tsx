import type { AgentState, AgentStatus } from '../../electron/telephony/agent/ports.ts';
import { AgentMark } from '../ui/AgentMark.tsx';
import { agentStatesInOrder } from '../ui/agent-states.ts';
import { t } from '../ui/board-text.ts';
import { TimeLeft } from '../ui/TimeLeft.tsx';

interface AgentChoiceProps {
  readonly agent: AgentStatus;
  readonly onChoose: (state: AgentState) => void;
}

/** The operator's own state, and the others that it may become, in one click. */
export function AgentChoice({ agent, onChoose }: AgentChoiceProps) {
  const { state, pending, until, failure } = agent;
  if (state === null && pending === null && failure === null) return null;
  return (
    <fieldset className="agent-choice">
      <legend className="fr-sr-only">{t('agent')}</legend>
      {agentStatesInOrder.map((one) => (
        <button
          key={one}
          type="button"
          className="agent-choice__state"
          aria-pressed={one === state}
          aria-disabled={pending !== null}
          onClick={pending === null && one !== state ? () => onChoose(one) : undefined}
        >
          <AgentMark state={one} />
          {one === pending ? t('agent.pending', { state: t(`agent.${one}`) }) : t(`agent.${one}`)}
        </button>
      ))}
      {until !== null && (
        <span className="agent-choice__until">
          {t('agent.until')} <TimeLeft until={until} />
        </span>
      )}
    </fieldset>
  );
}
