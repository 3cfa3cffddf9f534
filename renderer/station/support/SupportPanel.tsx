import { useState } from 'react';
import type { StationView } from '../../../electron/ipc/rooms/station.ts';
import { FailureAlert } from '../../ui/FailureAlert.tsx';
import { type Tab, Tabs } from '../../ui/Tabs.tsx';
import { Panel } from '../shell/Panel.tsx';
import { EscalationPage } from './escalation/EscalationPage.tsx';
import { KnowledgePage } from './knowledge/KnowledgePage.tsx';
import { heldUp } from './outbox/counts.ts';
import { OutboxStrip } from './outbox/OutboxStrip.tsx';
import { type Reporting, ReportPage } from './report/ReportPage.tsx';
import { RequestsPage } from './requests/RequestsPage.tsx';
import type { SupportTab } from './tabs.ts';
import { t } from './text.ts';
import { TicketsPage } from './tickets/TicketsPage.tsx';
import { unreadText } from './tickets/unread.ts';
import './support.css';

interface SupportPanelProps {
  readonly view: StationView;
  /** What somebody asked to see; null where nobody did. */
  readonly tab: SupportTab | null;
  readonly onClose: () => void;
}

/** « Support »: whoever helps when something does not work. */
export function SupportPanel({ view, tab, onClose }: SupportPanelProps) {
  const { escalation, support, stopped, phone, session } = view;
  const person = 'person' in session ? session.person.subject : null;
  /** With whose it is: the next person begins at the beginning. */
  const [inHand, setInHand] = useState<{ readonly of: string | null; readonly reporting: Reporting }>({
    of: person,
    reporting: { kind: 'home' },
  });
  const reporting: Reporting = inHand.of === person ? inHand.reporting : { kind: 'home' };
  const setReporting = (next: Reporting) => setInHand({ of: person, reporting: next });
  // While an incident is followed, or nobody is signed in, the number to call comes first.
  const [shown, setShown] = useState<SupportTab>(
    tab ?? (support && session.kind === 'signed-in' && !escalation?.underWay ? 'report' : 'escalation'),
  );
  const openDraft = (id: string) => {
    setReporting({ kind: 'form', id });
    setShown('report');
  };
  const late = heldUp(support);
  const tabs: readonly Tab<SupportTab>[] = [
    {
      id: 'report',
      text: t('tab.report'),
      badge:
        late > 0
          ? { count: late, text: t(late === 1 ? 'heldUp.one' : 'heldUp.many', { count: late }) }
          : undefined,
    },
    { id: 'escalation', text: t('tab.escalation') },
    { id: 'tickets', text: t('tab.tickets'), badge: unreadBadge(view) },
    { id: 'requests', text: t('tab.requests') },
    { id: 'knowledge', text: t('tab.knowledge') },
  ];
  return (
    <Panel title={t('title')} onClose={onClose}>
      <div className="support">
        {support && (
          <OutboxStrip
            support={support}
            besides={shown === 'report' && reporting.kind === 'sent' ? reporting.id : null}
            onDraft={openDraft}
          />
        )}
        {escalation && (
          <Tabs label={t('tabs')} tabs={tabs} selected={shown} onSelect={setShown}>
            {shown === 'report' && support && (
              <ReportPage
                // Read anew for another person, and after the station was locked: what was typed last was kept then.
                key={person === null ? '' : `${session.kind} ${person}`}
                view={view}
                support={support}
                reporting={reporting}
                onReporting={setReporting}
                onMajor={() => setShown('escalation')}
              />
            )}
            {shown === 'escalation' && <EscalationPage escalation={escalation} phone={phone} />}
            {shown === 'tickets' && support && (
              <TicketsPage support={support} session={sessionOf(view)} onDraft={openDraft} />
            )}
            {shown === 'knowledge' && <KnowledgePage />}
            {shown === 'requests' && <RequestsPage requests={view.requests} view={view} />}
          </Tabs>
        )}
        {!escalation && stopped && <FailureAlert failure={stopped} />}
        {!escalation && !stopped && (
          <p className="busy" role="status">
            {t('loading')}
          </p>
        )}
      </div>
    </Panel>
  );
}

function unreadBadge({ support }: StationView): Tab<SupportTab>['badge'] {
  const count = support?.tickets.unread ?? 0;
  return count > 0 ? { count, text: unreadText(count) } : undefined;
}

function sessionOf({ session }: StationView): 'signed-in' | 'locked' | 'other' {
  return session.kind === 'signed-in' || session.kind === 'locked' ? session.kind : 'other';
}
