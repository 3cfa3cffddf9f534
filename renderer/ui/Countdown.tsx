import { useNow } from './clock.ts';
import { formatDuration } from './duration.ts';

interface CountdownProps {
  /** Milliseconds since the epoch. */
  readonly until: number;
  /** What the remaining time is of. */
  readonly text: string;
  /** What is said once it has passed; announced. */
  readonly over: string;
}

/** Time left; alone in re-rendering each second. */
export function Countdown({ until, text, over }: CountdownProps) {
  const left = until - useNow();
  return (
    <p className="countdown" data-over={left <= 0}>
      {left > 0 && (
        <>
          {text}{' '}
          <time className="timer" aria-live="off">
            {formatDuration(left)}
          </time>
        </>
      )}
      <span role="status">{left <= 0 && over}</span>
    </p>
  );
}
