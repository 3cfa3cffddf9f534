import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { recordsStore } from '../../electron/call-log/index.ts';
import type { LogCursor, LogPage, LogQuery } from '../../electron/call-log/rules/query.ts';
import { PAGE } from '../../electron/call-log/rules/query.ts';
import { CallLogTable, callLogMigrations } from '../../native/records/call-log-table.ts';
import { openDatabase } from '../../native/records/database.ts';
import { createSealer } from '../../native/records/sealer.ts';
import { startRecords } from '../stand/records/index.ts';
import { AGENTS, agentOf, callAt, numberOf } from './log-rows.ts';
import type { Findings } from './report.ts';
import { percentile } from './statistics.ts';

const ROWS = 1_000_000;
const BATCH = 10_000;
const SAMPLES = 40;
const WARM_UPS = 5;
const limits = { pageP95Ms: 30, filterP95Ms: 30, slowestFilterP95Ms: 30 };

type Ask = (query: LogQuery) => Promise<LogPage>;

const any: LogQuery = {
  text: '',
  direction: null,
  outcomes: null,
  from: null,
  to: null,
  agent: null,
  after: null,
};

/**
 * A million calls in a file, sealed as they always are: pages and filters as main asks them of the records process;
 * beside it, the same calls in clear in a table of their own with the usual indexes, asked in the same process as
 * the benchmark. What is measured includes the way to the process and back.
 */
export async function measureLog(): Promise<Findings> {
  const folder = await mkdtemp(join(tmpdir(), 'bandeau-bench-log-'));
  const key = randomBytes(32);
  try {
    const madeAt = performance.now();
    makeLog(folder, key);
    const plainAt = performance.now();
    const plain = makePlain(folder);
    const readyAt = performance.now();
    const records = startRecords(folder, key);
    const store = recordsStore(records);
    const ask: Ask = async (query) => {
      const page = await store.page(query, PAGE);
      if (!page.ok) throw new Error(page.failure.code);
      return page.value;
    };
    try {
      await ask(any);
      const pages = await pageTimes(ask);
      const filters = await filterTimes(ask);
      const rawPages = await pageTimes(async ({ after }) => plain.page(after));
      const rawFilters = await timesOf((index) => plain.byNumber(numberOf(index * 7_919).slice(-4)));
      const all = Object.values(filters).flat();
      const figures = {
        pageP95Ms: percentile(pages, 0.95),
        filterP95Ms: percentile(all, 0.95),
        slowestFilterP95Ms: Math.max(...Object.values(filters).map((times) => percentile(times, 0.95))),
        pageP50Ms: percentile(pages, 0.5),
        filterP50Ms: percentile(all, 0.5),
        ...Object.fromEntries(
          Object.entries(filters).map(([name, times]) => [`${name}P95Ms`, percentile(times, 0.95)]),
        ),
        rawPageP95Ms: percentile(rawPages, 0.95),
        rawNumberP95Ms: percentile(rawFilters, 0.95),
        fillSeconds: (plainAt - madeAt) / 1_000,
        rawFillSeconds: (readyAt - plainAt) / 1_000,
      };
      return { name: 'log', figures, limits, meanings };
    } finally {
      records.close();
      plain.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const meanings = {
  pageP95Ms: 'fifty calls, from the newest back through the log, and from anywhere in it',
  filterP95Ms: 'the first fifty of each filter below',
  slowestFilterP95Ms: 'the filter below that is slowest',
  rawPageP95Ms: 'the same pages from a table in clear, without a process between',
  rawNumberP95Ms: 'the last four digits in that table, by an index of reversed numbers',
  fillSeconds: 'making a million sealed calls and their terms',
  rawFillSeconds: 'making a million calls in clear',
};

function makeLog(folder: string, key: Uint8Array): void {
  const database = openDatabase({
    folder,
    name: 'call-log',
    migrations: callLogMigrations,
    durable: false,
    binding: null,
    onSetAside: () => {},
  });
  // The benchmark's file need not survive a power cut.
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -262144');
  // The terms lie in a heap that takes their table's name until all are there, and go to it in its order: put in one by
  // one, each would be looked for in a table of twelve million.
  database.exec('CREATE TEMP TABLE terms (term INTEGER, class INTEGER, began INTEGER, seq INTEGER)');
  const table = new CallLogTable(database, createSealer(key));
  table.isReadable();
  const now = Date.now();
  for (let from = 0; from < ROWS; from += BATCH) {
    table.write(Array.from({ length: BATCH }, (_, index) => callAt(from + index, ROWS, now)));
  }
  database.exec('INSERT OR IGNORE INTO main.terms SELECT * FROM temp.terms ORDER BY term, class, began, seq');
  database.close();
}

/** What a log in clear would be. */
function makePlain(folder: string) {
  const database = new Database(join(folder, 'plain.sqlite'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = OFF');
  database.exec('CREATE TABLE calls (seq INTEGER PRIMARY KEY, began INTEGER, reversed TEXT, entry TEXT)');
  const insert = database.prepare('INSERT INTO calls (began, reversed, entry) VALUES (?, ?, ?)');
  const now = Date.now();
  database.transaction(() => {
    for (let index = 0; index < ROWS; index += 1) {
      const entry = callAt(index, ROWS, now);
      const reversed = [...(entry.number ?? '')].reverse().join('');
      insert.run(entry.beganAt, reversed, JSON.stringify(entry));
    }
  })();
  database.exec('CREATE INDEX by_time ON calls (began); CREATE INDEX by_number ON calls (reversed, began)');
  interface Row {
    readonly seq: number;
    readonly entry: string;
  }
  const pages = database.prepare<[number, number, number], Row>(
    'SELECT seq, entry FROM calls WHERE (began, seq) < (?, ?) ORDER BY began DESC, seq DESC LIMIT ?',
  );
  const numbers = database.prepare<[string, string, number], Row>(
    'SELECT seq, entry FROM calls WHERE reversed >= ? AND reversed < ? ORDER BY began DESC LIMIT ?',
  );
  const far = { beganAt: Number.MAX_SAFE_INTEGER, seq: 0 };
  const toPage = (rows: readonly Row[]): LogPage => {
    const entries = rows.map(({ entry }) => JSON.parse(entry));
    const last = rows.at(-1);
    return { entries, next: last ? { beganAt: entries.at(-1).beganAt, seq: last.seq } : null };
  };
  return {
    page: (after: LogCursor | null) => {
      const { beganAt, seq } = after ?? far;
      return toPage(pages.all(beganAt, seq, PAGE));
    },
    byNumber: async (suffix: string) => {
      const reversed = [...suffix].reverse().join('');
      return toPage(numbers.all(reversed, `${reversed}:`, PAGE));
    },
    close: () => database.close(),
  };
}

/** One page after the other from the newest, then pages from anywhere. */
async function pageTimes(ask: Ask): Promise<readonly number[]> {
  let after: LogCursor | null = null;
  const onwards = await timesOf(async () => {
    const page: LogPage = await ask({ ...any, after });
    after = page.next;
    return page;
  });
  const now = Date.now();
  const anywhere = await timesOf((index) =>
    ask({ ...any, after: { beganAt: now - ((index * 524_287) % ROWS) * 40_000, seq: 0 } }),
  );
  return [...onwards, ...anywhere];
}

/** What people look for, and what makes a search hard: common names, several conditions, nothing found. */
async function filterTimes(ask: Ask): Promise<Readonly<Record<string, readonly number[]>>> {
  const now = Date.now();
  const day = 86_400_000;
  const queries: Readonly<Record<string, (index: number) => Partial<LogQuery>>> = {
    missed: () => ({ outcomes: ['missed', 'abandoned', 'recovered'] }),
    outbound: () => ({ direction: 'outbound' }),
    mine: (index) => ({ agent: agentOf(index) }),
    period: (index) => ({ from: now - (index + 2) * 7 * day, to: now - (index + 1) * 7 * day }),
    lastFour: (index) => ({ text: numberOf(index * 7_919).slice(-4) }),
    lastFive: (index) => ({ text: numberOf(index * 7_919).slice(-5) }),
    wholeNumber: (index) => ({ text: numberOf(index * 7_919) }),
    unknownNumber: (index) => ({ text: `07${String(index).padStart(8, '0')}` }),
    name: (index) => ({ text: ['pompiers', 'til', 'smur nantes', 'durand', 'clinique'][index % 5] ?? '' }),
    nameNobodyHas: (index) => ({ text: ['pompierz', 'tilleulz', 'clinic', 'ambulanza'][index % 4] ?? '' }),
    twoNames: () => ({ text: 'pompiers nantes' }),
    everything: (index) => ({
      text: 'pompiers',
      agent: agentOf(index),
      outcomes: ['missed'],
      direction: 'inbound',
      from: now - 400 * day,
    }),
    nothing: (index) => ({ outcomes: ['recovered'], agent: agentOf(index % AGENTS), direction: 'outbound' }),
  };
  const times: Record<string, readonly number[]> = {};
  for (const [name, query] of Object.entries(queries)) {
    times[name] = await timesOf((index) => ask({ ...any, ...query(index) }));
  }
  return times;
}

/** Milliseconds that each asking takes. */
async function timesOf(ask: (index: number) => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < WARM_UPS + SAMPLES; index += 1) {
    const askedAt = performance.now();
    await ask(index);
    if (index >= WARM_UPS) times.push(performance.now() - askedAt);
  }
  return times;
}
