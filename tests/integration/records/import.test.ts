import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Records } from '../../../electron/records/index.ts';
import { startRecords } from '../../stand/records/index.ts';

let folder: string;
let running: Records[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bandeau-import-'));
  running = [];
});
afterEach(() => {
  for (const records of running) records.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(key: Uint8Array | null = randomBytes(32)): Records {
  const records = startRecords(join(folder, 'people'), key);
  running.push(records);
  return records;
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function importFile(records: Records, path: string, source = 'site') {
  const read = await records.call('directory.readFile', { path, source });
  if (!read.ok) throw new Error(read.failure.code);
  const applied = await records.call('directory.apply', { source });
  if (!applied.ok) throw new Error(applied.failure.code);
  expect(applied.value).toEqual(read.value);
  return applied.value;
}

async function find(records: Records, text: string) {
  const found = await records.call('directory.search', { text, kind: null, group: null, limit: 50 });
  if (!found.ok) throw new Error(found.failure.code);
  return found.value.entries;
}

const head = 'Code;Nom;Tél;Ville;Patient remarquable;Consigne\n';

describe('what an import brought', () => {
  const lines = (count: number) =>
    Array.from(
      { length: count },
      (_, at) => `${at};Ambulances ${String(at).padStart(3, '0')};0261${910_000 + at};;;`,
    );
  const search = async (records: Records, text: string, limit: number) => {
    const found = await records.call('directory.search', { text, kind: null, group: null, limit });
    if (!found.ok) throw new Error(found.failure.code);
    return { names: found.value.entries.map(({ name }) => name), total: found.value.total };
  };

  test('is counted beyond what is shown, and the rest follows what was shown before', async () => {
    const records = start();
    await importFile(records, file('a.csv', `${head}${lines(126).join('\n')}\n`));
    const first = await search(records, 'ambulances', 40);
    const more = await search(records, 'ambulances', 80);
    expect([first.names.length, first.total, more.names.length, more.total]).toEqual([40, 126, 80, 126]);
    expect(more.names.slice(0, 40)).toEqual(first.names);
    expect((await search(records, 'ambulances', 500)).names.at(-1)).toBe('Ambulances 125');
    expect(await search(records, '026191001', 40)).toMatchObject({ total: 10 });
    expect(await search(records, 'rien de tel', 40)).toEqual({ names: [], total: 0 });
  });

  test('does not keep searches waiting while it is read', async () => {
    const records = start();
    await importFile(records, file('a.csv', `${head}${lines(10).join('\n')}\n`));
    const path = file('b.csv', `${head}${lines(60_000).join('\n')}\n`);
    let isRead = false;
    const since = performance.now();
    const reading = records.call('directory.readFile', { path, source: 'other' }).then((read) => {
      isRead = true;
      return { ok: read.ok, took: performance.now() - since };
    });
    let longest = 0;
    while (!isRead) {
      const asked = performance.now();
      await search(records, 'ambulances', 40);
      longest = Math.max(longest, performance.now() - asked);
    }
    const { ok, took } = await reading;
    expect(ok).toBe(true);
    expect(longest).toBeLessThan(took / 4);
  });

  test('is found by number within a category, however many have that number in another', async () => {
    const records = start();
    const hospital = '9999;Clinique Formation;0261919999;;;\n';
    await importFile(records, file('a.csv', `${head}${lines(1_200).join('\n')}\n${hospital}`));
    const found = await records.call('directory.search', {
      text: '0261 9',
      kind: 'hospital',
      group: null,
      limit: 40,
    });
    expect(found).toMatchObject({ value: { entries: [{ name: 'Clinique Formation' }], total: 1 } });
  });

  test('is said to be more than 500 where it is', async () => {
    const records = start();
    await importFile(records, file('a.csv', `${head}${lines(600).join('\n')}\n`));
    expect(await search(records, 'ambulances', 40)).toMatchObject({ total: 501 });
  });
});

describe('an import', () => {
  test('tells beforehand what it does, and does it once', async () => {
    const records = start();
    const path = file('annuaire.csv', `${head}1;CHU;02 61 91 00 01;Nantes;;\n2;CODIS;18;;;\n3;;15;;;\n`);
    expect(await importFile(records, path)).toMatchObject({ added: 2, updated: 0, removed: 0, refused: 1 });
    expect(await importFile(records, path)).toMatchObject({ added: 0, unchanged: 2, removed: 0, refused: 1 });
    expect(await find(records, 'chu')).toMatchObject([{ name: 'CHU', source: 'site' }]);
  });

  test('changes and removes what its source does, and leaves favourites and other entries alone', async () => {
    const records = start();
    await importFile(
      records,
      file('a.csv', `${head}1;CHU;02 61 91 00 01;;;\n2;CODIS;18;;;\n3;EHPAD;02 61 91 00 03;;;\n`),
    );
    await importFile(records, file('b.csv', `${head}1;Autre;02 61 91 00 09;;;\n`), 'autre');
    const [chu] = await find(records, 'chu');
    await records.call('directory.setFavourite', { id: chu?.id ?? 0, favourite: true });
    const report = await importFile(
      records,
      file('c.csv', `${head}1;CHU neuf;02 61 91 00 02;;;\n2;CODIS;18;;;\n`),
    );
    expect(report).toMatchObject({ added: 0, updated: 1, unchanged: 1, removed: 1 });
    expect(await find(records, 'chu')).toMatchObject([{ id: chu?.id, name: 'CHU neuf', favourite: true }]);
    expect(await find(records, 'ehpad')).toEqual([]);
    expect(await find(records, 'autre')).toHaveLength(1);
    expect(await records.call('directory.identify', { number: '0261910001' })).toEqual({
      ok: true,
      value: null,
    });
    expect(await records.call('directory.identify', { number: '0261910002' })).toMatchObject({
      value: { name: 'CHU neuf' },
    });
    await records.call('directory.forgetSource', { source: 'site' });
    expect(await find(records, 'co')).toEqual([]);
    expect(await records.call('directory.summary', undefined)).toMatchObject({
      value: { entries: 1, sources: [{ name: 'autre', entries: 1 }] },
    });
  });

  test('without ids knows an entry by what it is called', async () => {
    const records = start();
    const text = 'Nom;Ville;Tél\nSMUR;Nantes;15\nSMUR;Rezé;1501\nSMUR;Rezé;1502\n';
    expect(await importFile(records, file('a.csv', text))).toMatchObject({ added: 3 });
    expect(await importFile(records, file('b.csv', text.replace('1502', '1503')))).toMatchObject({
      updated: 1,
      unchanged: 2,
      removed: 0,
    });
  });

  test('seals a « patient remarquable », and knows it again', async () => {
    const key = randomBytes(32);
    const records = start(key);
    const path = file('a.csv', `${head}9;BLANCHARDEAU;02 61 91 00 77;Nantes;oui;Hémophile sévère\n`);
    await importFile(records, path);
    expect(await importFile(records, path)).toMatchObject({ unchanged: 1, removed: 0 });
    records.close();
    rmSync(path);
    const people = join(folder, 'people');
    const bytes = Buffer.concat(readdirSync(people).map((name) => readFileSync(join(people, name))));
    for (const secret of ['BLANCHARDEAU', 'blanchardeau', 'Hémophile', '261910077']) {
      expect(bytes.includes(secret)).toBe(false);
    }
    expect(await start(key).call('directory.identify', { number: '+33 2 61 91 00 77' })).toMatchObject({
      value: { remarkable: 'Hémophile sévère' },
    });
  });

  test('leaves nothing in clear of an entry that becomes a « patient remarquable »', async () => {
    const records = start();
    const others = '2;CHU;15;;;\n3;SMUR;1501;;;\n';
    const line = (flag: string) => `${head}9;BLANCHARDEAU;02 61 91 00 77;Nantes;${flag}\n${others}`;
    await importFile(records, file('a.csv', line(';')));
    expect(await importFile(records, file('a.csv', line('oui;Rappeler')))).toMatchObject({
      updated: 1,
      unchanged: 2,
    });
    expect(await find(records, 'blanch')).toMatchObject([{ remarkable: 'Rappeler' }]);
    records.close();
    const people = join(folder, 'people');
    const bytes = Buffer.concat(readdirSync(people).map((name) => readFileSync(join(people, name))));
    for (const secret of ['BLANCHARDEAU', 'blanchardeau', '261910077'])
      expect(bytes.includes(secret)).toBe(false);
  });

  test('without secret storage takes the others, and refuses those by name', async () => {
    const report = await importFile(start(null), file('a.csv', `${head}1;CHU;15;;;\n2;B;18;;oui;x\n`));
    expect(report).toMatchObject({
      added: 1,
      refused: 1,
      issues: [{ line: 3, reason: 'no-secret-storage' }],
    });
  });

  test('answers searches while it runs', async () => {
    const records = start();
    const lines = Array.from(
      { length: 20_000 },
      (_, index) => `${index};Dr N${index};02 61 91 00 01;Nantes;;`,
    );
    const path = file('a.csv', head + lines.join('\n'));
    await records.call('directory.readFile', { path, source: 'site' });
    let done = 0;
    records.onEvent((event) => {
      if (event.type === 'directory-import') done = event.done;
    });
    const applied = records.call('directory.apply', { source: 'site' });
    let searchesMeanwhile = 0;
    while (done < 20_000) {
      await find(records, 'dr n1');
      searchesMeanwhile += 1;
    }
    expect(await applied).toMatchObject({ ok: true, value: { added: 20_000 } });
    expect(searchesMeanwhile).toBeGreaterThan(2);
  });

  test.each([
    ['that is not there', (): string => join(folder, 'none.csv'), 'Directory_FileUnreadable'],
    [
      'that is no table',
      (): string => file('a.csv', randomBytes(5_000).toString('latin1')),
      'Directory_ColumnsUnknown',
    ],
    ['without headers', (): string => file('a.csv', 'CHU;15\nSMUR;1501\n'), 'Directory_ColumnsUnknown'],
    [
      'with an endless line',
      (): string => file('a.csv', `Nom;Tél\n"${'x'.repeat(1_000_000)}`),
      'Directory_FileMalformed',
    ],
    ['that is empty', (): string => file('a.csv', ''), 'Directory_ColumnsUnknown'],
  ])('of a file %s is refused by name', async (_, path, code) => {
    const records = start();
    const read = await records.call('directory.readFile', { path: path(), source: null });
    expect(read).toMatchObject({ ok: false });
    if (!read.ok && code !== 'Directory_ColumnsUnknown') expect(read.failure.code).toBe(code);
    expect(await records.call('directory.apply', { source: 'x' })).toMatchObject({
      failure: { code: 'Directory_NothingRead' },
    });
  });
});
