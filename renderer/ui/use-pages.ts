import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure, Result } from '../../electron/failures/index.ts';
import { type Order, type Page, withNewest } from './pages.ts';

/** Asks for the page after a place, for the first one with null. */
export type AskPage<Item, Cursor> = (after: Cursor | null) => Promise<Result<Page<Item, Cursor>>>;

export interface Pages<Item> {
  /** Null until the first answer. */
  readonly items: readonly Item[] | null;
  readonly failure: Failure | null;
  /** There is more, or a search has not come to its end. */
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly more: () => void;
  /** From the beginning. */
  readonly read: () => void;
}

interface Held<Item, Cursor> {
  readonly items: readonly Item[] | null;
  readonly next: Cursor | null;
  readonly failure: Failure | null;
  readonly loading: boolean;
}

/** A search goes on by itself until it has so many. */
const FIRST_SCREEN = 20;

/**
 * A list read page by page, as `begin` has it asked for: read from its beginning whenever `begin` is another; its newest
 * page anew whenever `revision` goes up. `order` stays the same.
 */
export function usePages<Item, Cursor>(
  begin: () => AskPage<Item, Cursor>,
  order: Order<Item>,
  revision: number,
): Pages<Item> {
  const [held, setHeld] = useState<Held<Item, Cursor>>({
    items: null,
    next: null,
    failure: null,
    loading: true,
  });
  /** Counts what was asked: an answer to an earlier question is passed over. */
  const asked = useRef(0);
  const ask = useRef<AskPage<Item, Cursor> | null>(null);

  const load = useCallback(async (from: Cursor | null, before: readonly Item[]) => {
    asked.current += 1;
    const mine = asked.current;
    let items = before;
    let next = from;
    do {
      const page = await ask.current?.(next);
      if (!page || mine !== asked.current) return;
      if (!page.ok) return setHeld((now) => ({ ...now, failure: page.failure, loading: false }));
      items = [...items, ...page.value.items];
      next = page.value.next;
      const enough = items.length - before.length >= FIRST_SCREEN;
      setHeld({ items, next, failure: null, loading: next !== null && !enough });
      if (enough) return;
    } while (next);
  }, []);

  const read = useCallback(() => {
    ask.current = begin();
    setHeld((now) => ({ ...now, failure: null, loading: true }));
    void load(null, []);
  }, [begin, load]);
  useEffect(() => read(), [read]);

  const seen = useRef(revision);
  useEffect(() => {
    if (seen.current === revision) return;
    seen.current = revision;
    const mine = asked.current;
    void ask.current?.(null).then((page) => {
      if (mine !== asked.current || !page.ok) return;
      setHeld((now) =>
        now.items ? { ...now, ...withNewest({ items: now.items, next: now.next }, page.value, order) } : now,
      );
    });
  }, [revision, order]);

  const { items, next, failure, loading } = held;
  const more = () => {
    if (loading || !next || !items) return;
    setHeld({ ...held, loading: true });
    void load(next, items);
  };
  return { items, failure, hasMore: next !== null, loading, more, read };
}
