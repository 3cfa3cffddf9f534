const FIRST = 1_000;
const LONGEST = 300_000;

/**
 * Milliseconds before the attempt that follows `attempts` failed ones: anything up to 1 s, doubling to 5 min (« full
 * jitter »), so that the stations of a room do not come back to a server all at once. `random` is within 0 and 1.
 */
export function backOff(attempts: number, random: number): number {
  return random * Math.min(LONGEST, FIRST * 2 ** Math.min(30, Math.max(0, attempts - 1)));
}
