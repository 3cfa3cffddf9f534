import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createRecords, type Records } from '../../../electron/records/index.ts';
import type { ProcessChannel } from '../../../electron/shared/supervised-process.ts';

/** The records process under plain Node, and its id so that a test can end it. */
export function spawnRecords(): ProcessChannel & { readonly pid: number } {
  const child = fork(join(import.meta.dirname, '../../../native/records/process.ts'), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  if (child.pid === undefined) throw new Error('the records process cannot be run');
  return {
    pid: child.pid,
    post: (message) => {
      // In an object: a request without a value keeps its key.
      if (child.connected) child.send(message, () => {});
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
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
