import { fullJitter, type JitterBounds } from '../../shared/full-jitter.ts';

export type BackOff = JitterBounds;

export const usualBackOff: BackOff = { base: 5_000, cap: 3_600_000 };

/**
 * Milliseconds before the attempt that follows `attempts` failed ones: anything up to 10 s, doubling to one hour.
 * `random` is within 0 and 1.
 */
export function pauseAfter(attempts: number, random: number, bounds: BackOff = usualBackOff): number {
  return fullJitter(bounds, attempts, random);
}
