import { useEffect, useState } from 'react';
import type { AgentStatus, AgentState as State } from '../../electron/telephony/agent/ports.ts';
import { AgentMark } from '../ui/AgentMark.tsx';
import { agentStatesInOrder } from '../ui/agent-states.ts';
import { t } from '../ui/board-text.ts';
import { barBridge } from '../ui/bridge.ts';
import { useFailureText } from '../ui/helpdesk.ts';
import { TimeLeft } from '../ui/TimeLeft.tsx';
import './agent-state.css';

/** Milliseconds after which an open choice that nobody makes is closed: it covers a part of the bar. */
const choiceStays = 8_000;

/** The operator's own state; one click opens the choice in its place, a second one takes another state. */
export function AgentState({ status }: { readonly status: AgentStatus | null }) {
  const [choosing, setChoosing] = useState(false);
  const textOf = useFailureText();

  useEffect(() => {
    if (!choosing) return;
    const timer = setTimeout(() => setChoosing(false), choiceStays);
    return () => clearTimeout(timer);
  }, [choosing]);

  if (!status || (status.state === null && status.pending === null && status.failure === null)) return null;
  const { state, pending, until, failure } = status;
  const word = state === null ? t('agent.none') : t(`agent.${state}`);
  const problem = failure && textOf(failure);
  const choose = (next: State) => {
    setChoosing(false);
    if (next !== state) void barBridge.ask('agent.set', { state: next });
  };

  return (
    <div className="agent-state">
      <button
        type="button"
        className="agent-state__now"
        aria-expanded={choosing}
        aria-disabled={pending !== null}
        title={
          problem
            ? `${problem.title}\n${problem.cause}\n${problem.remedy}`
            : t('agent.change', { state: word })
        }
        onClick={pending === null ? () => setChoosing(!choosing) : undefined}
      >
        <span className="fr-sr-only">{t('agent')} : </span>
        <AgentMark state={state} />
        <span className="agent-state__word">
          {pending ? t('agent.pending', { state: t(`agent.${pending}`) }) : word}
          {until !== null && pending === null && (
            <small>
              {t('agent.until')} <TimeLeft until={until} />
            </small>
          )}
        </span>
        {problem && (
          <span className="icon icon--warning" role="img" aria-label={`${problem.title} ${problem.cause}`} />
        )}
      </button>
      {choosing && (
        <fieldset className="agent-state__choice">
          <legend className="fr-sr-only">{t('agent.choose')}</legend>
          {agentStatesInOrder.map((one) => (
            <button
              key={one}
              type="button"
              className="agent-state__option"
              aria-pressed={one === state}
              onClick={() => choose(one)}
            >
              <AgentMark state={one} />
              {t(`agent.${one}`)}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
