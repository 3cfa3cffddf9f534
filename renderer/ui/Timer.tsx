import { useNow } from './clock.ts';
import { formatDuration } from './duration.ts';

/** Time since `since` (ms since the epoch); alone in re-rendering each second. */
export function Timer({ since }: { readonly since: number }) {
  const elapsed = useNow() - since;
  return (
    <time className="timer" aria-live="off">
      {formatDuration(elapsed)}
    </time>
  );
}
