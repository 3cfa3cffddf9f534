import { ok, type Result } from '../failures/index.ts';
import type { Records } from '../records/index.ts';
import type { OutboxStore } from './ports.ts';

/** An event waits for its place on the disk no longer than this: it is worth more at the LRM. Milliseconds. */
const DEADLINE = 1_500;

/** The queue where the records process keeps it. */
export function recordsOutbox(records: Pick<Records, 'call'>): OutboxStore {
  return {
    load: () => records.call('lrm-outbox.load', undefined),
    add: (deliveries) => records.call('lrm-outbox.add', deliveries, DEADLINE),
    attempted: (id, attempts) => records.call('lrm-outbox.attempted', { id, attempts }),
    remove: (id, letter) => records.call('lrm-outbox.remove', { id, letter }),
  };
}

/** Nothing is kept: for tests, and for training without records. */
export function noStore(): OutboxStore {
  const done = async (): Promise<Result<undefined>> => ok();
  return {
    load: async () => ok({ waiting: [], dead: [] }),
    add: done,
    attempted: done,
    remove: done,
  };
}
