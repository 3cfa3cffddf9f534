import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Entry, EntryContent } from '../../../electron/directory/rules/entry.ts';
import type { Records } from '../../../electron/records/index.ts';
import { waitFor } from '../../stand/process.ts';
import { startRecords } from '../../stand/records/index.ts';

let folder: string;
let running: Records[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-directory-'));
  running = [];
});
afterEach(() => {
  for (const records of running) records.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(key: Uint8Array | null, where: string | null = folder) {
  const records = startRecords(where, key);
  running.push(records);
  return records;
}

const entry = (change: Partial<EntryContent> = {}): EntryContent => ({
  name: 'Dr DUPONT Hélène',
  kind: 'doctor',
  organisation: 'Cabinet du Port',
  service: null,
  town: 'Saint-Nazaire',
  numbers: [{ kind: 'office', number: '02 61 91 00 42' }],
  groups: ['Astreinte'],
  remarkable: null,
  ...change,
});

async function save(records: Records, content: EntryContent, id: number | null = null): Promise<Entry> {
  const saved = await records.call('directory.save', { id, content });
  if (!saved.ok) throw new Error(saved.failure.code);
  return saved.value;
}

async function namesFound(records: Records, text: string, group: string | null = null): Promise<string[]> {
  const found = await records.call('directory.search', { text, kind: null, group, limit: 20 });
  if (!found.ok) throw new Error(found.failure.code);
  return found.value.entries.map(({ name }) => name);
}

/** Everything in the folder, as somebody who reads the disk has it. */
function onDisk(): Buffer {
  return Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file))));
}

describe('the directory', () => {
  test('keeps what a person typed over a crash of its process', async () => {
    const records = start(randomBytes(32));
    const saved = await save(records, entry());
    process.kill(records.pids[0] ?? 0, 'SIGKILL');
    await waitFor(() => (records.pids.length > 1 ? true : undefined), {
      timeoutMs: 5_000,
      what: 'another process',
    });
    expect(await namesFound(records, 'helene dup')).toEqual(['Dr DUPONT Hélène']);
    expect(await namesFound(records, 'st naz')).toEqual(['Dr DUPONT Hélène']);
    expect(await namesFound(records, '02 61 91')).toEqual(['Dr DUPONT Hélène']);
    expect(await namesFound(records, '', 'Astreinte')).toEqual(['Dr DUPONT Hélène']);
    expect(await namesFound(records, 'durand')).toEqual([]);
    expect(saved).toMatchObject({ source: 'local', favourite: false });
  });

  test('changes, and takes away what may be put back', async () => {
    const records = start(randomBytes(32));
    const { id } = await save(records, entry());
    await save(records, entry({ name: 'Dr MARTIN Zoé', town: null }), id);
    expect(await namesFound(records, 'dupont')).toEqual([]);
    expect(await namesFound(records, 'zoe')).toEqual(['Dr MARTIN Zoé']);
    const removed = await records.call('directory.remove', { id });
    expect(removed).toMatchObject({ ok: true, value: { name: 'Dr MARTIN Zoé' } });
    expect(await namesFound(records, 'zoe')).toEqual([]);
    expect(await records.call('directory.remove', { id })).toMatchObject({
      failure: { code: 'Directory_Gone' },
    });
  });

  test('shows favourites first, whatever their name', async () => {
    const records = start(randomBytes(32));
    await save(records, entry({ name: 'Dr ABEL' }));
    const { id } = await save(records, entry({ name: 'Dr ZOLA' }));
    await records.call('directory.setFavourite', { id, favourite: true });
    expect(await namesFound(records, 'dr')).toEqual(['Dr ZOLA', 'Dr ABEL']);
    const favourites = await records.call('directory.favourites', undefined);
    expect(favourites).toMatchObject({ value: [{ name: 'Dr ZOLA', favourite: true }] });
  });

  test('knows who calls by any form of the number, a « patient remarquable » before others', async () => {
    const records = start(randomBytes(32));
    await save(records, entry());
    await save(
      records,
      entry({ name: 'M. BLANC', kind: 'other', remarkable: 'Hémophile : régulateur aussitôt' }),
    );
    for (const number of ['0261910042', '+33261910042', '0033261910042', '00261910042']) {
      expect(await records.call('directory.identify', { number })).toMatchObject({
        value: { name: 'M. BLANC', remarkable: 'Hémophile : régulateur aussitôt', others: 1 },
      });
    }
    expect(await records.call('directory.identify', { number: '0261910043' })).toEqual({
      ok: true,
      value: null,
    });
  });

  test('leaves nothing in clear of what was typed here', async () => {
    const key = randomBytes(32);
    const records = start(key);
    await save(records, entry({ name: 'BLANCHARDEAU', remarkable: 'Insulinodépendant' }));
    records.close();
    for (const secret of [
      'BLANCHARDEAU',
      'blanchardeau',
      'Insulino',
      '0261910042',
      '61910042',
      'Cabinet du Port',
    ]) {
      expect(onDisk().includes(secret)).toBe(false);
    }
    expect(await namesFound(start(key), 'blanch')).toEqual(['BLANCHARDEAU']);
  });

  test('whose key is gone tells how many entries cannot be opened, and works on', async () => {
    const records = start(randomBytes(32));
    await save(records, entry());
    records.close();
    const other = start(randomBytes(32));
    expect(await namesFound(other, 'dupont')).toEqual([]);
    expect(await other.call('directory.summary', undefined)).toMatchObject({ value: { unreadable: 1 } });
  });

  test('without secret storage refuses what it would have to write in clear', async () => {
    const records = start(null);
    expect(await records.call('directory.save', { id: null, content: entry() })).toMatchObject({
      failure: { code: 'Directory_NoSecretStorage' },
    });
    expect(await records.call('directory.summary', undefined)).toMatchObject({ value: { canSeal: false } });
  });

  test('in memory leaves no file', async () => {
    const records = start(randomBytes(32), null);
    await save(records, entry());
    expect(await namesFound(records, 'dupont')).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('takes any text for a search, and no other shape', async () => {
    const records = start(randomBytes(32));
    await save(records, entry());
    for (const text of [
      '"',
      '*',
      'a AND',
      'name : x',
      'NEAR(',
      "' or 1=1 --",
      '\u0000',
      '٣٤',
      '{name} : "x"',
      '-d',
    ]) {
      expect((await records.call('directory.search', { text, kind: null, group: null, limit: 5 })).ok).toBe(
        true,
      );
    }
    const limit = 5_000;
    expect(
      await records.call('directory.search', { text: 'd', kind: null, group: null, limit }),
    ).toMatchObject({
      failure: { code: 'Records_Refused' },
    });
  });
});
