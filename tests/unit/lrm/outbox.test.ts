import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import { backOff } from '../../../electron/lrm/back-off.ts';
import { Outbox } from '../../../electron/lrm/outbox.ts';
import type { DeadLetter, Delivery, OutboxStore, Outcome } from '../../../electron/lrm/ports.ts';

const lrm = 'https://lrm.example/events';
const other = 'https://other.example/events';

const delivered: Outcome = { kind: 'delivered' };
const down: Outcome = { kind: 'failed', why: 'unreachable', retryAfter: null };

let serial = 0;
function delivery(more: Partial<Delivery> = {}): Delivery {
  serial += 1;
  return {
    id: `e${serial}`,
    receiver: lrm,
    subject: 'call-1',
    type: 'call.incoming',
    body: '{}',
    createdAt: Date.now(),
    expiresAt: Date.now() + 300_000,
    attempts: 0,
    ...more,
  };
}

/** A store that keeps what the disk would, and tells in which order things were done. */
function disk(journal: string[] = [], works = true) {
  const waiting = new Map<string, Delivery>();
  const dead: DeadLetter[] = [];
  const store: OutboxStore = {
    load: async () => ok({ waiting: [...waiting.values()], dead }),
    add: async (deliveries) => {
      if (!works) return fail('Records_DiskFull');
      for (const one of deliveries) {
        waiting.set(one.id, one);
        journal.push(`kept ${one.id}`);
      }
      return ok();
    },
    attempted: async (id, attempts) => {
      const one = waiting.get(id);
      if (one) waiting.set(id, { ...one, attempts });
      return ok();
    },
    remove: async (id, letter) => {
      waiting.delete(id);
      if (letter) dead.push(letter);
      return ok();
    },
  };
  return { store, waiting, dead };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Outbox whose receiver answers as `answer` says; `sent` are the ids in order. */
function outbox(answer: (delivery: Delivery) => Outcome | Promise<Outcome>, kept = disk()) {
  const sent: string[] = [];
  const notKept = vi.fn();
  const box = new Outbox({
    store: kept.store,
    receivers: [lrm, other],
    random: () => 1,
    onNotKept: notKept,
    send: async (one) => {
      sent.push(one.id);
      return answer(one);
    },
  });
  return { box, sent, notKept, ...kept };
}

const settle = () => vi.advanceTimersByTimeAsync(0);
const stateOf = (box: Outbox, receiver = 0) => box.state.get()[receiver];

describe('an event', () => {
  it('is kept before it is sent, and forgotten once it is delivered', async () => {
    const journal: string[] = [];
    const kept = disk(journal);
    const { box, waiting } = outbox((one) => {
      journal.push(`sent ${one.id}`);
      return delivered;
    }, kept);
    const event = delivery();
    await box.add([event]);
    await settle();
    expect(journal).toEqual([`kept ${event.id}`, `sent ${event.id}`]);
    expect(waiting.size).toBe(0);
    expect(stateOf(box)).toEqual({ host: 'lrm.example', waiting: 0, dead: 0, last: 'delivered' });
  });

  it('is sent also when it cannot be kept, and that is told', async () => {
    const { box, sent, notKept } = outbox(() => delivered, disk([], false));
    await box.add([delivery()]);
    await settle();
    expect(sent).toHaveLength(1);
    expect(notKept).toHaveBeenCalledTimes(1);
  });

  it('is tried again after 1, 2, 4 seconds at most, until it arrives', async () => {
    const answers = [down, down, down, delivered];
    const { box, sent } = outbox(() => answers.shift() ?? delivered);
    await box.add([delivery()]);
    await settle();
    const times = [1_000, 2_000, 4_000];
    for (const [index, time] of times.entries()) {
      await vi.advanceTimersByTimeAsync(time - 1);
      expect(sent).toHaveLength(index + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(sent).toHaveLength(index + 2);
    }
    expect(stateOf(box)).toMatchObject({ waiting: 0, last: 'delivered' });
  });

  it('waits as long as the receiver asks', async () => {
    const answers: Outcome[] = [{ kind: 'failed', why: 'busy', retryAfter: 60_000 }];
    const { box, sent } = outbox(() => answers.shift() ?? delivered);
    await box.add([delivery()]);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sent).toHaveLength(2);
  });

  it('that is worthless by now is given up, and told without what it said', async () => {
    const { box, sent, dead, waiting } = outbox(() => down);
    await box.add([delivery({ expiresAt: Date.now() + 5_000 })]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sent.length).toBeLessThanOrEqual(3);
    expect(waiting.size).toBe(0);
    expect(dead).toEqual([
      { receiver: lrm, type: 'call.incoming', at: expect.any(Number), reason: 'expired' },
    ]);
    expect(stateOf(box)).toMatchObject({ waiting: 0, dead: 1, last: 'unreachable' });
  });

  it('that is refused is not sent again', async () => {
    const { box, sent, dead } = outbox(() => ({ kind: 'refused', status: 400 }));
    await box.add([delivery()]);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sent).toHaveLength(1);
    expect(dead).toMatchObject([{ reason: 'refused' }]);
  });
});

describe('order', () => {
  it('is kept for a call, and a call whose event fails holds up no other', async () => {
    const failing = delivery({ subject: 'a' });
    const { box, sent } = outbox((one) => (one.id === failing.id && sent.length < 6 ? down : delivered));
    const second = delivery({ subject: 'a' });
    const elsewhere = delivery({ subject: 'b' });
    await box.add([failing]);
    await box.add([second]);
    await box.add([elsewhere]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.indexOf(elsewhere.id)).toBeLessThan(sent.indexOf(second.id));
    expect(sent.lastIndexOf(failing.id)).toBeLessThan(sent.indexOf(second.id));
  });

  it('is kept for each call whatever fails', async () => {
    const event = fc.record({ subject: fc.constantFrom('a', 'b', 'c'), failures: fc.nat({ max: 4 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 12 }), async (plan) => {
        const left = new Map<string, number>();
        const arrived: Delivery[] = [];
        const { box } = outbox((one) => {
          const more = left.get(one.id) ?? 0;
          left.set(one.id, more - 1);
          if (more > 0) return down;
          arrived.push(one);
          return delivered;
        });
        const events = plan.map(({ subject, failures }) => {
          const one = delivery({ subject });
          left.set(one.id, failures);
          return one;
        });
        for (const one of events) await box.add([one]);
        await vi.advanceTimersByTimeAsync(120_000);
        for (const subject of ['a', 'b', 'c']) {
          const of = (list: readonly Delivery[]) =>
            list.filter((one) => one.subject === subject).map(({ id }) => id);
          expect(of(arrived)).toEqual(of(events));
        }
        box.close();
      }),
      { numRuns: 30 },
    );
  });

  it('of a slow receiver is no matter of the other', async () => {
    const { box, sent } = outbox((one) => (one.receiver === lrm ? new Promise(() => undefined) : delivered));
    await box.add([delivery(), delivery({ receiver: other })]);
    await settle();
    expect(sent).toHaveLength(2);
    expect(stateOf(box, 1)).toMatchObject({ waiting: 0, last: 'delivered' });
  });

  it('no more than four events are under way at a receiver', async () => {
    const { box, sent } = outbox(() => new Promise(() => undefined));
    await box.add(Array.from({ length: 10 }, (_, index) => delivery({ subject: `call-${index}` })));
    await settle();
    expect(sent).toHaveLength(4);
  });
});

describe('another run', () => {
  it('takes up what the one before left, before what comes since', async () => {
    const kept = disk();
    const before = outbox(() => down, kept);
    const [first, second] = [delivery(), delivery()];
    await before.box.add([first, second]);
    await settle();
    before.box.close();
    const after = outbox(() => delivered, kept);
    const third = delivery();
    await Promise.all([after.box.open(), after.box.add([third])]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(after.sent).toEqual([first.id, second.id, third.id]);
  });

  it('gives up what is for a receiver that is not configured any more', async () => {
    const kept = disk();
    await kept.store.add([delivery({ receiver: 'https://gone.example/' })]);
    const { box, sent, waiting } = outbox(() => delivered, kept);
    await box.open();
    await settle();
    expect(sent).toEqual([]);
    expect(waiting.size).toBe(0);
  });

  it('leaves no timer behind when it ends', async () => {
    const { box } = outbox(() => down);
    await box.add([delivery()]);
    await settle();
    box.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the pause before another attempt', () => {
  it('is anything up to 1 s at first, doubling to 5 minutes', () => {
    expect([1, 2, 3, 9, 10, 1_000].map((attempts) => backOff(attempts, 1))).toEqual([
      1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ]);
    expect(backOff(5, 0.5)).toBe(8_000);
    expect(backOff(5, 0)).toBe(0);
  });
});
