import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordsStore } from '../../../electron/call-log/index.ts';
import { Outbox } from '../../../electron/call-log/outbox.ts';
import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import type { LogCursor } from '../../../electron/call-log/rules/query.ts';
import type { Records } from '../../../electron/records/index.ts';
import { waitFor } from '../../stand/process.ts';
import { startRecords } from '../../stand/records/index.ts';
import { anyQuery, entry } from '../../unit/call-log/entries.ts';
import { start as night } from '../../unit/call-log/phones.ts';

const key = randomBytes(32);
let folder: string;
let running: Records[];
let boxes: Outbox[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-call-log-'));
  running = [];
  boxes = [];
});
afterEach(async () => {
  for (const box of boxes) await box.close();
  for (const records of running) records.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A records process, and main's outbox to it. */
function open({ where = folder, secret = key as Uint8Array | null, durable = true } = {}) {
  const records = startRecords(where, secret);
  running.push(records);
  const left: LogEntry[] = [];
  const aside: string[] = [];
  const store = recordsStore(records);
  const box = new Outbox({
    store,
    durable,
    onLeftOpen: (entries) => left.push(...entries),
    times: { backOff: 20, maxBackOff: 100 },
  });
  boxes.push(box);
  records.onStarted(() => box.storeStarted());
  records.onEvent((event) => {
    if (event.type === 'set-aside') aside.push(event.file);
  });
  return { records, box, left, aside, store };
}

async function all(store: ReturnType<typeof recordsStore>): Promise<readonly LogEntry[]> {
  const found: LogEntry[] = [];
  let after: LogCursor | null = null;
  do {
    const page = await store.page({ ...anyQuery, after }, 200);
    if (!page.ok) throw new Error(page.failure.code);
    found.push(...page.value.entries);
    after = page.value.next;
  } while (after);
  return found;
}

const isEmpty = (box: Outbox, what: string) =>
  waitFor(async () => box.waiting.length === 0, { timeoutMs: 20_000, what });

describe('the call log in its process', () => {
  test('loses nothing and has nothing twice when the process is killed in the middle of writes', async () => {
    const { records, box, store } = open();
    const entries = Array.from({ length: 1_000 }, (_, index) => entry({ beganAt: night + index }));
    let killed = 0;
    for (let round = 0; round < 5; round += 1) {
      const some = entries.slice(round * 200, round * 200 + 200);
      box.add(some.map((one) => ({ ...one, outcome: 'open' })));
      box.add(some);
      const { length } = box.waiting;
      // The one that was killed may have said before what it wrote.
      const isWriting = () => records.pids.at(-1) !== killed && box.waiting.length < length;
      await waitFor(isWriting, { timeoutMs: 5_000, what: 'some to be written' });
      box.add(some.slice(0, 50));
      killed = records.pids.at(-1) ?? 0;
      process.kill(killed, 'SIGKILL');
    }
    await isEmpty(box, 'every entry to be written');
    expect(records.pids.length).toBeGreaterThan(5);
    expect(await all(store)).toEqual(entries.toReversed());
  });

  test('closes what the last run left open, and only that', async () => {
    const first = open();
    const call = entry({ outcome: 'open', endedAt: null });
    first.box.add([call, entry({ beganAt: night + 1 })]);
    await isEmpty(first.box, 'the entries to be written');
    first.records.close();

    const second = open();
    const mine = entry({ outcome: 'open', endedAt: null, beganAt: night + 2 });
    second.box.add([mine]);
    await isEmpty(second.box, 'the entry to be written');
    expect(second.left).toEqual([{ ...call, outcome: 'interrupted' }]);
    process.kill(second.records.pids.at(-1) ?? 0, 'SIGKILL');
    await delay(50);
    second.box.add([entry({ beganAt: night + 3 })]);
    await isEmpty(second.box, 'the process to be there again');
    const outcomes = (await all(second.store)).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['answered', 'open', 'answered', 'interrupted']);
  });

  test('keeps in memory what a full disk does not take, says so, and writes it once there is room', async () => {
    const disk = mountSmallDisk();
    if (!disk) return;
    try {
      const { box, store } = open({ where: join(disk, 'people') });
      box.add([entry()]);
      await isEmpty(box, 'the first entry to be written');
      const ballast = join(disk, 'ballast');
      fill(ballast);
      const entries = Array.from({ length: 400 }, (_, index) => entry({ beganAt: night + 1 + index }));
      box.add(entries);
      await waitFor(async () => box.failure.get()?.code === 'Records_DiskFull', {
        timeoutMs: 10_000,
        what: 'the full disk to be told',
      });
      expect(box.waiting.length).toBeGreaterThan(0);
      // What is there already can still be read.
      expect((await all(store)).length).toBeGreaterThan(0);

      rmSync(ballast);
      await isEmpty(box, 'the rest to be written');
      expect(box.failure.get()).toBeNull();
      expect(await all(store)).toHaveLength(401);
    } finally {
      for (const box of boxes.splice(0)) await box.close();
      for (const records of running.splice(0)) records.close();
      await delay(200);
      execFileSync('umount', ['-l', disk]);
    }
  });

  test('sets a damaged file aside, tells it, and goes on', async () => {
    const first = open();
    first.box.add(Array.from({ length: 300 }, (_, index) => entry({ beganAt: night + index })));
    await isEmpty(first.box, 'the entries to be written');
    first.records.close();
    await delay(200);
    const file = join(folder, 'call-log.sqlite');
    rmSync(`${file}-wal`, { force: true });
    writeFileSync(file, 'not a database at all, but long enough to be looked at');

    const { box, aside, store } = open();
    const one = entry();
    box.add([one]);
    await isEmpty(box, 'the new file to be written');
    expect(await all(store)).toEqual([one]);
    expect(aside).toHaveLength(1);
    expect(existsSync(aside[0] ?? '')).toBe(true);
  });

  test('sets aside what was sealed with another key', async () => {
    const first = open();
    first.box.add([entry()]);
    await isEmpty(first.box, 'the entry to be written');
    first.records.close();
    await delay(200);

    const { box, aside, store } = open({ secret: randomBytes(32) });
    await box.send();
    expect(await all(store)).toEqual([]);
    expect(aside).toHaveLength(1);
  });

  test('writes nothing at all where there is no key, and loses nothing when its process dies', async () => {
    const { records, box, store } = open({ secret: null, durable: false });
    box.add([entry({ beganAt: night + 1 }), entry()]);
    await isEmpty(box, 'the entries to be taken');
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)).length);
    expect(bytes.filter((length) => length > 0)).toEqual([]);

    process.kill(records.pids.at(-1) ?? 0, 'SIGKILL');
    await waitFor(async () => records.pids.length > 1, { timeoutMs: 5_000, what: 'another process' });
    await isEmpty(box, 'the entries to be taken again');
    expect(await all(store)).toHaveLength(2);
  });

  test('answers pages while it removes what is too old', async () => {
    const { box, store } = open();
    const old = Array.from({ length: 3_000 }, (_, index) => entry({ beganAt: night + index }));
    const recent = entry({ beganAt: night + 100_000 });
    box.add([...old, recent]);
    await isEmpty(box, 'the entries to be written');
    const purged = store.purge(night + 50_000);
    const startedAt = performance.now();
    const page = await store.page(anyQuery, 50);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(page.ok && page.value.entries[0]?.id).toBe(recent.id);
    expect((await purged).ok).toBe(true);
    expect(await all(store)).toEqual([recent]);
  });
});

/** A disk of its own, 1.5 MB, in memory; null where this account may not mount one. */
function mountSmallDisk(): string | null {
  const disk = join(folder, 'disk');
  try {
    execFileSync('mkdir', ['-p', disk]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1536k', 'tmpfs', disk], { stdio: 'ignore' });
    return disk;
  } catch {
    return null;
  }
}

/** Takes all the room that there is. */
function fill(file: string): void {
  for (let size = 1_500_000; size > 1_000; size = Math.floor(size / 1.3)) {
    try {
      writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {
      // What has found room stays.
    }
  }
}
