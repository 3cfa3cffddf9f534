import { once } from 'node:events';
import { setImmediate as breathe } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../../../electron/failures/index.ts';
import type { ReadEntry, ReadFile, Reading } from './parsed.ts';

/**
 * Reads a file as `readImportFile` does, in a thread of its own: a large one takes seconds, and searches go on
 * meanwhile. `thread` is the program of that thread. One that a file brings to its end is `Directory_FileMalformed`.
 */
export function readInThread(thread: URL, path: string): Reading {
  return async (onEntries) => {
    const waiting: (readonly ReadEntry[])[] = [];
    let file: Result<ReadFile> | null = null;
    const worker = new Worker(thread, { workerData: path });
    worker.on('message', (message: readonly ReadEntry[] | Result<ReadFile>) => {
      if ('ok' in message) file = message;
      else waiting.push(message);
    });
    const ended = once(worker, 'exit').catch(() => undefined);
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    while (!isOver || waiting.length > 0) {
      const entries = waiting.shift();
      if (entries) {
        onEntries(entries);
        // Others have their turn.
        await breathe();
      } else await Promise.race([once(worker, 'message').catch(() => undefined), ended]);
    }
    return file ?? fail('Directory_FileMalformed');
  };
}
