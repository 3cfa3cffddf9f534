import { useCallback } from 'react';
import type { Ticket, TicketCursor, TicketFilter } from '../../../../electron/support/rules/ticket.ts';
import { stationBridge } from '../../../ui/bridge.ts';
import type { Order } from '../../../ui/pages.ts';
import { type AskPage, type Pages, usePages } from '../../../ui/use-pages.ts';

export interface TicketFilters {
  readonly filter: TicketFilter;
  readonly text: string;
}

const ticketOrder: Order<Ticket> = { idOf: ({ thread }) => thread, at: ({ changedAt }) => changedAt };

/** The list as these filters show it, page by page; the newest anew whenever `revision` goes up. */
export function useTickets(filters: TicketFilters, revision: number): Pages<Ticket> {
  const begin = useCallback(
    (): AskPage<Ticket, TicketCursor> => async (after) => {
      const page = await stationBridge.ask('support.tickets', { ...filters, after });
      return page.ok ? { ok: true, value: { items: page.value.tickets, next: page.value.next } } : page;
    },
    [filters],
  );
  return usePages(begin, ticketOrder, revision);
}
