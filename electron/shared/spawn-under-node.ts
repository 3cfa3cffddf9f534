import { fork } from 'node:child_process';
import type { ProcessChannel } from './supervised-process.ts';

/** Starts the module at `entry` as a process of plain Node, where there is no Electron: `npm run check`, `npm run redact`. */
export function spawnUnderNode(entry: string): ProcessChannel {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // A process killed while a message is on its way to it.
  child.on('error', () => undefined);
  return {
    post: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => void child.kill('SIGKILL'),
  };
}
