import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { CardChannel } from '../../../electron/identity/card/channel.ts';

const ENTRY = fileURLToPath(new URL('../../../native/card/process.ts', import.meta.url));

/** The card process as a plain child of Node; `pid` lets a test kill or stop it. */
export interface CardChild extends CardChannel {
  readonly pid: number;
}

/** Starts the card process of the sources, with `env` added to this process's own. */
export function spawnCardChild(env: NodeJS.ProcessEnv = {}): CardChild {
  const child: ChildProcess = fork(ENTRY, [], {
    env: { ...process.env, ...env },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('the card process cannot be run');
  const killOnExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killOnExit);
  child.once('exit', () => process.off('exit', killOnExit));
  // A process killed while a message is on its way to it.
  child.on('error', () => {});
  return {
    pid,
    post: (request) => {
      if (child.connected) child.send(request, () => {});
    },
    onMessage: (listener) => void child.on('message', (reply: unknown) => listener(reply)),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => void child.kill('SIGKILL'),
  };
}
