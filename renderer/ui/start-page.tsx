import { type ReactNode, StrictMode, useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { followSystemTheme } from './theme.ts';

/** Sets `data-ready` on the document once the first real view is painted: benchmarks and tests wait for it. */
export function useReadyMark(ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    // After the frame that shows what this render made.
    requestAnimationFrame(() => {
      setTimeout(() => {
        document.documentElement.dataset.ready = 'true';
      });
    });
  }, [ready]);
}

/** Starts a page in its `#root`. */
export function startPage(page: ReactNode, texts: { readonly title: string; readonly reload: string }): void {
  followSystemTheme();
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root');
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary texts={texts}>{page}</ErrorBoundary>
    </StrictMode>,
  );
}
