import { typicalCallers } from './callers.ts';
import type { TrainingPhones } from './control.ts';
import { type Clock, type Party, realClock } from './exchange/model.ts';

export interface ActivityOptions {
  /** Extensions of colleagues who work by themselves. */
  readonly colleagues: readonly string[];
  /** Queues that callers come to; those that may be picked up from are also worked off. */
  readonly queues: readonly { readonly address: string; readonly pickUp?: boolean | undefined }[];
  /** Milliseconds from one thing that happens to the next, on average. */
  readonly pause?: number;
  /** From 0 to 1, without 1. */
  readonly random?: () => number;
  readonly clock?: Clock;
}

/** One thing every eight seconds: a calm night. */
const CALM = 8_000;
/** Milliseconds of the shortest and longest conversation, and of the patience of who waits. */
const TALKS = [20_000, 90_000] as const;
const WAITS = [30_000, 150_000] as const;
/** Most callers at a time in one queue. */
const MOST_WAITING = 4;

/**
 * Lets colleagues work as they do in a control room: callers come to queues, wait, are taken or give up; colleagues are
 * called, call one another and hang up. Gives what ends it; calls that are there go on.
 */
export function startActivity(phones: TrainingPhones, options: ActivityOptions): () => void {
  const { colleagues, queues, pause = CALM, random = Math.random, clock = realClock } = options;
  const pending = new Set<() => void>();
  const later = (milliseconds: number, action: () => void): void => {
    const cancel = clock.after(milliseconds, () => {
      pending.delete(cancel);
      action();
    });
    pending.add(cancel);
  };
  const pick = <T>(among: readonly T[]): T | undefined => among[Math.floor(random() * among.length)];
  const within = ([shortest, longest]: readonly [number, number]): number =>
    shortest + random() * (longest - shortest);
  const free = (): readonly string[] => colleagues.filter((number) => phones.callsAt(number).length === 0);
  const caller = (): Party => pick(Object.values(typicalCallers)) ?? typicalCallers.public;
  const endsAfterAWhile = (id: string): void => later(within(TALKS), () => phones.hangUpAtPhone(id));

  const scenes: readonly (() => void)[] = [
    function somebodyWaits() {
      const queue = pick(queues.filter(({ address }) => phones.callsAt(address).length < MOST_WAITING));
      if (!queue) return;
      const { number, displayName } = caller();
      const id = phones.incomingCall({ number: queue.address, from: number, displayName });
      // Whoever was taken meanwhile is no longer here: nothing happens then.
      later(within(WAITS), () => phones.remoteHangsUp(id));
    },
    function aColleagueTakesWhoWaits() {
      const queue = pick(
        queues.filter(({ address, pickUp }) => pickUp !== false && phones.callsAt(address).length > 0),
      );
      const colleague = pick(free());
      const id = queue && colleague ? phones.pickUpAtPhone(colleague, queue.address) : null;
      if (id !== null) endsAfterAWhile(id);
    },
    function aColleagueIsCalled() {
      const colleague = pick(free());
      if (colleague === undefined) return;
      const { number, displayName } = caller();
      endsAfterAWhile(phones.incomingCall({ number: colleague, from: number, displayName }));
    },
    function colleaguesTalk() {
      const [one, other] = [pick(free()), pick(free())];
      if (one === undefined || other === undefined || one === other) return;
      endsAfterAWhile(phones.dialAtPhone(one, other));
    },
  ];
  const next = (): void =>
    later(pause * (0.5 + random()), () => {
      pick(scenes)?.();
      next();
    });
  next();
  return () => {
    for (const cancel of pending) cancel();
    pending.clear();
  };
}
