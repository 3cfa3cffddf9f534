import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EntryContent } from '../../../electron/directory/rules/entry.ts';
import { openDatabase } from '../../../native/records/database.ts';
import { migrations } from '../../../native/records/directory/schema.ts';
import { openDirectory } from '../../../native/records/directory/store.ts';
import { asWritten } from '../../stand/records/index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-schema-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const content: EntryContent = {
  name: 'CHU Formation',
  kind: 'hospital',
  organisation: null,
  service: null,
  town: 'Nantes',
  numbers: [{ kind: 'office', number: '02 61 91 00 42' }],
  groups: [],
  remarkable: null,
};

describe('a directory of an older program', () => {
  it('is found by name and by number in this one', () => {
    const open = (steps: typeof migrations) =>
      openDatabase({
        folder,
        name: 'directory',
        migrations: steps,
        durable: false,
        binding: null,
        onSetAside: () => expect.unreachable(),
      });
    const old = open(migrations.slice(0, 1));
    old
      .prepare('insert into entries (source, source_id, name_key, card) values (?, ?, ?, ?)')
      .run('site', 'id:1', 'chu formation', JSON.stringify(content));
    old.exec(
      "insert into search (rowid, name, rest, tags) values (1, 'chu formation', 'nantes', 'khospital')",
    );
    old.exec("insert into numbers (number, entry) values ('+33261910042', 1)");
    old.close();

    const { database, handlers } = openDirectory({
      open: () => open(migrations),
      sealer: null,
      onDisk: true,
      ...asWritten,
      emit: () => undefined,
      binding: null,
    });
    for (const text of ['formation', 'nantes', '0261 91', '+33 2 61 91 00 42']) {
      expect(handlers['directory.search']({ text, kind: null, group: null, limit: 10 })).toMatchObject({
        value: { entries: [content], total: 1 },
      });
    }
    expect(handlers['directory.identify']({ number: '0261910042' })).toMatchObject({
      value: { name: 'CHU Formation' },
    });
    database.close();
  });
});
