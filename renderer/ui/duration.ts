const two = (value: number) => String(value).padStart(2, '0');

/** A length of time for a person, from milliseconds: `00:07`, `59:59`, then `1:00:00`. Never negative. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(seconds / 3600);
  const clock = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}

/** Whole seconds from `now` to `until` (both ms since the epoch), rounded up; zero once it has passed. */
export function secondsUntil(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000));
}
