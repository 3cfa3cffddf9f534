import { utilityProcess } from 'electron';
import { killAtOnce } from '../../shared/kill-at-once.ts';
import type { PhoneChannel } from './phone-process.ts';

/** Starts the telephony process of the built application; `entry` is the path of its bundled `process.ts`. */
export function spawnUtility(entry: string): PhoneChannel {
  const child = utilityProcess.fork(entry, [], { serviceName: 'telephony', stdio: 'ignore' });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => {
      // It may be gone before `exit` has arrived here.
      if (child.pid !== undefined) killAtOnce(child.pid);
    },
  };
}
