import type { Exercise, TelephonyFault, WaitingPriority } from '../ipc/exercise.ts';
import {
  type CallAtPhone,
  type Fault,
  type PhoneFault,
  startActivity,
  type TrainingPhones,
  type TypicalCaller,
  typicalCallers,
} from './telephony/index.ts';

export interface ExercisesOptions {
  readonly phones: TrainingPhones;
  /** Where callers wait, with the priority of each. */
  readonly queues: readonly {
    readonly address: string;
    readonly priority: WaitingPriority | 'NR';
    readonly pickUp?: boolean | undefined;
  }[];
  /** Colleagues who answer by themselves. */
  readonly colleagues: readonly string[];
}

/** Carries out what is asked; `number` is the bound phone, null while there is none. */
export interface Exercises {
  run(exercise: Exercise, number: string | null): void;
  stop(): void;
}

/** Milliseconds from our answer to the hand-over, for a word about the caller; and how long a colleague lets it ring. */
const SAYS_WHO_IT_IS = 3_000;
const LETS_RING = 60_000;
const LOOKS_EVERY = 250;

const cardiology = { number: '0261910055', displayName: 'CH Formation — Cardiologie' };

const exchangeFaults: Partial<Record<TelephonyFault, Fault>> = {
  'link-cut': 'link-cut',
  'exchange-frozen': 'silent',
};
const phoneFaultOf: Partial<Record<TelephonyFault, PhoneFault>> = {
  'phone-slow': 'slow',
  'phone-silent': 'silent',
  'phone-refuses': 'refusing',
  'orders-ignored': 'orders-ignored',
};

/** The telephone part of a training. */
export function createExercises({ phones, queues, colleagues }: ExercisesOptions): Exercises {
  const watching = new Set<ReturnType<typeof setInterval>>();
  let stopActivity: (() => void) | null = null;
  let repair: () => void = () => undefined;

  const each = (number: string, states: readonly CallAtPhone['state'][], act: (id: string) => void): void => {
    for (const { id, state } of phones.callsAt(number)) if (states.includes(state)) act(id);
  };
  const ring = (callerId: string, number: string): string | null => {
    if (!isTypicalCaller(callerId)) return null;
    const { number: from, displayName } = typicalCallers[callerId];
    return phones.incomingCall({ number, from, displayName });
  };
  const handOver = (callerId: string, number: string): void => {
    const colleague = colleagues.find((one) => phones.callsAt(one).length === 0);
    const about = colleague === undefined ? null : ring(callerId, colleague);
    if (about === null) return;
    phones.answerAtPhone(about);
    const consulting = phones.consultAtPhone(about, number);
    if (consulting === null || colleague === undefined) return;
    let waited = 0;
    let talked = 0;
    const timer = setInterval(() => {
      const state = phones.callsAt(colleague).find(({ id }) => id === consulting)?.state;
      waited += LOOKS_EVERY;
      if (state === 'connected') talked += LOOKS_EVERY;
      if (talked >= SAYS_WHO_IT_IS) phones.transferAtPhone(about, consulting);
      else if (state !== undefined && waited < LETS_RING) return;
      else phones.hangUpAtPhone(consulting);
      clearInterval(timer);
      watching.delete(timer);
    }, LOOKS_EVERY);
    watching.add(timer);
  };
  const wait = (callerId: string, priority: WaitingPriority): void => {
    const fitting = queues.filter((queue) => queue.priority === priority);
    const [shortest] = fitting.toSorted(
      (one, other) => phones.callsAt(one.address).length - phones.callsAt(other.address).length,
    );
    if (shortest) ring(callerId, shortest.address);
  };
  const damage = (fault: TelephonyFault, number: string | null): void => {
    repair();
    repair = () => undefined;
    const ofExchange = exchangeFaults[fault];
    const ofPhone = phoneFaultOf[fault];
    if (ofExchange) {
      phones.setFault(ofExchange, true);
      repair = () => phones.setFault(ofExchange, false);
    } else if (number !== null && fault === 'phone-off') {
      phones.setRegistered(number, false);
      repair = () => phones.setRegistered(number, true);
    } else if (number !== null && ofPhone) {
      phones.setPhoneFault(number, ofPhone, true);
      repair = () => phones.setPhoneFault(number, ofPhone, false);
    }
  };

  return {
    run: (exercise, number) => {
      switch (exercise.do) {
        case 'give-up':
          if (number !== null) each(number, ['alerting'], phones.remoteHangsUp);
          break;
        case 'hang-up':
          if (number !== null) each(number, ['connected'], phones.remoteHangsUp);
          break;
        case 'pass-on':
          if (number !== null) each(number, ['connected'], (id) => phones.remoteTransfers(id, cardiology));
          break;
        case 'hand-over':
          if (number !== null) handOver(exercise.callerId, number);
          break;
        case 'wait':
          wait(exercise.callerId, exercise.priority);
          break;
        case 'empty-rooms':
          for (const { address } of queues) each(address, ['queued'], phones.remoteHangsUp);
          break;
        case 'activity':
          stopActivity?.();
          stopActivity = exercise.on ? startActivity(phones, { colleagues, queues }) : null;
          break;
        case 'fault':
          damage(exercise.fault, number);
      }
    },
    stop: () => {
      stopActivity?.();
      for (const timer of watching) clearInterval(timer);
      watching.clear();
    },
  };
}

export function isTypicalCaller(id: string): id is TypicalCaller {
  return Object.hasOwn(typicalCallers, id);
}
