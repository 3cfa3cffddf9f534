import { useDeferredValue, useState } from 'react';
import type { SupportView } from '../../../../electron/ipc/rooms/support.ts';
import { Alert } from '../../../ui/Alert.tsx';
import { Button } from '../../../ui/Button.tsx';
import { FailureAlert } from '../../../ui/FailureAlert.tsx';
import { Freshness } from './Freshness.tsx';
import { TicketDetails } from './TicketDetails.tsx';
import { TicketFilterBar } from './TicketFilterBar.tsx';
import { TicketList } from './TicketList.tsx';
import { t } from './text.ts';
import { type TicketFilters, useTickets } from './use-tickets.ts';
import './tickets.css';

interface TicketsPageProps {
  readonly support: SupportView;
  readonly session: 'signed-in' | 'locked' | 'other';
  /** Opens a draft. */
  readonly onDraft: (id: string) => void;
}

/** « Mes tickets »: what one has reported or asked for, what the support answers, and the reply. */
export function TicketsPage({ support, session, onDraft }: TicketsPageProps) {
  if (session !== 'signed-in') return <p>{t(session === 'locked' ? 'locked' : 'signIn')}</p>;
  return <OwnTickets support={support} onDraft={onDraft} />;
}

const all: TicketFilters = { filter: 'open', text: '' };

function OwnTickets({ support, onDraft }: Omit<TicketsPageProps, 'session'>) {
  const [filters, setFilters] = useState(all);
  const [chosen, setChosen] = useState<string | null>(null);
  const [left, setLeft] = useState<string | null>(null);
  const wanted = useDeferredValue(filters);
  const { tickets: state, kept } = support;
  const { items: tickets, failure, hasMore, loading, more, read } = useTickets(wanted, state.revision);
  if (chosen !== null) {
    const back = (thread: string) => {
      setLeft(thread);
      setChosen(null);
    };
    return <TicketDetails key={chosen} thread={chosen} support={support} onBack={back} onDraft={onDraft} />;
  }
  const isSearch = filters.text.trim() !== '';
  return (
    <div className="tickets">
      {kept === 'memory' && (
        <Alert severity="warning">
          <p>{t('memory')}</p>
        </Alert>
      )}
      <Freshness support={support} />
      <TicketFilterBar filters={filters} onChange={setFilters} />
      {failure && (
        <>
          <FailureAlert failure={failure} />
          <div className="buttons">
            <Button onClick={read}>{t('retry')}</Button>
          </div>
        </>
      )}
      {!tickets && !failure && (
        <p className="busy" role="status">
          {t('loading')}
        </p>
      )}
      {tickets && tickets.length > 0 && (
        <TicketList tickets={tickets} focus={left} onOpen={setChosen} onEnd={more} />
      )}
      {tickets?.length === 0 && !loading && !failure && (
        <div className="tickets__none">
          <p>{isSearch ? t('none') : t(`empty.${filters.filter}`)}</p>
          {isSearch && (
            <Button small priority="secondary" onClick={() => setFilters({ ...filters, text: '' })}>
              {t('clear')}
            </Button>
          )}
        </div>
      )}
      <p className="discreet" role="status">
        {tickets && loading ? t('searching') : ''}
      </p>
      {hasMore && !loading && (
        <Button small priority="secondary" onClick={more}>
          {t('more')}
        </Button>
      )}
      {kept === 'disk' && (
        <p className="discreet">{state.days === 1 ? t('kept.one') : t('kept.many', { days: state.days })}</p>
      )}
    </div>
  );
}
