import { useNow } from './clock.ts';
import { formatDuration } from './duration.ts';

/** Time until `until` (ms since the epoch); alone in re-rendering each second. */
export function TimeLeft({ until }: { readonly until: number }) {
  return (
    <time className="timer" aria-live="off">
      {formatDuration(until - useNow() + 999)}
    </time>
  );
}
