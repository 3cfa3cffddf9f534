import { utilityProcess } from 'electron';
import { killAtOnce } from './kill-at-once.ts';
import type { ProcessChannel } from './supervised-process.ts';

/** Starts the bundle at `entry` as an Electron utility process, shown to the system by `serviceName`. */
export function spawnUtility(entry: string, serviceName: string): ProcessChannel {
  const child = utilityProcess.fork(entry, [], { serviceName, stdio: 'ignore' });
  let exited = false;
  child.once('exit', () => {
    exited = true;
  });
  return {
    post: (message) => {
      if (!exited) child.postMessage(message);
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => {
      if (exited) return;
      // It may be gone before `exit` has arrived here.
      if (child.pid !== undefined) killAtOnce(child.pid);
      else child.kill();
    },
  };
}
