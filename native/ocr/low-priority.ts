import { constants, setPriority } from 'node:os';

/**
 * Lets everything else on the computer go first, the bar's calls above all. Threads that are started later inherit it,
 * those of the models among them. Refused by a system, it stays as it was.
 */
export function lowerPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // Slower calls are no reason to hide nothing.
  }
}
