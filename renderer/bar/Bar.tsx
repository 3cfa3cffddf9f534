import { useEffect, useRef, useState } from 'react';
import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { CallView } from '../../electron/ipc/rooms/telephony.ts';
import { barBridge } from '../ui/bridge.ts';
import { type Choice, isLive, leadCall } from '../ui/calls.ts';
import { Actions } from './Actions.tsx';
import { Agent } from './Agent.tsx';
import { AgentState } from './AgentState.tsx';
import { Announcer } from './Announcer.tsx';
import { Answers } from './Answers.tsx';
import { BarFailure } from './BarFailure.tsx';
import { CallZone } from './CallZone.tsx';
import { CollapsedBar } from './CollapsedBar.tsx';
import { Link } from './Link.tsx';
import { MoreRow } from './MoreRow.tsx';
import { OutageMessage, outageMessage } from './OutageMessage.tsx';
import { useReasons } from './reasons.ts';
import { barState } from './state.ts';
import { Troubles } from './Troubles.tsx';
import { t } from './text.ts';
import { type Actions as ActionsState, useActions } from './use-actions.ts';
import { WaitingStrip } from './WaitingStrip.tsx';

/** The whole bar: who works here, the calls, what can be done with them, and whether the phone is in reach. */
export function Bar({ view }: { readonly view: BarView }) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const { environment, phone, locked, collapsed } = view;
  const lead = leadCall(phone.calls, choice);
  const actions = useActions(lead, lead !== null && lead.id === choice?.callId, setChoice);
  const { failure } = actions;
  const Layout = collapsed ? CollapsedBar : FullBar;

  const live = phone.calls.filter(isLive).length;
  const before = useRef(live);

  // The second row leaves with the last call: what it covers is the operator's other work.
  useEffect(() => {
    if (before.current > 0 && live === 0 && view.expanded)
      void barBridge.ask('bar.expand', { expanded: false });
    before.current = live;
  }, [live, view.expanded]);

  // The handle has no room for a reason: a command that failed brings the bar back.
  useEffect(() => {
    if (failure && collapsed) void barBridge.ask('bar.collapse', { collapsed: false });
  }, [failure, collapsed]);

  return (
    <main
      className="bar"
      aria-label={t('bar')}
      data-state={barState(view)}
      data-link={phone.link.kind}
      data-environment={environment.kind}
      data-locked={locked}
      data-message={messageOf(view, actions) !== null}
      data-collapsed={collapsed}
      data-expanded={view.expanded && !collapsed}
    >
      <h1 className="fr-sr-only">{t('bar')}</h1>
      <Announcer view={view} />
      <Layout view={view} lead={lead} actions={actions} onChoose={setChoice} />
      <button
        type="button"
        className="icon-button collapse"
        title={collapsed ? t('expand') : t('collapse')}
        onClick={() => void barBridge.ask('bar.collapse', { collapsed: !collapsed })}
      >
        <span className={`icon icon--${collapsed ? 'expand' : 'collapse'}`} aria-hidden="true" />
        <span className="fr-sr-only">{collapsed ? t('expand') : t('collapse')}</span>
      </button>
    </main>
  );
}

export interface LayoutProps {
  readonly view: BarView;
  readonly lead: CallView | null;
  readonly actions: ReturnType<typeof useActions>;
  readonly onChoose: (choice: Choice) => void;
}

/** What needs to be read, one thing at a time: what makes the display wrong first, then what was just refused. */
function messageOf(view: BarView, { failure, clear }: ActionsState) {
  const outage = outageMessage(view);
  const { refusal } = view;
  if (outage === 'stale' || outage === 'unregistered') return <OutageMessage view={view} />;
  if (failure) return <BarFailure failure={failure} onClose={clear} />;
  if (refusal) {
    const dismiss = () => void barBridge.ask('bar.dismissRefusal', undefined);
    return <BarFailure failure={refusal.failure} onClose={dismiss} />;
  }
  return outage && <OutageMessage view={view} />;
}

function FullBar({ view, lead, actions, onChoose }: LayoutProps) {
  const { environment, agent, phone, locked, degraded } = view;
  const reasons = useReasons({ situation: phone, lead, locked, pending: actions.pending });
  return (
    <>
      <div className="place">
        <span className="environment" data-kind={environment.kind} title={environment.site}>
          {environment.label}
        </span>
        {(degraded || view.troubles.length > 0 || view.answers > 0) && (
          <div className="place__lacks">
            {degraded && (
              <strong className="degraded" title={t('degradedHint')}>
                {t('degraded')}
              </strong>
            )}
            <Troubles troubles={view.troubles} />
            <Answers count={view.answers} />
          </div>
        )}
      </div>
      <Agent agent={agent} binding={phone.binding} locked={locked} />
      <AgentState status={view.agentStatus} />
      <WaitingStrip board={view.board} />
      {messageOf(view, actions)}
      <CallZone view={view} lead={lead} onChoose={onChoose} onFailure={actions.fail} />
      <Actions lead={lead} phone={phone} reasons={reasons} actions={actions} expanded={view.expanded} />
      <Link link={phone.link} doNotDisturb={phone.doNotDisturb === true && lead !== null} />
      {view.expanded && <MoreRow lead={lead} phone={phone} reasons={reasons} actions={actions} />}
    </>
  );
}
