import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTurns, writeAtOnce, writeInTurns } from '../../../native/records/directory/turns.ts';

let folder: string;
let database: Database.Database;
/** What is on the disk: another connection sees only that. */
let disk: Database.Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'turns-'));
  const file = join(folder, 'turns.sqlite');
  database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.exec('create table t (value integer unique)');
  disk = new Database(file, { readonly: true });
});
afterEach(() => {
  disk.close();
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

const put = (value: number) => database.prepare<[number]>('insert into t values (?)').run(value);
const values = () => disk.prepare<[], number>('select value from t order by value').pluck().all();
/** Longer than a turn. */
const slowly = (act: () => void) => {
  const until = performance.now() + 20;
  act();
  while (performance.now() < until);
};

describe('what takes long', () => {
  it('lets others have their turn, and tells how far it is', async () => {
    const told: number[] = [];
    let turnsOfOthers = 0;
    const done = inTurns(
      [1, 2, 3],
      () => slowly(() => undefined),
      (count) => told.push(count),
    );
    for (let waiting = true; waiting; turnsOfOthers += 1) {
      waiting = await Promise.race([done.then(() => false), setImmediate(true)]);
    }
    expect(turnsOfOthers).toBeGreaterThan(2);
    expect(told).toEqual([1, 2, 3, 3]);
  });

  it('is on the disk when it ends', async () => {
    await writeInTurns(database, [1, 2, 3], put);
    expect(values()).toEqual([1, 2, 3]);
    expect(database.inTransaction).toBe(false);
  });

  it('leaves what others write in between on the disk, though it fails afterwards', async () => {
    const long = writeInTurns(database, [1, 2, 1], (value) => slowly(() => put(value)));
    await setImmediate();
    writeAtOnce(database, () => put(10));
    expect(values()).toContain(10);
    await expect(long).rejects.toThrow(/UNIQUE/);
    expect(values()).toContain(10);
    expect(database.inTransaction).toBe(false);
  });

  it('takes back what was not on the disk when it fails', async () => {
    await expect(writeInTurns(database, [1, 2, 1], put)).rejects.toThrow(/UNIQUE/);
    expect(values()).toEqual([]);
  });
});
