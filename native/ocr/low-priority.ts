import { constants, setPriority } from 'node:os';

/**
 * Lets everything else on the computer go first, the bar's calls above all. Not the lowest of priorities: that is for
 * work that nobody waits for, and gets next to nothing beside a busy program. Threads that are started later inherit it,
 * those of the models among them. Refused by a system, it stays as it was.
 */
export function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Slower calls are no reason to hide nothing.
  }
}
