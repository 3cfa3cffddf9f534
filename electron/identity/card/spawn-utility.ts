import { utilityProcess } from 'electron';
import { killAtOnce } from '../../shared/kill-at-once.ts';
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
      // It may be gone before `exit` has arrived here.
      if (child.pid !== undefined) killAtOnce(child.pid);
      else child.kill();
    },
  };
}
