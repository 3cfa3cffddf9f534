import { randomBytes } from 'node:crypto';
import { createRecords, type Records } from '../../../electron/records/index.ts';
import type { ProcessChannel } from '../../../electron/shared/supervised-process.ts';
import type { Built } from '../../../native/records/stores.ts';
import { forkedProcess } from '../forked-process.ts';

/** The stores as they are written, not as they are built. */
export const asWritten: Built = {
  binding: null,
  readingThread: new URL('../../../native/records/directory/imports/reading-thread.ts', import.meta.url),
};

/** The records process under plain Node, and its id so that a test can end it. */
export function spawnRecords(): ProcessChannel & { readonly pid: number } {
  return forkedProcess('native/records/process.ts');
}

/** Records in a process of its own, with a key that lives as long as the test. */
export function startRecords(
  folder: string | null,
  key: Uint8Array | null = randomBytes(32),
): Records & { readonly pids: readonly number[] } {
  const pids: number[] = [];
  const records = createRecords({
    folder,
    key,
    spawn: () => {
      const channel = spawnRecords();
      pids.push(channel.pid);
      return channel;
    },
  });
  return { ...records, pids };
}
