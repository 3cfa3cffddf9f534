import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import type { LogCursor } from '../../../electron/call-log/rules/query.ts';
import type { Failure } from '../../../electron/failures/index.ts';
import type { CallLogFilter } from '../../../electron/ipc/views.ts';
import { stationBridge } from '../../ui/bridge.ts';
import { type Filters, filterOf } from './filters.ts';
import { withNewest } from './pages.ts';

export interface CallLogPages {
  /** Null until the first answer to these filters. */
  readonly entries: readonly LogEntry[] | null;
  readonly failure: Failure | null;
  /** There is more, or a search has not come to its end. */
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly more: () => void;
  /** From the beginning. */
  readonly read: () => void;
}

interface Held {
  readonly entries: readonly LogEntry[] | null;
  readonly next: LogCursor | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
}

const nothing: Held = { entries: null, next: null, failure: null, loading: true };
/** A search goes on by itself until it has so many. */
const FIRST_SCREEN = 20;

/** The log as these filters show it, read page by page; the newest entries anew whenever `revision` goes up. */
export function useCallLog(filters: Filters, revision: number): CallLogPages {
  const [held, setHeld] = useState<Held>(nothing);
  /** Counts what was asked: an answer to an earlier question is passed over. */
  const asked = useRef(0);
  const filter = useRef<CallLogFilter>(filterOf(filters, Date.now()));

  const load = useCallback(async (from: LogCursor | null, before: readonly LogEntry[]) => {
    asked.current += 1;
    const mine = asked.current;
    let entries = before;
    let next = from;
    do {
      const page = await stationBridge.ask('callLog.page', { filter: filter.current, after: next });
      if (mine !== asked.current) return;
      if (!page.ok) return setHeld((now) => ({ ...now, failure: page.failure, loading: false }));
      entries = [...entries, ...page.value.entries];
      next = page.value.next;
      const enough = entries.length - before.length >= FIRST_SCREEN;
      setHeld({ entries, next, failure: null, loading: next !== null && !enough });
      if (enough) return;
    } while (next);
  }, []);

  const read = useCallback(() => {
    filter.current = filterOf(filters, Date.now());
    setHeld((now) => ({ ...now, failure: null, loading: true }));
    void load(null, []);
  }, [filters, load]);
  useEffect(() => read(), [read]);

  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    seen.current = revision;
    const mine = asked.current;
    void stationBridge.ask('callLog.page', { filter: filter.current, after: null }).then((page) => {
      if (mine !== asked.current || !page.ok) return;
      setHeld((now) => (now.entries ? { ...now, ...withNewest(now.entries, now.next, page.value) } : now));
    });
  }, [revision]);

  const { entries, next, failure, loading } = held;
  const more = () => {
    if (loading || !next || !entries) return;
    setHeld({ ...held, loading: true });
    void load(next, entries);
  };
  return { entries, failure, hasMore: next !== null, loading, more, read };
}
