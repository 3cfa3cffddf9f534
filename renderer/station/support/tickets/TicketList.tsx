import { memo, useEffect, useRef } from 'react';
import type { Ticket } from '../../../../electron/support/rules/ticket.ts';
import { useEndSeen } from '../../../ui/use-end-seen.ts';
import { StateBadge } from './StateBadge.tsx';
import { t } from './text.ts';
import { momentOf } from './times.ts';

interface TicketListProps {
  readonly tickets: readonly Ticket[];
  /** The ticket that the person comes back from. */
  readonly focus: string | null;
  readonly onOpen: (thread: string) => void;
  /** The end of the list comes into sight. */
  readonly onEnd: () => void;
}

const columns = ['subject', 'number', 'state', 'changed'] as const;

/** The lines, the last changed first. */
export function TicketList({ tickets, focus, onOpen, onEnd }: TicketListProps) {
  const table = useRef<HTMLTableElement>(null);
  const end = useEndSeen(tickets, onEnd);
  useEffect(() => {
    if (focus === null) return;
    const lines = [...(table.current?.querySelectorAll<HTMLElement>('[data-thread]') ?? [])];
    lines.find(({ dataset }) => dataset.thread === focus)?.focus();
  }, [focus]);
  return (
    <>
      <table ref={table} className="tickets__table">
        <caption className="fr-sr-only">{t('table')}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tickets.map((ticket) => (
            <TicketLine key={ticket.thread} ticket={ticket} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
      <div ref={end} />
    </>
  );
}

interface TicketLineProps {
  readonly ticket: Ticket;
  readonly onOpen: (thread: string) => void;
}

const TicketLine = memo(
  function TicketLine({ ticket, onOpen }: TicketLineProps) {
    const { thread, number, kind, subject, state, changedAt, unread } = ticket;
    return (
      <tr data-unread={unread > 0}>
        <th scope="row">
          <button type="button" className="tickets__open" data-thread={thread} onClick={() => onOpen(thread)}>
            {subject || t('noSubject')}
          </button>
          <span className="tickets__below">{t(`kind.${kind}`)}</span>
          {unread > 0 && (
            <span className="tickets__unread">
              {unread === 1 ? t('unread.one') : t('unread.many', { count: unread })}
            </span>
          )}
        </th>
        <td className="tickets__number">
          {number ?? (
            <>
              <span aria-hidden="true">{t('noNumber')}</span>
              <span className="fr-sr-only">{t('noNumberText')}</span>
            </>
          )}
        </td>
        <td>
          <StateBadge state={state} />
        </td>
        <td>
          <time dateTime={new Date(changedAt).toISOString()}>{momentOf(changedAt, Date.now())}</time>
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.onOpen === after.onOpen && JSON.stringify(before.ticket) === JSON.stringify(after.ticket),
);
