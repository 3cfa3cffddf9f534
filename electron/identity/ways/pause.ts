/** Waits `duration` milliseconds, or until `signal` is aborted. Keeps no process alive. */
export function pause(duration: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, duration);
    timer.unref();
    signal.addEventListener('abort', end);
  });
}
