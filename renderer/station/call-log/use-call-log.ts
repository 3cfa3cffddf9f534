import { useCallback } from 'react';
import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import type { LogCursor } from '../../../electron/call-log/rules/query.ts';
import { stationBridge } from '../../ui/bridge.ts';
import type { Order } from '../../ui/pages.ts';
import { type AskPage, type Pages, usePages } from '../../ui/use-pages.ts';
import { type Filters, filterOf } from './filters.ts';

const logOrder: Order<LogEntry> = { idOf: ({ id }) => id, at: ({ beganAt }) => beganAt };

/** The log as these filters show it, read page by page; the newest entries anew whenever `revision` goes up. */
export function useCallLog(filters: Filters, revision: number): Pages<LogEntry> {
  const begin = useCallback((): AskPage<LogEntry, LogCursor> => {
    // What « today » is stays as it was when the list was begun.
    const filter = filterOf(filters, Date.now());
    return async (after) => {
      const page = await stationBridge.ask('callLog.page', { filter, after });
      return page.ok ? { ok: true, value: { items: page.value.entries, next: page.value.next } } : page;
    };
  }, [filters]);
  return usePages(begin, logOrder, revision);
}
