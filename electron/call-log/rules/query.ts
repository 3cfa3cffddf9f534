import type { Direction, LogEntry, Outcome } from './entry.ts';

/** Where a page of the log ends: the next one begins after it. */
export interface LogCursor {
  readonly beganAt: number;
  /** Tells apart what began at the same millisecond. */
  readonly seq: number;
}

/** What is asked of the log; null is any. Entries come the newest first. */
export interface LogQuery {
  /** Part of a number (its last four digits or more, or a short one whole), or beginnings of words of a name. */
  readonly text: string;
  readonly direction: Direction | null;
  readonly outcomes: readonly Outcome[] | null;
  /** Begun from then on, ms since the epoch. */
  readonly from: number | null;
  /** Begun before then. */
  readonly to: number | null;
  /** Subject of who worked here. */
  readonly agent: string | null;
  readonly after: LogCursor | null;
}

/** Entries per page at most. */
export const PAGE = 50;

export interface LogPage {
  readonly entries: readonly LogEntry[];
  /**
   * Where the next page begins; null when there is nothing more. A page may be short of entries and still have a
   * next one: a search looks at so many at a time, so that no other waits for it.
   */
  readonly next: LogCursor | null;
}
