import type { Result } from '../failures/index.ts';
import type { LogEntry } from './rules/entry.ts';
import type { LogPage, LogQuery } from './rules/query.ts';

/** Where the call log is kept. Nothing rejects; what cannot be done fails by name, `Records_…`. */
export interface LogStore {
  /** Closes what an earlier run left open; tells the last calls whose end was not seen. */
  begin(): Promise<Result<readonly LogEntry[]>>;
  /** All or none; an entry that is there already, by its id, is replaced. */
  write(entries: readonly LogEntry[]): Promise<Result<undefined>>;
  /** At most `size` entries, the newest first. */
  page(query: LogQuery, size: number): Promise<Result<LogPage>>;
  /** Removes what began before, ms since the epoch. */
  purge(before: number): Promise<Result<undefined>>;
}
