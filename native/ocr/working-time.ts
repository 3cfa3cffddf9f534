import type { Budget } from '../../electron/redaction/rules/ports.ts';

/** Threads of the process that work at a time when nothing else does, at the least. */
const PARALLEL = 1.5;
/** Of the time given, what may pass at the most while other programs have the processor. */
const LONGEST = 2;

/** Time since some moment and processor time of this process, in milliseconds. */
export interface Clock {
  now(): number;
  processor(): number;
}

const ownClock: Clock = {
  now: () => performance.now(),
  processor: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
};

/**
 * A budget of `given` milliseconds from now on. What other programs took of them on a busy computer is given again, up to
 * as much: waiting a little longer shows more.
 */
export function workingTime(given: number, clock: Clock = ownClock): Budget {
  const [start, worked] = [clock.now(), clock.processor()];
  return {
    left: () => {
      const passed = clock.now() - start;
      const used = Math.min(passed, (clock.processor() - worked) / PARALLEL);
      return Math.min(given - used, LONGEST * given - passed);
    },
  };
}
