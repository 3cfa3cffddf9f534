import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type GlpiStand, startGlpi } from '../../stand/support/glpi.ts';
import { fileOf, letterOf, post, replyTo } from '../../stand/support/letters.ts';
import { PATIENCE, runOutbox, settingsOf } from '../../stand/support/outbox.ts';

/** What the computer under the outbox does to it: a disk that is full, a clock that is set. */

const key = randomBytes(32);
const DAY_MS = 86_400_000;

let folder: string;
let glpi: GlpiStand;
let run: ReturnType<typeof runOutbox>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-adversity-'));
  glpi = await startGlpi({});
});
afterEach(async () => {
  vi.useRealTimers();
  run?.stop();
  await glpi.stop();
});

describe('a disk that is full', () => {
  beforeEach(() => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'bandeau-test', folder]);
    run = runOutbox({ folder, key, glpi: settingsOf(glpi) });
  });
  afterEach(() => {
    // Lazily: the records process may still be ending.
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  const fill = () => {
    expect(() => writeFileSync(join(folder, 'full'), new Uint8Array(4_000_000))).toThrow('ENOSPC');
  };
  const makeRoom = () => rmSync(join(folder, 'full'));

  it('has a report refused by name, and taken once there is room', async () => {
    await run.send(letterOf());
    fill();
    const letter = letterOf();
    await expect(post(run.records, letter, [fileOf('a.png', 200_000)])).rejects.toThrow('Records_DiskFull');
    makeRoom();
    await run.send(letter, [fileOf('a.png', 200_000)]);
    await run.until(letter.id, 'acknowledged');
    expect(glpi.desk.tickets).toHaveLength(2);
  });

  it('has nothing sent that could not be written down; then all of it goes, once', async () => {
    await glpi.stop();
    const letters = [letterOf(), letterOf()];
    for (const letter of letters) await run.send(letter, [fileOf('a.png', 50_000)]);
    await expect
      .poll(() => run.stateOf(letters[0]?.id ?? '')?.attempts, { timeout: PATIENCE })
      .toBeGreaterThan(0);
    fill();
    await expect
      .poll(() => run.outbox.state.get().failure?.code, { timeout: PATIENCE })
      .toBe('Records_DiskFull');
    await glpi.start();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(glpi.desk.tickets).toEqual([]);
    makeRoom();
    for (const { id } of letters) await run.until(id, 'acknowledged');
    expect(run.outbox.state.get().failure).toBeNull();
    expect([glpi.desk.tickets.length, glpi.desk.documents.length]).toEqual([2, 2]);
  });
});

describe('a clock that is set', () => {
  beforeEach(() => {
    run = runOutbox({ folder, key, glpi: settingsOf(glpi) });
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const setClock = (byMs: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + byMs });
  };

  it.each([
    ['back', -30 * DAY_MS],
    ['on', 30 * DAY_MS],
  ])('%s by a month while a report waits, makes it neither later nor lost', async (_way, by) => {
    await glpi.stop();
    const letter = letterOf();
    await run.send(letter);
    await expect.poll(() => run.stateOf(letter.id)?.attempts, { timeout: PATIENCE }).toBeGreaterThan(0);
    setClock(by);
    await glpi.start();
    const startedAt = performance.now();
    await run.until(letter.id, 'acknowledged');
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(glpi.desk.tickets).toHaveLength(1);
  });

  it('back between a report and its reply keeps their order, after a start too', async () => {
    await glpi.stop();
    const letter = letterOf();
    await run.send(letter);
    setClock(-DAY_MS);
    const reply = { ...replyTo(letter, 'Cela continue.'), createdAt: Date.now() };
    await run.send(reply);
    run.stop();
    await glpi.start();
    run = runOutbox({ folder, key, glpi: settingsOf(glpi) });
    await run.until(reply.id, 'acknowledged');
    expect(glpi.desk.followUps).toMatchObject([{ items_id: 1 }]);
    expect(glpi.desk.tickets).toHaveLength(1);
  });
});
