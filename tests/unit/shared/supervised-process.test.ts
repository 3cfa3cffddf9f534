import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ProcessChannel, SupervisedProcess } from '../../../electron/shared/supervised-process.ts';

/** A process of which the test says what it does. */
class FakeProcess implements ProcessChannel {
  readonly posted: { type: string; id?: number }[] = [];
  killed = 0;
  alive = true;
  #message: (message: unknown) => void = () => undefined;
  #exit: () => void = () => undefined;

  post(message: object): void {
    if (!('type' in message)) return;
    const id = 'id' in message && typeof message.id === 'number' ? { id: message.id } : {};
    this.posted.push({ ...message, type: String(message.type), ...id });
    if (message.type === 'ping' && this.alive) this.say({ type: 'pong', ...id });
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#message = listener;
  }

  onExit(listener: () => void): void {
    this.#exit = listener;
  }

  kill(): void {
    this.killed += 1;
    this.#exit();
  }

  say(message: unknown): void {
    this.#message(message);
  }

  die(): void {
    this.#exit();
  }

  /** The id of the last request. */
  get asked(): number {
    return this.posted.findLast(({ type }) => type === 'request')?.id ?? -1;
  }
}

const times = {
  heartbeat: 100,
  silence: 400,
  starting: 900,
  deadline: 1_000,
  backOff: 10,
  maxBackOff: 80,
  stable: 5_000,
};

let processes: FakeProcess[];
let told: unknown[];
let supervised: SupervisedProcess;

function latest(): FakeProcess {
  const process = processes.at(-1);
  if (!process) throw new Error('no process was started');
  return process;
}

beforeEach(() => {
  vi.useFakeTimers();
  processes = [];
  told = [];
  supervised = new SupervisedProcess({
    spawn: () => {
      const process = new FakeProcess();
      processes.push(process);
      return process;
    },
    start: () => ({ folder: '/f' }),
    onEvent: (event) => told.push(event),
    onLost: () => told.push('lost'),
    onStarted: () => told.push('started'),
    times,
  });
});

afterEach(() => {
  supervised.close();
  vi.useRealTimers();
});

describe('a supervised process', () => {
  it('is started by the first request, and told how before it is asked', () => {
    expect(processes).toHaveLength(0);
    void supervised.request('what');
    expect(latest().posted).toEqual([
      { type: 'start', options: { folder: '/f' } },
      { type: 'request', id: expect.any(Number), request: 'what' },
    ]);
    supervised.open();
    expect(processes).toHaveLength(1);
  });

  it('answers each request by its id, in whatever order', async () => {
    const first = supervised.request('a');
    const firstId = latest().asked;
    const second = supervised.request('b');
    latest().say({ type: 'reply', id: latest().asked, reply: 2 });
    latest().say({ type: 'reply', id: firstId, reply: 1 });
    expect(await Promise.all([first, second])).toEqual([
      { kind: 'answered', value: 1 },
      { kind: 'answered', value: 2 },
    ]);
  });

  it('tells its events, and passes over what is no message of the protocol', () => {
    supervised.open();
    for (const junk of [null, 7, 'x', {}, { type: 'reply' }, { type: 'pong', id: 'x' }, { type: 'event' }]) {
      latest().say(junk);
    }
    latest().say({ type: 'event', event: 'news' });
    expect(told).toEqual(['started', 'news']);
  });

  it('that does not answer in time is left running; the request is lost', async () => {
    const request = supervised.request('slow');
    const late = latest().asked;
    await vi.advanceTimersByTimeAsync(times.deadline);
    expect(await request).toEqual({ kind: 'lost', why: 'deadline' });
    latest().say({ type: 'reply', id: late, reply: 'late' });
    expect(processes).toHaveLength(1);
    expect(latest().killed).toBe(0);
  });

  it('that is silent is killed, loses what was asked, and is started again', async () => {
    const request = supervised.request('a');
    await vi.advanceTimersByTimeAsync(times.heartbeat);
    latest().alive = false;
    await vi.advanceTimersByTimeAsync(times.silence + 2 * times.heartbeat);
    expect(await request).toEqual({ kind: 'lost', why: 'ended' });
    expect(processes[0]?.killed).toBe(1);
    expect(processes).toHaveLength(2);
    expect(told).toEqual(['started', 'lost', 'started']);
  });

  it('that is slow to start is not killed before its time', async () => {
    supervised.open();
    latest().alive = false;
    await vi.advanceTimersByTimeAsync(times.starting);
    expect(processes).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2 * times.heartbeat);
    expect(processes).toHaveLength(2);
  });

  it('that ended is not asked until it is back', async () => {
    supervised.open();
    latest().die();
    expect(await supervised.request('a')).toEqual({ kind: 'lost', why: 'not-running' });
    await vi.advanceTimersByTimeAsync(times.backOff);
    void supervised.request('b');
    expect(processes).toHaveLength(2);
    expect(latest().asked).toBeGreaterThan(0);
  });

  it('that keeps ending is started ever more slowly, up to a limit', async () => {
    supervised.open();
    const pauses: number[] = [];
    for (let round = 0; round < 6; round++) {
      const count = processes.length;
      latest().die();
      let waited = 0;
      while (processes.length === count) {
        await vi.advanceTimersByTimeAsync(1);
        waited += 1;
      }
      pauses.push(waited);
    }
    expect(pauses).toEqual([10, 20, 40, 80, 80, 80]);
  });

  it('that lived long starts over with the first pause', async () => {
    supervised.open();
    for (const process of [0, 1, 2]) {
      processes[process]?.die();
      await vi.advanceTimersByTimeAsync(times.maxBackOff);
    }
    await vi.advanceTimersByTimeAsync(times.stable + 1_000);
    const count = processes.length;
    latest().die();
    await vi.advanceTimersByTimeAsync(times.backOff);
    expect(processes).toHaveLength(count + 1);
  });

  it('that was replaced is not listened to any more', async () => {
    const request = supervised.request('a');
    const [gone] = processes;
    const id = latest().asked;
    gone?.die();
    await request;
    await vi.advanceTimersByTimeAsync(times.backOff);
    gone?.say({ type: 'event', event: 'ghost' });
    gone?.say({ type: 'reply', id, reply: 'ghost' });
    gone?.die();
    expect(processes).toHaveLength(2);
    expect(told).not.toContain('ghost');
  });

  it('leaves nothing over once closed', async () => {
    const request = supervised.request('a');
    supervised.close();
    expect(await request).toEqual({ kind: 'lost', why: 'ended' });
    expect(latest().killed).toBe(1);
    expect(vi.getTimerCount()).toBe(0);
    expect(await supervised.request('b')).toEqual({ kind: 'lost', why: 'not-running' });
    supervised.open();
    expect(processes).toHaveLength(1);
  });
});
