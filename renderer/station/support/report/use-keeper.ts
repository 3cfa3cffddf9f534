import { useLayoutEffect, useMemo, useState } from 'react';
import type { Result } from '../../../../electron/failures/index.ts';
import { whenPageMayGo } from '../../../ui/page-may-go.ts';
import { type Keeping, KeepSoon } from './keep-soon.ts';

/** What keeps a form as it is typed. */
export interface Keeper<T> {
  readonly keeping: Keeping;
  readonly change: (value: T) => void;
  /** Keeps what is typed now. */
  readonly flush: () => Promise<Result<unknown>>;
  /** It was sent: nothing is kept any more. */
  readonly forget: () => void;
}

/**
 * Keeps each change of a draft, at the latest when its form is left. `unkept` has what could not be kept yet, by draft: a
 * form that is opened again goes on with it. `save` is the same at each call, and never rejects.
 */
export function useKeeper<T>(
  id: string,
  unkept: Map<string, T>,
  save: (id: string, value: T) => Promise<Result<unknown>>,
): Keeper<T> {
  const [keeping, setKeeping] = useState<Keeping>({ kind: 'kept' });
  const keeper = useMemo(
    () =>
      new KeepSoon<T>({
        save: async (value) => {
          const saved = await save(id, value);
          if (saved.ok && unkept.get(id) === value) unkept.delete(id);
          return saved;
        },
        tell: setKeeping,
        // The form that was left before may still try to keep what was typed there.
        isWanted: (value) => unkept.get(id) === value,
      }),
    [id, unkept, save],
  );
  // As the form is taken away, not later: a list of drafts that is asked for next has what was typed last.
  useLayoutEffect(() => {
    const left = unkept.get(id);
    if (left) keeper.change(left);
    const flush = () => void keeper.flush();
    const stop = whenPageMayGo(flush);
    return () => {
      stop();
      flush();
    };
  }, [id, unkept, keeper]);
  const acts = useMemo(
    () => ({
      change: (value: T) => {
        unkept.set(id, value);
        keeper.change(value);
      },
      flush: () => keeper.flush(),
      forget: () => {
        unkept.delete(id);
        keeper.forget();
      },
    }),
    [id, unkept, keeper],
  );
  return { keeping, ...acts };
}
