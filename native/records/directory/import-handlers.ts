import { basename, extname } from 'node:path';
import type Database from 'better-sqlite3';
import { localSource } from '../../../electron/directory/rules/entry.ts';
import { fail, ok } from '../../../electron/failures/index.ts';
import type { Handlers } from '../operation.ts';
import type { StoreContext } from '../stores.ts';
import type { EntryTable } from './entry-table.ts';
import { Import } from './importing.ts';
import type { Reading } from './imports/parsed.ts';
import { readInThread } from './imports/read-in-thread.ts';
import type { directoryOperations } from './operations.ts';
import { writeAtOnce } from './turns.ts';

type ImportOperations = Pick<
  typeof directoryOperations,
  | 'directory.readFile'
  | 'directory.readLdap'
  | 'directory.preview'
  | 'directory.apply'
  | 'directory.discard'
  | 'directory.forgetSource'
>;

/** Imports, one at a time: what was read waits here until somebody has looked at its report. */
export function importHandlers(
  database: Database.Database,
  table: EntryTable,
  { emit, readingThread }: Pick<StoreContext, 'emit' | 'readingThread'>,
): Handlers<ImportOperations> {
  let read: Import | null = null;
  /** The import that is being written, or was last: what changes the same entries waits for it. */
  let writing: Promise<unknown> = Promise.resolve();
  const begin = async (reading: Reading, source: string) => {
    read = null;
    const begun = await Import.of(database, table, reading);
    if (!begun.ok) return begun;
    read = begun.value;
    return ok(await begun.value.preview(source));
  };
  return {
    'directory.readFile': ({ path, source }) =>
      begin(readInThread(readingThread, path), source ?? sourceOf(path)),
    'directory.readLdap': async ({ settings, source }) => {
      const { readLdap } = await import('./imports/ldap.ts');
      return begin(readLdap(settings), source);
    },
    'directory.preview': async ({ source }) =>
      read ? ok(await read.preview(source)) : fail('Directory_NothingRead'),
    'directory.apply': async ({ source }) => {
      const applied = read;
      read = null;
      if (!applied) return fail('Directory_NothingRead');
      const tell = (done: number, total: number) => emit({ type: 'directory-import', done, total });
      const report = writing.then(() => applied.apply(source, tell));
      writing = report.catch(() => undefined);
      return ok(await report);
    },
    'directory.discard': () => {
      read = null;
      return ok();
    },
    'directory.forgetSource': async ({ source }) => {
      await writing;
      writeAtOnce(database, () => {
        for (const id of table.idsOf(source).values()) table.remove(id);
        database.prepare<[string]>('delete from sources where name = ?').run(source);
      });
      return ok();
    },
  };
}

/** « annuaire_samu_2026-11-28 (2).csv » is « annuaire samu »: next month's file replaces it. */
export function sourceOf(path: string): string {
  const name = basename(path, extname(path))
    .replace(/\(\d+\)|\d{2,4}[-_.]\d{2}([-_.]\d{2,4})?|\d{6,8}/g, ' ')
    .replace(/[\s_]+/g, ' ')
    .replace(/^[\s-]+|[\s-]+$/g, '')
    .slice(0, 100);
  return name === '' || name === localSource ? 'annuaire' : name;
}
