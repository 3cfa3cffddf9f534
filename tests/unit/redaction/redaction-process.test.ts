import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRedaction, type Submission } from '../../../electron/redaction/index.ts';
import type { ProcessChannel } from '../../../electron/shared/supervised-process.ts';

const picture = {
  kind: 'masked',
  width: 1,
  height: 1,
  bytes: Uint8Array.of(1),
  findings: [],
  shortfalls: [],
  counts: { segments: 0, read: 0, released: 0, retracted: 0 },
};
const submission: Submission = { image: { kind: 'file', bytes: Uint8Array.of(1) }, lists: [] };

/** Processes as they are started; one answers a request only when told. */
class Processes {
  readonly started: { alive: boolean; answer: () => void; die: () => void }[] = [];

  readonly spawn = (): ProcessChannel => {
    let tell: (message: unknown) => void = () => undefined;
    let gone: () => void = () => undefined;
    const asked: number[] = [];
    const started = {
      alive: true,
      answer: () => {
        for (const id of asked.splice(0)) tell({ type: 'reply', id, reply: { ok: true, value: picture } });
      },
      die: () => {
        started.alive = false;
        gone();
      },
    };
    this.started.push(started);
    return {
      post: (message) => {
        if ('type' in message && message.type === 'request' && 'id' in message)
          asked.push(Number(message.id));
      },
      onMessage: (listener) => {
        tell = listener;
      },
      onExit: (listener) => {
        gone = listener;
      },
      kill: () => {
        started.alive = false;
      },
    };
  };

  get alive(): number {
    return this.started.filter(({ alive }) => alive).length;
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the OCR process', () => {
  it('that was started ahead of an image ends where none comes', async () => {
    const processes = new Processes();
    const redaction = createRedaction({ spawn: processes.spawn, idle: 5_000 });
    redaction.warm();
    expect(processes.alive).toBe(1);
    await vi.advanceTimersByTimeAsync(5_001);
    expect(processes.alive).toBe(0);
  });

  it('stays while it holds an image, and ends once that was idle for a while', async () => {
    const processes = new Processes();
    const redaction = createRedaction({ spawn: processes.spawn, idle: 5_000 });
    redaction.warm();
    const submitted = redaction.submit(submission);
    processes.started[0]?.answer();
    const job = await submitted;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(processes.alive).toBe(1);
    const discarded = job.ok ? job.value.discard() : undefined;
    processes.started[0]?.answer();
    await discarded;
    await vi.advanceTimersByTimeAsync(5_001);
    expect(processes.alive).toBe(0);
  });

  it('that died takes its own requests with it, and not those of the next', async () => {
    const processes = new Processes();
    const redaction = createRedaction({ spawn: processes.spawn, idle: 5_000 });
    const first = redaction.submit(submission);
    processes.started[0]?.die();
    // Asked for before word of the loss of the first has gone round.
    const second = redaction.submit(submission);
    expect(await first).toMatchObject({ ok: false, failure: { code: 'Redaction_Interrupted' } });
    processes.started.at(-1)?.answer();
    expect(await second).toMatchObject({ ok: true });
    expect(processes.alive).toBe(1);
    redaction.close();
    expect(processes.alive).toBe(0);
  });
});
