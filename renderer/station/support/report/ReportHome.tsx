import { useEffect, useRef } from 'react';
import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import type { PhoneView } from '../../../../electron/ipc/rooms/telephony.ts';
import { Button } from '../../../ui/Button.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { dayAndTimeOf } from '../../../ui/time-of.ts';
import { useAsking } from '../../../ui/use-intent.ts';
import { Call, Whom } from '../escalation/CallNow.tsx';
import type { ReportDraft } from './drafts.ts';
import { t } from './text.ts';
import '../escalation/escalation.css';

interface ReportHomeProps {
  /** Null until they were read. */
  readonly drafts: readonly ReportDraft[] | null;
  readonly support: SupportView;
  readonly phone: PhoneView;
  readonly supportPhone: string;
  readonly busy: boolean;
  /** One comes back to it: its title takes the keyboard. */
  readonly returned: boolean;
  readonly onBegin: () => void;
  readonly onOpen: (draft: ReportDraft) => void;
  readonly onRemove: (draft: ReportDraft) => void;
}

/** Where a report begins, or goes on. */
export function ReportHome({
  drafts,
  support,
  phone,
  supportPhone,
  busy,
  returned,
  onBegin,
  onOpen,
  onRemove,
}: ReportHomeProps) {
  const asking = useAsking();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (returned) heading.current?.focus();
  }, [returned]);
  return (
    <div className="report__home">
      <h3 ref={heading} tabIndex={-1}>
        {t('home.title')}
      </h3>
      <p>{t('home.text')}</p>
      {support.ways.length === 0 && <p>{t('home.noWay')}</p>}
      <div className="buttons">
        <Button busy={busy} onClick={onBegin}>
          {t('home.begin')}
        </Button>
      </div>
      {drafts === null && (
        <p className="busy" role="status">
          {t('home.loading')}
        </p>
      )}
      {drafts !== null && drafts.length > 0 && (
        <>
          <h3 className="support__section">
            {t(drafts.length === 1 ? 'drafts.one' : 'drafts.many', { count: drafts.length })}
          </h3>
          <ul className="report__list">
            {drafts.map((draft) => (
              <DraftLine key={draft.id} draft={draft} onOpen={onOpen} onRemove={onRemove} />
            ))}
          </ul>
        </>
      )}
      <section className="call-now" aria-labelledby="report-urgent">
        <h3 id="report-urgent" className="support__section">
          {t('home.urgent')}
        </h3>
        <Whom name={t('phone.whom')} phone={supportPhone} />
        <Call to="support" phone={phone} asking={asking} />
        {asking.failure && <FailureAlert failure={asking.failure} onClose={asking.clear} />}
      </section>
    </div>
  );
}

interface DraftLineProps {
  readonly draft: ReportDraft;
  readonly onOpen: (draft: ReportDraft) => void;
  readonly onRemove: (draft: ReportDraft) => void;
}

function DraftLine({ draft, onOpen, onRemove }: DraftLineProps) {
  const { report, attachments, updatedAt } = draft;
  const subject = report.subject.trim() || t('drafts.noSubject');
  const files = attachments.length;
  return (
    <li>
      <span className="report__name">
        {subject}
        <span className="fr-hint-text">
          {t('drafts.changed', { time: dayAndTimeOf(updatedAt) })}
          {files > 0 && `, ${t(files === 1 ? 'drafts.file' : 'drafts.files', { count: files })}`}
        </span>
      </span>
      <Button small label={t('drafts.openOne', { subject })} onClick={() => onOpen(draft)}>
        {t('drafts.open')}
      </Button>
      <Button
        small
        priority="tertiary"
        label={t('drafts.removeOne', { subject })}
        onClick={() => onRemove(draft)}
      >
        {t('drafts.remove')}
      </Button>
    </li>
  );
}
