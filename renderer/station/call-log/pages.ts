import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import type { LogCursor, LogPage } from '../../../electron/call-log/rules/query.ts';

/** What is shown once the newest page was read anew: what follows it stays, what it has replaces what was there. */
export function withNewest(
  shown: readonly LogEntry[],
  next: LogCursor | null,
  newest: LogPage,
): { readonly entries: readonly LogEntry[]; readonly next: LogCursor | null } {
  const last = newest.entries.at(-1);
  if (!last || newest.next === null) return { entries: newest.entries, next: newest.next };
  const ids = new Set(newest.entries.map(({ id }) => id));
  const older = shown.filter(({ id, beganAt }) => !ids.has(id) && beganAt <= last.beganAt);
  return { entries: [...newest.entries, ...older], next: older.length > 0 ? next : newest.next };
}
