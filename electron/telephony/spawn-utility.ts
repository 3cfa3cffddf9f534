import { utilityProcess } from 'electron';
import type { PhoneChannel } from './phone-process.ts';

/** Starts the telephony process of the built application; `entry` is the path of its bundled `process.ts`. */
export function spawnUtility(entry: string): PhoneChannel {
  const child = utilityProcess.fork(entry, [], { serviceName: 'telephony', stdio: 'ignore' });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => {
      // SIGTERM is not heard by a process that hangs.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}
