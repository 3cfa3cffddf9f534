import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { ok } from '../../electron/failures/index.ts';
import type { callLogOperations } from './call-log-operations.ts';
import { CallLogTable, callLogMigrations } from './call-log-table.ts';
import { setAside } from './database.ts';
import type { Store } from './operation.ts';
import { createSealer } from './sealer.ts';
import type { StoreContext } from './stores.ts';

/** More than may still go on somewhere. */
const MOST_INTERRUPTED = 32;

/**
 * Opens the call log. Where nothing can be sealed, it is in memory only, and goes with the process. What was sealed
 * with another key can be read by nobody: it is set aside.
 */
export function openCallLog(context: StoreContext): Store<typeof callLogOperations> {
  const sealer = context.sealer ?? createSealer(randomBytes(32));
  const open = () => {
    const inMemory = context.sealer === null;
    const database = context.open({
      name: 'call-log',
      migrations: callLogMigrations,
      durable: true,
      inMemory,
    });
    return { database, table: new CallLogTable(database, sealer) };
  };
  let { database, table } = open();
  if (!table.isReadable()) {
    database.close();
    context.emit({ type: 'set-aside', file: setAside(database.name) });
    ({ database, table } = open());
    table.isReadable();
  }
  return {
    database,
    handlers: {
      'call-log.begin': () => {
        table.closeOpen();
        return ok(table.interrupted(MOST_INTERRUPTED));
      },
      'call-log.write': (entries) => {
        table.write(entries);
        return ok();
      },
      'call-log.page': ({ query, size }) => ok(table.page(query, size)),
      'call-log.purge': async ({ before }) => {
        while (database.open && table.purgeSome(before)) await setImmediate();
        return ok();
      },
    },
  };
}
