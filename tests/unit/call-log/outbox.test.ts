import { describe, expect, it } from 'vitest';
import { Outbox } from '../../../electron/call-log/outbox.ts';
import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import { entry } from './entries.ts';

const times = { backOff: 5, maxBackOff: 20 };

/** A store whose answers a test chooses; it knows entries by their ids. */
function store() {
  const kept = new Map<string, LogEntry>();
  const asked: string[] = [];
  return {
    kept,
    asked,
    outcome: ok() as Result<undefined>,
    /** The write is done, but its answer is lost. */
    dies: false,
    async begin() {
      asked.push('begin');
      return this.outcome.ok ? ok([entry({ id: 'left' })]) : this.outcome;
    },
    async write(entries: readonly LogEntry[]) {
      asked.push('write');
      if (!this.outcome.ok) return this.outcome;
      for (const one of entries) kept.set(one.id, one);
      return this.dies ? fail('Records_NotAnswering') : ok();
    },
  };
}

function outbox(to: ReturnType<typeof store>, durable = true) {
  const left: LogEntry[] = [];
  const box = new Outbox({ store: to, durable, onLeftOpen: (entries) => left.push(...entries), times });
  return { box, left };
}

describe('the outbox of the call log', () => {
  it('has what an earlier run left open closed before anything is written', async () => {
    const to = store();
    const { box, left } = outbox(to);
    box.add([entry()]);
    await box.send();
    expect(to.asked).toEqual(['begin', 'write']);
    expect(left.map(({ id }) => id)).toEqual(['left']);
    expect(box.waiting).toEqual([]);
  });

  it('keeps what the store does not take, says why, and writes it later', async () => {
    const to = store();
    const { box } = outbox(to);
    await box.send();
    to.outcome = fail('Records_DiskFull');
    const one = entry();
    box.add([one]);
    await box.send();
    expect(box.failure.get()?.code).toBe('Records_DiskFull');
    expect(box.waiting).toEqual([one]);

    to.outcome = ok();
    await expect.poll(() => box.failure.get()).toBeNull();
    expect([...to.kept.values()]).toEqual([one]);
    expect(box.waiting).toEqual([]);
  });

  it('sends again what was perhaps written: the store knows it by its id', async () => {
    const to = store();
    to.dies = true;
    const { box } = outbox(to);
    box.add([entry(), entry()]);
    await box.send();
    expect(box.waiting).toHaveLength(2);
    to.dies = false;
    await box.send();
    expect(to.kept.size).toBe(2);
  });

  it('sends the newer version of what was being written meanwhile', async () => {
    const to = store();
    const { box } = outbox(to);
    const open = entry({ outcome: 'open' });
    box.add([open]);
    const sending = box.send();
    box.add([{ ...open, outcome: 'answered' }]);
    await sending;
    await box.send();
    expect(to.kept.get(open.id)?.outcome).toBe('answered');
  });

  it('tells a store that forgets all that it had, once its process is there again', async () => {
    const to = store();
    const { box } = outbox(to, false);
    box.add([entry(), entry()]);
    await box.send();
    to.kept.clear();
    box.storeStarted();
    await box.send();
    expect(to.kept.size).toBe(2);

    box.forget();
    to.kept.clear();
    box.storeStarted();
    await box.send();
    expect(to.kept.size).toBe(0);
  });
});
