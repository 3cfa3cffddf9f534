/** Milliseconds. */
export interface JitterBounds {
  readonly base: number;
  readonly cap: number;
}

/**
 * A pause before the next attempt, in ms: anything up to `base` doubled so many times, `cap` at most (« full jitter »),
 * so that the stations of a room do not come back to a server all at once. `random` is within 0 and 1.
 */
export function fullJitter({ base, cap }: JitterBounds, doublings: number, random: number): number {
  return random * Math.min(cap, base * 2 ** Math.min(30, Math.max(0, doublings)));
}
