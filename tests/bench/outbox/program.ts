import { z } from 'zod';
import { Outbox, type OutboxTimes, recordsOutboxStore } from '../../../electron/support/index.ts';
import { letterSchema } from '../../../electron/support/rules/schemas.ts';
import { startRecords } from '../../stand/records/index.ts';
import { post } from '../../stand/support/letters.ts';
import { startSupport } from '../../stand/support/process.ts';
import { filesOf } from './reports.ts';

/**
 * What holds the outbox in the product, without its windows: the records process, the support process and, here, what
 * main does. The benchmark tells it what is written, hears what is kept, and kills it.
 */

const startSchema = z.strictObject({
  folder: z.string(),
  key: z.string(),
  url: z.string(),
  userToken: z.string(),
});
const times: OutboxTimes = { backOff: { base: 20, cap: 500 }, settle: 1_500, takeUp: 50 };
const MOST_WAIT = 1_000;

const start = startSchema.parse(JSON.parse(process.argv[2] ?? ''));
const records = startRecords(start.folder, Buffer.from(start.key, 'base64'));
const support = startSupport(
  {
    glpi: {
      url: start.url,
      userToken: start.userToken,
      appToken: null,
      authority: null,
      timeout: MOST_WAIT,
      categories: {},
      timeZone: 'UTC',
    },
  },
  ['glpi'],
);
const outbox = new Outbox({ store: recordsOutboxStore(records), carrier: support, patience: 5, times });
records.onStarted(() => outbox.storeStarted());
outbox.open();

process.on('message', (message) => {
  const letter = letterSchema.parse(message);
  // What is not kept yet is posted again by who wrote it.
  void post(records, letter, filesOf(letter)).then(
    (posted) => {
      outbox.add(posted);
      process.send?.({ kept: letter.thread });
    },
    () => process.send?.({ notKept: letter.thread }),
  );
});
process.once('disconnect', () => process.exit());
const tellPids = (): void =>
  void process.send?.({ records: records.pids.at(-1), support: support.pids.at(-1) });
outbox.state.subscribe(tellPids);
tellPids();
