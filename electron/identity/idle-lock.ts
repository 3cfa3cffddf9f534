export interface IdleLockOptions {
  /** Minutes without keyboard or mouse; 0 is never. */
  readonly minutes: number;
  /** Seconds since the last key or move. */
  readonly idleSeconds: () => number;
  /** Whether a call is not ended: the station then stays open. */
  readonly busy: () => boolean;
  readonly lock: () => void;
}

/** Milliseconds between two looks. */
const LOOK = 15_000;

/** Locks a station that nobody touches. A call counts as presence: the minutes run from its end on. Gives how to stop. */
export function watchIdle({ minutes, idleSeconds, busy, lock }: IdleLockOptions): () => void {
  if (minutes === 0) return () => undefined;
  let busyUntil = Number.NEGATIVE_INFINITY;
  const timer = setInterval(() => {
    const now = performance.now();
    if (busy()) busyUntil = now;
    const quiet = Math.min(idleSeconds(), (now - busyUntil) / 1_000);
    if (quiet >= minutes * 60) lock();
  }, LOOK);
  timer.unref();
  return () => clearInterval(timer);
}
