import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Failure, Result } from '../../electron/failures/index.ts';
import type { EnvironmentView } from '../../electron/ipc/rooms/environment.ts';
import { HelpdeskPhone } from './helpdesk.ts';
import { startPage, useReadyMark } from './start-page.tsx';
import { followView } from './view-store.ts';

export interface ViewPage<View> {
  readonly onView: (listener: (view: View) => void) => () => void;
  readonly ask: () => Promise<Result<View>>;
  readonly show: (view: View) => ReactNode;
  /** What stands there until main has told a view; `failure` is why it has not. */
  readonly waiting: (failure: Failure | null, retry: () => void) => ReactNode;
  readonly texts: { readonly title: string; readonly reload: string };
}

/** Starts a page that shows what main tells of its window. */
export function startViewPage<View extends { readonly environment: EnvironmentView }>({
  onView,
  ask,
  show,
  waiting,
  texts,
}: ViewPage<View>): void {
  const { store, refresh } = followView({ onView, ask });
  void refresh();
  function Page() {
    const { view, failure } = useStore(store);
    useReadyMark(view !== null);
    if (!view) return waiting(failure, () => void refresh());
    return <HelpdeskPhone value={view.environment.helpdeskPhone}>{show(view)}</HelpdeskPhone>;
  }
  startPage(<Page />, texts);
}
