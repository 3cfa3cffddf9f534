import type { Records } from '../records/index.ts';
import type { OutboxStore } from './ports.ts';

/** The outbox where the records process keeps it. */
export function recordsOutboxStore(records: Pick<Records, 'call'>): OutboxStore {
  return {
    takeUp: () => records.call('support.take-up', undefined),
    checkpoint: (id, progress) => records.call('support.checkpoint', { id, progress }),
    piece: (attachment, index) => records.call('support.read-piece', { attachment, index }),
  };
}
