import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ok } from '../../electron/failures/index.ts';
import type { DeadLetter, Delivery } from '../../electron/lrm/ports.ts';
import { lrmEventTypes } from '../../electron/lrm/rules/event-types.ts';
import type { Migration } from './database.ts';
import type { lrmOutboxOperations } from './lrm-outbox-operations.ts';
import type { Store } from './operation.ts';
import { createSealer } from './sealer.ts';
import type { StoreContext } from './stores.ts';

/** What names a caller, the body and the call, is sealed; receivers are a site's servers. */
const migrations: readonly Migration[] = [
  `CREATE TABLE waiting (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     receiver TEXT NOT NULL,
     type TEXT NOT NULL,
     sealed BLOB NOT NULL,
     created INTEGER NOT NULL,
     expires INTEGER NOT NULL,
     attempts INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE dead (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     receiver TEXT NOT NULL,
     type TEXT NOT NULL,
     at INTEGER NOT NULL,
     reason TEXT NOT NULL
   ) STRICT;`,
];

const PURPOSE = 'lrm outbox';
const MOST_DEAD = 100;
/** Dead letters are told for this long; ms. */
const TOLD_FOR = 7 * 24 * 3_600_000;

const sealedPart = z.strictObject({ subject: z.string(), body: z.string() });
const type = z.enum(lrmEventTypes);
const row = z.object({
  id: z.string(),
  receiver: z.string(),
  type,
  sealed: z.instanceof(Uint8Array),
  created: z.int(),
  expires: z.int(),
  attempts: z.int(),
});
const deadRow = z.object({
  receiver: z.string(),
  type,
  at: z.int(),
  reason: z.enum(['expired', 'refused']),
});

/** Opens the queue. Where nothing can be sealed it is in memory only; what another key sealed is passed over. */
export function openLrmOutbox(context: StoreContext): Store<typeof lrmOutboxOperations> {
  const sealer = context.sealer ?? createSealer(randomBytes(32));
  const inMemory = context.sealer === null;
  const database = context.open({ name: 'lrm-outbox', migrations, durable: true, inMemory });
  const insert = database.prepare(
    `INSERT OR IGNORE INTO waiting (id, receiver, type, sealed, created, expires, attempts)
     VALUES (@id, @receiver, @type, @sealed, @created, @expires, @attempts)`,
  );
  const add = database.transaction((deliveries: readonly Delivery[]) => {
    for (const { id, receiver, type, subject, body, createdAt, expiresAt, attempts } of deliveries) {
      const sealed = sealer.seal(JSON.stringify({ subject, body }), PURPOSE);
      insert.run({ id, receiver, type, sealed, created: createdAt, expires: expiresAt, attempts });
    }
  });
  const bury = database.prepare('INSERT INTO dead (receiver, type, at, reason) VALUES (?, ?, ?, ?)');
  const remove = database.transaction((id: string, letter: DeadLetter | null) => {
    database.prepare('DELETE FROM waiting WHERE id = ?').run(id);
    if (!letter) return;
    bury.run(letter.receiver, letter.type, letter.at, letter.reason);
    database
      .prepare('DELETE FROM dead WHERE at < ? OR seq <= (SELECT max(seq) FROM dead) - ?')
      .run(letter.at - TOLD_FOR, MOST_DEAD);
  });
  const open = (stored: unknown): readonly Delivery[] => {
    const { sealed, created, expires, ...rest } = row.parse(stored);
    const text = sealer.open(sealed, PURPOSE);
    if (text === null) return [];
    return [{ ...rest, ...sealedPart.parse(JSON.parse(text)), createdAt: created, expiresAt: expires }];
  };
  return {
    database,
    handlers: {
      'lrm-outbox.load': () =>
        ok({
          waiting: database.prepare('SELECT * FROM waiting ORDER BY seq').all().flatMap(open),
          dead: database
            .prepare('SELECT receiver, type, at, reason FROM dead ORDER BY seq')
            .all()
            .map((one) => deadRow.parse(one)),
        }),
      'lrm-outbox.add': (deliveries) => {
        add(deliveries);
        return ok();
      },
      'lrm-outbox.attempted': ({ id, attempts }) => {
        database.prepare('UPDATE waiting SET attempts = ? WHERE id = ?').run(attempts, id);
        return ok();
      },
      'lrm-outbox.remove': ({ id, letter }) => {
        remove(id, letter);
        return ok();
      },
    },
  };
}
