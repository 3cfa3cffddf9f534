import type Database from 'better-sqlite3';
import { ok } from '../../../electron/failures/index.ts';
import type { Handlers } from '../operation.ts';
import type { SupportTables } from './tables.ts';
import type { ticketOperations } from './ticket-operations.ts';

/** What people have at the desk, asked for by whom it belongs to. */
export function ticketHandlers(
  database: Database.Database,
  tables: SupportTables,
): Handlers<typeof ticketOperations> {
  const { tickets } = tables;
  const whole = <T>(act: () => T): T => database.transaction(act)();
  return {
    'support.tickets': ({ owner, filter, words, after, size }) =>
      ok(tickets.page(tables.blind(owner), filter, words, after, size)),
    'support.ticket': ({ owner, thread }) => ok(tickets.one(tables.blind(owner), thread)),
    'support.unread-tickets': ({ owner }) => ok(tickets.unread(tables.blind(owner))),
    'support.read-ticket': ({ owner, thread }) => {
      tickets.read(tables.blind(owner), thread);
      return ok();
    },
    'support.changed-tickets': ({ owner, found }) => ok(tickets.changedOf(tables.blind(owner), found)),
    'support.found-tickets': ({ owner, found, now }) => {
      whole(() => tickets.found(tables.blind(owner), found, now));
      return ok();
    },
    'support.keep-ticket': ({ owner, read, now }) =>
      ok(whole(() => tickets.kept(tables.blind(owner), read, now))),
    'support.place-ticket': ({ owner, thread, number, now }) => {
      whole(() => tickets.placed(tables.blind(owner), thread, number, now));
      return ok();
    },
    'support.ticket-gone': ({ owner, number }) => {
      tickets.gone(tables.blind(owner), number);
      return ok();
    },
    'support.following': ({ owner, ...asked }) => ok(tickets.following(tables.blind(owner), asked)),
  };
}
