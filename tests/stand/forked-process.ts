import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { ProcessChannel } from '../../electron/shared/supervised-process.ts';

/** A process of the program under plain Node, by its path in the project, and its id so that a test can end it. */
export function forkedProcess(path: string): ProcessChannel & { readonly pid: number } {
  const child = fork(join(import.meta.dirname, '../..', path), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  if (child.pid === undefined) throw new Error(`${path} cannot be run`);
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
