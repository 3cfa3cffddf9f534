import { join } from 'node:path';
import { hostPort, hostService } from '../../electron/shared/supervised-host.ts';
import { optionsSchema } from './contract.ts';
import { answerFrom } from './service.ts';
import { createStores } from './stores.ts';

/** Entry of the records process: SQLite, and nothing else. An Electron utility process, or a child of Node in tests. */
hostService(hostPort(), (raw, emit) => {
  const options = optionsSchema.parse(raw);
  const binding = bindingOf(Number(process.versions.napi));
  const stores = createStores(options, { binding, readingThread: readingThread(import.meta.url) }, emit);
  process.once('exit', () => {
    for (const store of stores) store.close();
  });
  return { handle: (request) => answerFrom(stores, request) };
});

/**
 * The binary of better-sqlite3 to load, null for the prebuilt one of its package. That one needs Node-API 10; where the
 * runtime has less, as Electron before 35, the set-up has built another (scripts/lib/setup/sqlite.mjs).
 */
function bindingOf(nodeApi: number): string | null {
  return nodeApi < 10 ? join(import.meta.dirname, '../native/better_sqlite3.node') : null;
}

function readingThread(here: string): URL {
  const isBuilt = here.endsWith('.js');
  return new URL(isBuilt ? 'directory-reading.js' : 'directory/imports/reading-thread.ts', here);
}
