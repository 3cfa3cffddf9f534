import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Migration, openDatabase } from '../../../native/records/database.ts';

let folder: string;
let aside: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-records-'));
  aside = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const first: Migration = 'create table people (name text not null)';
const second: Migration = (database) => {
  database.exec("alter table people add column town text not null default 'Nantes'");
};

function open(migrations: readonly Migration[] = [first], durable = false) {
  const onSetAside = (file: string) => aside.push(file);
  return openDatabase({ folder, name: 'test', migrations, durable, binding: null, onSetAside });
}

describe('a file of records', () => {
  it('is made where it is not there, and keeps what was written', () => {
    open().exec("insert into people values ('Zoé')");
    expect(open().prepare('select name from people').all()).toEqual([{ name: 'Zoé' }]);
    expect(aside).toEqual([]);
  });

  it('is brought to the newest shape, each step once', () => {
    const old = open([first]);
    old.exec("insert into people values ('Zoé')");
    old.close();
    open([first, second]).close();
    const database = open([first, second]);
    expect(database.prepare('select * from people').all()).toEqual([{ name: 'Zoé', town: 'Nantes' }]);
  });

  it('keeps its old shape whole when a step fails', () => {
    open([first]).close();
    expect(() => open([first, 'create table more (a); nonsense'])).toThrow();
    const database = open([first, second]);
    expect(database.prepare("select count(*) n from sqlite_schema where name = 'more'").get()).toEqual({
      n: 0,
    });
  });

  it.each([
    [
      'is no database',
      () => writeFileSync(join(folder, 'test.sqlite'), 'not a database, but long enough to look'),
    ],
    ['was made by a newer program', () => open([first, second, first.replace('people', 'newer')]).close()],
  ])('that %s is set aside and told of; an empty one takes its place', (_, damage) => {
    damage();
    const before = readFileSync(join(folder, 'test.sqlite'));
    expect(open().prepare('select * from people').all()).toEqual([]);
    expect(aside).toHaveLength(1);
    expect(aside[0]).toMatch(/test\.sqlite\..+\.illisible$/);
    expect(readFileSync(aside[0] ?? '')).toEqual(before);
  });

  it('waits for the disk where what is in it was written by a person', () => {
    expect(open([first], true).pragma('synchronous', { simple: true })).toBe(2);
    expect(open([first], true).pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('is not there when everything is in memory', () => {
    const memory = openDatabase({
      folder: null,
      name: 'test',
      migrations: [first],
      durable: true,
      binding: null,
      onSetAside: () => expect.unreachable(),
    });
    memory.exec("insert into people values ('Zoé')");
    expect(readdirSync(folder)).toEqual([]);
  });
});
