import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure, Result } from '../../electron/failures/index.ts';

/** What a page holds of main's truth: the last view, or why there is none yet. */
export interface Held<View> {
  readonly view: View | null;
  readonly failure: Failure | null;
}

/** Follows main's view of this window: what it tells, and what it answers at the start. */
export function followView<View>(source: {
  readonly onView: (listener: (view: View) => void) => () => void;
  readonly ask: () => Promise<Result<View>>;
}): { readonly store: StoreApi<Held<View>>; readonly refresh: () => Promise<void> } {
  const store = createStore<Held<View>>(() => ({ view: null, failure: null }));
  source.onView((view) => store.setState({ view, failure: null }));
  const refresh = async () => {
    const reply = await source.ask();
    // A view that was told meanwhile is newer than the answer.
    if (store.getState().view) return;
    store.setState(reply.ok ? { view: reply.value, failure: null } : { failure: reply.failure });
  };
  return { store, refresh };
}
