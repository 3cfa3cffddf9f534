import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import type { OpenTicket } from '../../../../electron/support/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { useFirstFocus } from '../../../ui/use-first-focus.ts';
import { Freshness } from './Freshness.tsx';
import { History } from './History.tsx';
import { Reply } from './Reply.tsx';
import { StateBadge } from './StateBadge.tsx';
import { t } from './text.ts';
import { momentOf } from './times.ts';
import { useTicket } from './use-ticket.ts';

interface TicketDetailsProps {
  readonly thread: string;
  readonly support: SupportView;
  /** With the thread that the ticket has in the list now. */
  readonly onBack: (thread: string) => void;
  /** Opens a draft. */
  readonly onDraft: (id: string) => void;
}

/** One ticket: where it stands, what was exchanged, and the reply. */
export function TicketDetails({ thread, support, onBack, onDraft }: TicketDetailsProps) {
  const { ticket: open, failure, refreshing, read } = useTicket(thread, support.tickets.revision);
  return (
    <article className="ticket">
      <div className="buttons">
        <Button small priority="tertiary" onClick={() => onBack(open?.ticket.thread ?? thread)}>
          {t('back')}
        </Button>
      </div>
      {failure && (
        <>
          <FailureAlert failure={failure} />
          <div className="buttons">
            <Button onClick={read}>{t('retry')}</Button>
          </div>
        </>
      )}
      {!open && !failure && (
        <p className="busy" role="status">
          {t('opening')}
        </p>
      )}
      {open && (
        <Details open={open} support={support} refreshing={refreshing} onChange={read} onDraft={onDraft} />
      )}
    </article>
  );
}

interface DetailsProps {
  readonly open: OpenTicket;
  readonly support: SupportView;
  readonly refreshing: boolean;
  readonly onChange: () => void;
  readonly onDraft: (id: string) => void;
}

function Details({ open, support, refreshing, onChange, onDraft }: DetailsProps) {
  const { ticket, copy } = open;
  const heading = useFirstFocus<HTMLHeadingElement>();
  const { reads, failure } = support.tickets;
  const isAtPortal = ticket.number !== null;
  return (
    <>
      <h3 ref={heading} tabIndex={-1} className="ticket__subject">
        {ticket.subject || t('noSubject')}
      </h3>
      <dl className="ticket__facts">
        <div>
          <dt>{t('fact.number')}</dt>
          <dd>{ticket.number ?? t('noNumberText')}</dd>
        </div>
        <div>
          <dt>{t('fact.state')}</dt>
          <dd>
            <StateBadge state={ticket.state} />
          </dd>
        </div>
        <div>
          <dt>{t('fact.kind')}</dt>
          <dd>{t(`kind.${ticket.kind}`)}</dd>
        </div>
        <div>
          <dt>{t('fact.channel')}</dt>
          <dd>{t(`channel.${ticket.channel ?? 'none'}`)}</dd>
        </div>
        {copy && copy.documents.length > 0 && (
          <div>
            <dt>{t('fact.documents')}</dt>
            <dd>{copy.documents.join(', ')}</dd>
          </div>
        )}
      </dl>
      {failure && isAtPortal && <Freshness support={support} />}
      <h3 className="support__section">{t('history')}</h3>
      <p className="discreet" role="status">
        {isAtPortal && reads && copy === null && (refreshing ? t('opening') : t('notCopied'))}
        {copy && t('copiedAt', { at: momentOf(copy.copiedAt, Date.now()) })}
      </p>
      {!isAtPortal && ticket.channel === 'mail' && <p>{t('answersByMail')}</p>}
      {!isAtPortal && ticket.channel === 'file' && <p>{t('answersByHand')}</p>}
      <History open={open} underWay={support.letters} onDraft={onDraft} />
      <Reply open={open} onChange={onChange} onDraft={onDraft} />
    </>
  );
}
