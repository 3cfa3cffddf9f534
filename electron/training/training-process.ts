import { utilityProcess } from 'electron';
import type { TrainingReply, TrainingRequest, TrainingWorld } from './protocol.ts';

export interface Training {
  readonly world: TrainingWorld;
  /** Makes one of the typical callers call the phone of `number`. */
  call(callerId: string, number: string): void;
  stop(): void;
}

/** Making the authority's keys may take a few seconds on a slow machine. */
const startDeadline = 30_000;

/**
 * Starts the training world in a process of its own: provider, exchange and phones, all on the loopback address.
 * Rejects when it does not come up; `onEnd` is told when it stops later without having been asked to.
 */
export function startTraining(entry: string, onEnd: () => void): Promise<Training> {
  const child = utilityProcess.fork(entry, [], { serviceName: 'training', stdio: 'ignore' });
  const send = (request: TrainingRequest) => child.postMessage(request);
  let stopping = false;
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      child.kill();
      reject(new Error('training did not start in time'));
    }, startDeadline);
    child.on('message', (reply: TrainingReply) => {
      clearTimeout(deadline);
      if (reply.type === 'failed') {
        reject(new Error(reply.reason));
        return;
      }
      resolve({
        world: reply.world,
        call: (callerId, number) => send({ type: 'call', callerId, number }),
        stop: () => {
          stopping = true;
          child.kill();
        },
      });
    });
    child.on('exit', (code) => {
      clearTimeout(deadline);
      reject(new Error(`training ended with code ${code}`));
      if (!stopping) onEnd();
    });
  });
}
