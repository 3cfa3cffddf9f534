import { fullJitter } from '../shared/full-jitter.ts';

const bounds = { base: 1_000, cap: 300_000 };

/**
 * Milliseconds before the attempt that follows `attempts` failed ones: anything up to 1 s, doubling to 5 min. `random`
 * is within 0 and 1.
 */
export function backOff(attempts: number, random: number): number {
  return fullJitter(bounds, attempts - 1, random);
}
