import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ok } from '../../../electron/failures/index.ts';
import { openDatabase } from '../../../native/records/database.ts';
import { nothing, type Store } from '../../../native/records/operation.ts';
import { answerFrom } from '../../../native/records/service.ts';
import { StoreKeeper } from '../../../native/records/store-keeper.ts';

const operations = {
  'notes.add': { request: z.strictObject({ text: z.string().max(100) }), reply: nothing },
  'notes.all': { request: nothing, reply: z.array(z.string()) },
  'notes.bug': { request: nothing, reply: nothing },
} as const;

let folder: string;
let aside: string[];
let keeper: StoreKeeper;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-records-'));
  aside = [];
  const onSetAside = (file: string) => void aside.push(file);
  keeper = new StoreKeeper(operations, () => openNotes(folder, onSetAside), onSetAside);
});
afterEach(() => {
  keeper.close();
  rmSync(folder, { recursive: true, force: true });
});

function openNotes(where: string, onSetAside: (file: string) => void): Store<typeof operations> {
  const database = openDatabase({
    folder: where,
    name: 'notes',
    migrations: ['create table notes (text text not null)'],
    durable: false,
    binding: null,
    onSetAside,
  });
  const all = database.prepare<[], { text: string }>('select text from notes');
  return {
    database,
    handlers: {
      'notes.add': ({ text }) => {
        database.prepare('insert into notes values (?)').run(text);
        return ok();
      },
      'notes.all': () => ok(all.all().map(({ text }) => text)),
      'notes.bug': () => {
        throw new TypeError('a bug');
      },
    },
  };
}

const ask = (operation: string, value?: unknown) => answerFrom([keeper], { operation, value });

describe('a store', () => {
  it('is opened when it is first asked', async () => {
    expect(readdirSync(folder)).toEqual([]);
    expect(await ask('notes.add', { text: 'a' })).toEqual({ ok: true, value: undefined });
    expect(await ask('notes.all')).toEqual({ ok: true, value: ['a'] });
  });

  it.each<[string, unknown]>([
    ['no operation', { operation: 'notes.none', value: undefined }],
    ['a name of every object', { operation: 'constructor', value: undefined }],
    ['another shape', { operation: 'notes.add', value: { text: 'a', more: 1 } }],
    ['no request at all', 'notes.all'],
  ])('refuses %s', async (_, request) => {
    expect(await answerFrom([keeper], request)).toMatchObject({ failure: { code: 'Records_Refused' } });
  });

  it('whose file is damaged while it works sets it aside, and works on with an empty one', async () => {
    for (let index = 0; index < 300; index++)
      await ask('notes.add', { text: `note ${index}`.padEnd(90, '.') });
    keeper.close();
    const file = openSync(join(folder, 'notes.sqlite'), 'r+');
    // The root page of the table, not the head of the file: it opens all the same.
    writeSync(file, Buffer.alloc(4_096, 0xff), 0, 4_096, 4_096);
    closeSync(file);
    expect(await ask('notes.all')).toMatchObject({ failure: { code: 'Records_Damaged' } });
    expect(aside).toEqual([expect.stringMatching(/illisible$/)]);
    expect(readdirSync(folder)).toContain(aside[0]?.split(/[\\/]/).at(-1));
    expect(await ask('notes.all')).toEqual({ ok: true, value: [] });
  });

  it('that cannot be opened fails by name, and is tried again the next time', async () => {
    const nowhere = join(folder, 'notes.sqlite', 'below-a-file');
    await ask('notes.all');
    const lost = new StoreKeeper(
      operations,
      () => openNotes(nowhere, () => undefined),
      () => undefined,
    );
    expect(await lost.run('notes.all', undefined)).toMatchObject({
      failure: { code: 'Records_Unavailable' },
    });
  });

  it('does not hide a bug', async () => {
    await expect(ask('notes.bug')).rejects.toThrow('a bug');
  });
});
