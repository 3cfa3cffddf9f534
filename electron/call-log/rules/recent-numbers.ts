import type { LogEntry } from './entry.ts';

/** A number that was dialled lately. */
export interface RecentNumber {
  readonly number: string;
  /** Whose it is, as far as the log knows. */
  readonly name: string | null;
  /** When it was dialled last, ms since the epoch; null where the log does not tell. */
  readonly at: number | null;
}

/** The numbers that these entries, the newest first, were calls to: each once, `most` of them at most. */
export function recentNumbers(entries: readonly LogEntry[], most: number): readonly RecentNumber[] {
  const recent = new Map<string, RecentNumber>();
  for (const { direction, number, name, beganAt } of entries) {
    if (recent.size === most) break;
    if (direction !== 'outbound' || number === null || recent.has(number)) continue;
    recent.set(number, { number, name, at: beganAt });
  }
  return [...recent.values()];
}
