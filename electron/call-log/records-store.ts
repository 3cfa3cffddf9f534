import type { Records } from '../records/index.ts';
import type { LogStore } from './ports.ts';

/** A purge goes on in the background for as long as it takes; ms. */
const PURGE_DEADLINE = 600_000;

/** The call log where the records process keeps it. */
export function recordsStore(records: Pick<Records, 'call'>): LogStore {
  return {
    begin: () => records.call('call-log.begin', undefined),
    write: (entries) => records.call('call-log.write', entries),
    page: (query, size) => records.call('call-log.page', { query, size }),
    purge: (before) => records.call('call-log.purge', { before }, PURGE_DEADLINE),
  };
}
