import { utilityProcess } from 'electron';
import type { CardChannel } from './channel.ts';

/** Starts the card process of the bundle at `path` as an Electron utility process. */
export function spawnCardUtility(path: string): CardChannel {
  const child = utilityProcess.fork(path, [], { serviceName: 'card', stdio: 'ignore' });
  let exited = false;
  child.once('exit', () => {
    exited = true;
  });
  return {
    post: (request) => {
      if (!exited) child.postMessage(request);
    },
    onReply: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => {
      if (exited) return;
      // `kill` asks with SIGTERM; a process that is stopped or stuck does not hear it.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
      else child.kill();
    },
  };
}
