import { randomBytes } from 'node:crypto';
import { fail, ok } from '../../../electron/failures/index.ts';
import { setAside } from '../database.ts';
import type { Store } from '../operation.ts';
import { createSealer } from '../sealer.ts';
import type { StoreContext } from '../stores.ts';
import { Lease } from './lease.ts';
import type { supportOperations } from './operations.ts';
import { PieceTable } from './piece-table.ts';
import { supportMigrations } from './schema.ts';
import { SupportTables } from './tables.ts';
import { ticketHandlers } from './ticket-handlers.ts';

/**
 * Opens what people write to the support. Where nothing can be sealed, it is in memory only, and goes with the process.
 * What was sealed with another key can be read by nobody: it is set aside.
 */
export function openSupport(context: StoreContext): Store<typeof supportOperations> {
  const sealer = context.sealer ?? createSealer(randomBytes(32));
  const inMemory = context.sealer === null;
  const open = () => {
    const database = context.open({
      name: 'support',
      migrations: supportMigrations,
      durable: true,
      inMemory,
    });
    return { database, tables: new SupportTables(database, sealer) };
  };
  let { database, tables } = open();
  if (!tables.isReadable()) {
    database.close();
    context.emit({ type: 'set-aside', file: setAside(database.name) });
    ({ database, tables } = open());
    tables.isReadable();
  }
  tables.fillTickets();
  const pieces = new PieceTable(database, sealer);
  const lease = new Lease(database.memory ? null : `${database.name}-lease`, context.binding);
  return {
    database,
    close: () => lease.release(),
    handlers: {
      ...ticketHandlers(database, tables),
      'support.drafts': ({ owner }) => ok(tables.drafts(owner)),
      'support.save-draft': (draft) => {
        tables.saveDraft(draft);
        return ok();
      },
      'support.remove-draft': ({ id }) => {
        database.transaction(() => {
          if (tables.removeDraft(id)) pieces.removeOf(id);
        })();
        return ok();
      },
      'support.write-piece': ({ holder, attachment, index, bytes }) => {
        pieces.write(holder, attachment, index, bytes);
        return ok();
      },
      'support.read-piece': ({ attachment, index }) => ok(pieces.read(attachment, index)),
      'support.remove-attachment': ({ attachment }) => {
        pieces.remove(attachment.id);
        return ok();
      },
      'support.post': (letter) => ok(tables.post(letter)),
      'support.take-up': () => {
        if (!lease.take()) return ok({ held: false });
        const letters = tables.unfinished();
        return ok({ held: true, letters, places: tables.placesOf(letters) });
      },
      'support.checkpoint': ({ id, progress }) => {
        if (!lease.held) return fail('Support_NotHeld');
        return tables.checkpoint(id, progress) ? ok() : fail('Support_LetterUnknown');
      },
      'support.letters': ({ owner, before, size }) => ok(tables.page(owner, before, size)),
      'support.thread': ({ owner, thread }) => ok(tables.thread(owner, thread)),
      'support.purge': ({ endedBefore, draftsBefore }) => {
        database.transaction(() => {
          tables.purge(endedBefore, draftsBefore);
          pieces.removeUnheld(draftsBefore);
        })();
        return ok();
      },
    },
  };
}
