import { randomBytes } from 'node:crypto';
import {
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { exportedRows } from '../../electron/directory/index.ts';
import { readSearch, toMatch } from '../../electron/directory/rules/search-query.ts';
import { csvTable } from '../../electron/shared/csv.ts';
import { openDatabase } from '../../native/records/database.ts';
import { openDirectory } from '../../native/records/directory/store.ts';
import { createSealer } from '../../native/records/sealer.ts';
import { startDisplay } from '../stand/display.ts';
import { asWritten, startRecords } from '../stand/records/index.ts';
import { startSite } from '../stand/site.ts';
import { work } from './at-work.ts';
import { generatedEntry } from './directory/generated.ts';
import { openDirectoryTab, typeAndSee } from './directory/in-station.ts';
import { inPage } from './in-page.ts';
import { prepareProgram } from './program.ts';
import type { Findings } from './report.ts';
import { percentile } from './statistics.ts';

const ENTRIES = 100_000;
const SHOWN = 40;
const STATION = 'app://bandeau/station/';
const MINUTES_15 = 15 * 60_000;
const limits = { searchP95Ms: 16, toPaintP95Ms: 50, importMsPerThousand: 50 };

/** What people type, and stop typing in the middle of. */
const typed = [
  'dupont jean',
  'martin marie',
  'st nazaire urgences',
  'chu nantes cardio',
  'ambulances lefevre',
  'ehpad zoe',
  'coueron',
  'commissariat rez',
  '02 61 91 05 06',
  '0639981',
  'dr le goff',
  'smur pornic',
];
const searches = typed.flatMap((text) => Array.from(text, (_, index) => text.slice(0, index + 1)));

/**
 * A hundred thousand entries: imported from a table by the records process, as a site does; searched at each key as
 * people type, in the process and in the page until it has painted. Beside it, the same rows in an FTS5 table by the
 * library alone, in one transaction.
 */
export async function measureDirectory(): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-bench-directory-'));
  try {
    const entries = Array.from({ length: ENTRIES }, (_, index) => ({
      ...generatedEntry(index),
      id: index,
      favourite: false,
      source: 'bench',
    }));
    const file = join(folder, 'annuaire.csv');
    writeFileSync(file, csvTable(exportedRows(entries)));
    const people = join(folder, 'people');
    const imports = [await timedImport(people, file)];
    for (const again of ['second', 'third']) imports.push(await timedImport(join(folder, again), file));
    const importMs = percentile(imports, 0.5);
    const own = searchIn(people);
    const raw = rawLibrary(entries);
    const painted = await searchInPage(people);
    const figures = {
      searchP95Ms: percentile(own, 0.95),
      toPaintP95Ms: percentile(painted, 0.95),
      importMsPerThousand: importMs / (ENTRIES / 1_000),
      searchP50Ms: percentile(own, 0.5),
      slowestSearchMs: Math.max(...own),
      toPaintP50Ms: percentile(painted, 0.5),
      keysPainted: painted.length,
      entriesPerSecond: ENTRIES / (importMs / 1_000),
      rawSearchP95Ms: percentile(raw.searches, 0.95),
      rawInsertMsPerThousand: raw.insertMs / (ENTRIES / 1_000),
    };
    return { name: 'directory', figures, limits, meanings };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const meanings = {
  searchP95Ms: 'at each key of what people type, in the process',
  toPaintP95Ms: 'from the key in the page to the frame that shows what was found',
  importMsPerThousand: 'from the file to the last entry on the disk, its preview included; median of three',
  rawSearchP95Ms: 'the same words in FTS5 alone, not ranked',
  rawInsertMsPerThousand: 'name and the rest into FTS5 alone, nothing read, checked or compared',
};

async function timedImport(people: string, path: string): Promise<number> {
  const records = startRecords(people, randomBytes(32));
  try {
    await records.call('directory.summary', undefined);
    const since = performance.now();
    const read = await records.call('directory.readFile', { path, source: 'bench' }, MINUTES_15);
    const applied = await records.call('directory.apply', { source: 'bench' }, MINUTES_15);
    const took = performance.now() - since;
    if (!read.ok || !applied.ok || applied.value.added !== ENTRIES)
      throw new Error('the import is not whole');
    return took;
  } finally {
    records.close();
  }
}

function searchIn(people: string): number[] {
  const { database, handlers } = openDirectory({
    open: (own) => openDatabase({ ...own, folder: people, binding: null, onSetAside: () => undefined }),
    sealer: createSealer(randomBytes(32)),
    onDisk: true,
    ...asWritten,
    emit: () => undefined,
    binding: null,
  });
  const search = (text: string) =>
    handlers['directory.search']({ text, kind: null, group: null, limit: SHOWN });
  const times = timesOf(search);
  database.close();
  return times;
}

function timesOf(search: (text: string) => unknown): number[] {
  for (const text of searches) search(text);
  const times: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    for (const text of searches) {
      const since = performance.now();
      search(text);
      times.push(performance.now() - since);
    }
  }
  return times;
}

function rawLibrary(entries: readonly { name: string; organisation: string | null; town: string | null }[]) {
  const database = new Database(':memory:');
  database.exec("create virtual table t using fts5(name, rest, tokenize = 'unicode61 remove_diacritics 2')");
  const insert = database.prepare('insert into t values (?, ?)');
  const since = performance.now();
  database.transaction(() => {
    for (const { name, organisation, town } of entries)
      insert.run(name, `${organisation ?? ''} ${town ?? ''}`);
  })();
  const insertMs = performance.now() - since;
  const find = database.prepare(`select * from t where t match ? limit ${SHOWN}`);
  const times = timesOf((text) => {
    const query = readSearch(text);
    return query?.kind === 'words' ? find.all(toMatch(query.words)) : null;
  });
  database.close();
  return { insertMs, searches: times };
}

/** In the product, whose profile has the directory already. */
async function searchInPage(people: string): Promise<number[]> {
  const site = await startSite({ telephony: 'simulated', cards: 'tokens' });
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const start = prepareProgram({
    display: display.name,
    configuration: site.configuration,
    environment: site.environment,
    fill: (profile) => copyOwned(people, join(profile, 'people')),
  });
  const program = await start();
  try {
    await work(program.inspector, site, site.numbers[0] ?? '');
    await program.inspector.evaluate(STATION, inPage(openDirectoryTab, undefined));
    const times = await program.inspector.evaluate(STATION, inPage(typeAndSee, searches));
    return z.array(z.number()).parse(times);
  } finally {
    await program.stop();
    await display.stop();
    await site.stop();
  }
}

function copyOwned(from: string, to: string): void {
  const { uid, gid } = statSync(join(to, '..'));
  mkdirSync(to);
  cpSync(from, to, { recursive: true });
  for (const path of [to, ...readdirSync(to).map((name) => join(to, name))]) chownSync(path, uid, gid);
}
