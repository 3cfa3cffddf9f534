/** Reloads that come at once, and within how long they are counted; ms. */
const freeReloads = 3;
const window = 10_000;
const pause = 5_000;

/**
 * How long to wait before a page is loaded again: not at all the first times, then long enough that a page which
 * dies as it loads does not take the machine with it. `crashes` are the moments of the crashes so far, this one
 * included, and `now`, in ms of one clock.
 */
export function reloadPause(crashes: readonly number[], now: number): number {
  return crashes.filter((at) => now - at < window).length > freeReloads ? pause : 0;
}
