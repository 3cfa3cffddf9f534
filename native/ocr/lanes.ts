import { Worker } from 'node:worker_threads';
import type { z } from 'zod';
import { type LaneRequest, type LaneWork, laneMessageSchema } from './lane-protocol.ts';

/** Threads that run the models: as many as are worth it. */
export interface Lanes {
  readonly count: number;
  /** Work is made when a thread is about to be free for it. Rejects where the models fail. */
  run<T>(make: () => LaneWork, schema: z.ZodType<T>): Promise<T>;
  close(): Promise<void>;
}

interface Job {
  readonly make: () => LaneWork;
  readonly settle: (value: unknown) => void;
  readonly fail: (error: Error) => void;
}

/** A thread works on one while the next is on its way. */
const AHEAD = 2;

/**
 * Starts the threads by `entry`, which serves a lane where it is no main thread and is given `options` as its data. Rejects
 * where one cannot load its models.
 */
export async function openLanes(entry: string, count: number, options: unknown): Promise<Lanes> {
  const lanes = Array.from({ length: count }, () => new Lane(entry, options));
  const queue: Job[] = [];
  const next = (): void => {
    for (const lane of lanes) lane.take(queue, next);
  };
  await Promise.all(lanes.map((lane) => lane.ready));
  return {
    count,
    run: async (make, schema) => {
      const value = await new Promise<unknown>((settle, fail) => {
        queue.push({ make, settle, fail });
        next();
      });
      return schema.parse(value);
    },
    close: async () => {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

class Lane {
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #jobs = new Map<number, Job>();
  #serial = 0;
  #lost: Error | null = null;
  #onFree: () => void = () => undefined;

  constructor(entry: string, options: unknown) {
    this.#worker = new Worker(entry, { workerData: options });
    this.ready = new Promise((resolve, reject) => {
      const lose = (error: Error): void => {
        this.#lost = error;
        reject(error);
        for (const job of this.#jobs.values()) job.fail(error);
        this.#jobs.clear();
        this.#onFree();
      };
      this.#worker.on('error', lose);
      this.#worker.on('exit', () => lose(new Error('a thread of the models has ended')));
      this.#worker.on('message', (raw) => {
        const message = laneMessageSchema.parse(raw);
        if (message.type === 'ready') return resolve();
        const job = this.#jobs.get(message.id);
        this.#jobs.delete(message.id);
        if (message.type === 'done') job?.settle(message.value);
        else job?.fail(new Error('a model failed'));
        this.#onFree();
      });
    });
  }

  /** Takes as many from the queue as it may have; `onFree` when it can take another. */
  take(queue: Job[], onFree: () => void): void {
    this.#onFree = onFree;
    while (this.#lost || this.#jobs.size < AHEAD) {
      const job = queue.shift();
      if (!job) return;
      if (this.#lost) job.fail(this.#lost);
      else this.#give(job);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #give(job: Job): void {
    try {
      this.#serial++;
      const request: LaneRequest = { id: this.#serial, work: job.make() };
      this.#jobs.set(request.id, job);
      this.#worker.postMessage(request, [request.work.pixels.buffer]);
    } catch (error) {
      this.#jobs.delete(this.#serial);
      job.fail(error instanceof Error ? error : new Error('no work'));
    }
  }
}
