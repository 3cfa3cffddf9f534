import { utilityProcess } from 'electron';
import type { Exercise } from '../ipc/exercise.ts';
import { type Observable, Subject } from '../shared/listeners.ts';
import type { TrainingChanges, TrainingReply, TrainingRequest, TrainingWorld } from './protocol.ts';

export interface Training {
  readonly world: TrainingWorld;
  readonly changes: Observable<TrainingChanges>;
  /** Makes one of the typical callers call the phone of `number`. */
  call(callerId: string, number: string): void;
  /** Opens the link of a message, as the person who got it. */
  followLink(messageId: string): void;
  /** Accepts or refuses what waits on the simulated e-CPS application. */
  answerEcps(requestId: string, accept: boolean): void;
  /** Cuts the provider and the portal off, or brings them back. */
  breakPortal(broken: boolean): void;
  /** Lets something happen on the telephone, at the phone of `number` where it is about one. */
  exercise(exercise: Exercise, number: string | null): void;
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
  const changes = new Subject<TrainingChanges>({ messages: [], ecps: [] });
  let stopping = false;
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(() => {
      child.kill();
      reject(new Error('training did not start in time'));
    }, startDeadline);
    child.on('message', (reply: TrainingReply) => {
      clearTimeout(deadline);
      switch (reply.type) {
        case 'failed':
          reject(new Error(reply.reason));
          return;
        case 'changed':
          changes.set({ messages: reply.messages, ecps: reply.ecps });
          return;
        case 'ready':
          resolve({
            world: reply.world,
            changes,
            call: (callerId, number) => send({ type: 'call', callerId, number }),
            followLink: (messageId) => send({ type: 'followLink', messageId }),
            answerEcps: (requestId, accept) => send({ type: 'answerEcps', requestId, accept }),
            breakPortal: (broken) => send({ type: 'breakPortal', broken }),
            exercise: (exercise, number) => send({ type: 'exercise', exercise, number }),
            stop: () => {
              stopping = true;
              child.kill();
            },
          });
      }
    });
    child.on('exit', (code) => {
      clearTimeout(deadline);
      reject(new Error(`training ended with code ${code}`));
      if (!stopping) onEnd();
    });
  });
}
