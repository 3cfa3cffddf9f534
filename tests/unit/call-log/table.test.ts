import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogEntry, Outcome } from '../../../electron/call-log/rules/entry.ts';
import type { LogCursor, LogQuery } from '../../../electron/call-log/rules/query.ts';
import { matchesQuery } from '../../../electron/call-log/rules/terms.ts';
import { CallLogTable, callLogMigrations } from '../../../native/records/call-log-table.ts';
import { openDatabase } from '../../../native/records/database.ts';
import { createSealer } from '../../../native/records/sealer.ts';
import { anyQuery, entry } from './entries.ts';
import { start } from './phones.ts';

const secret = randomBytes(32);
let folder: string;
let database: Database.Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'call-log-'));
});

afterEach(() => {
  database?.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(onDisk = false, key: Uint8Array = secret): CallLogTable {
  database = openDatabase({
    folder: onDisk ? folder : null,
    name: 'call-log',
    migrations: callLogMigrations,
    durable: true,
    binding: null,
    onSetAside: () => {},
  });
  return new CallLogTable(database, createSealer(key));
}

/** Everything that a query finds, page by page. */
function all(table: CallLogTable, over: Partial<LogQuery> = {}, size = 3): readonly LogEntry[] {
  const found: LogEntry[] = [];
  let after: LogCursor | null = null;
  do {
    const page = table.page({ ...anyQuery, ...over, after }, size);
    expect(page.entries.length).toBeLessThanOrEqual(size);
    found.push(...page.entries);
    after = page.next;
  } while (after);
  return found;
}

describe('the table of the call log', () => {
  it('gives back what was written, the newest first, page by page', () => {
    const table = open();
    const entries = Array.from({ length: 10 }, (_, index) => entry({ beganAt: start + index }));
    table.write(entries);
    expect(all(table)).toEqual(entries.toReversed());
  });

  it('keeps an entry once, however often and in whatever state it is written', () => {
    const table = open();
    const open_ = entry({ outcome: 'open', name: 'Pompiers' });
    table.write([open_, open_]);
    const closed: LogEntry = { ...open_, outcome: 'answered', name: 'Smur Nantes', beganAt: start - 5 };
    table.write([closed]);
    table.write([closed]);
    expect(all(table)).toEqual([closed]);
    expect(all(table, { outcomes: ['open'] })).toEqual([]);
    expect(all(table, { text: 'pompiers' })).toEqual([]);
    expect(all(table, { text: 'smur' })).toEqual([closed]);
  });

  it('does not repeat or skip entries of the same millisecond', () => {
    const table = open();
    const entries = Array.from({ length: 8 }, () => entry());
    table.write(entries);
    const ids = all(table).map(({ id }) => id);
    expect([...ids].sort()).toEqual(entries.map(({ id }) => id).sort());
  });

  it('goes on where the page ended, though newer calls came meanwhile', () => {
    const table = open();
    const old = Array.from({ length: 4 }, (_, index) => entry({ beganAt: start + index }));
    table.write(old);
    const first = table.page(anyQuery, 2);
    table.write([entry({ beganAt: start + 1_000 })]);
    const second = table.page({ ...anyQuery, after: first.next }, 2);
    expect([...first.entries, ...second.entries]).toEqual(old.toReversed());
  });

  it('seeks the beginning of a page, however deep it is, and steps through nothing before it', () => {
    const asked: string[] = [];
    database = new Database(':memory:', { verbose: (sql) => asked.push(String(sql)) });
    for (const migration of callLogMigrations) if (typeof migration === 'string') database.exec(migration);
    const table = new CallLogTable(database, createSealer(secret));
    table.write([entry()]);
    asked.length = 0;
    const deep = { beganAt: start + 1, seq: 0 };
    for (const to of [null, start + 5]) table.page({ ...anyQuery, to, after: deep }, 2);
    const places = asked.filter((sql) => sql.includes('FROM terms'));
    expect(places).toHaveLength(2);
    for (const sql of places) {
      const plan = database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all();
      const searches = plan.map(({ detail }) => detail).filter((detail) => detail.includes('terms'));
      expect(searches.length).toBeGreaterThan(1);
      for (const search of searches) expect(search).toContain('(began,seq)<(?,?)');
    }
  });

  it('closes what was left open, and tells the calls whose end was not seen', () => {
    const table = open();
    const call = entry({ outcome: 'open', endedAt: null });
    const outage = entry({ outcome: 'outage', direction: null, endedAt: null, number: null });
    table.write([entry(), call, outage]);
    table.closeOpen();
    expect(table.interrupted(10)).toEqual([{ ...call, outcome: 'interrupted' }]);
    expect(all(table, { outcomes: ['outage'] })).toEqual([{ ...outage, uncertain: true }]);
    expect(all(table, { outcomes: ['open'] })).toEqual([]);
  });

  it('removes what is too old, some at a time, from the index too', () => {
    const table = open();
    const old = Array.from({ length: 450 }, (_, index) => entry({ beganAt: start + index }));
    const recent = entry({ beganAt: start + 10_000 });
    table.write([...old, recent]);
    let rounds = 1;
    while (table.purgeSome(start + 5_000)) rounds += 1;
    expect(rounds).toBe(3);
    expect(all(table)).toEqual([recent]);
    const terms = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM terms').get();
    expect(terms?.n).toBeLessThan(10);
  });

  it('writes all of a batch or none of it', () => {
    const table = open();
    const broken = { ...entry(), beganAt: Number.NaN };
    expect(() => table.write([entry(), broken])).toThrow();
    expect(all(table)).toEqual([]);
  });

  it('writes nothing to the disk that names anybody', () => {
    const table = open(true);
    const members = [
      { number: '0687654321', displayName: 'Docteur Martin' },
      { number: '1777', displayName: null },
    ];
    table.write([entry({ number: '0612345678', name: 'Pompiers CTA', members, room: 'Ambulances' })]);
    database.pragma('wal_checkpoint(TRUNCATE)');
    const bytes = readdirSync(folder).map((file) => readFileSync(join(folder, file)).toString('latin1'));
    const said = [
      '0612345678',
      '12345678',
      '0687654321',
      'Pompiers',
      'Martin',
      'Camille',
      'p1"',
      'Ambulances',
    ];
    for (const text of said) expect(bytes.join('').includes(text)).toBe(false);
  });

  it('is unreadable with another key, and a row that was touched tells nothing', () => {
    const table = open(true);
    expect(table.isReadable()).toBe(true);
    const [one, other] = [entry({ beganAt: start + 1 }), entry()];
    table.write([one, other]);
    database.exec('UPDATE calls SET sealed = (SELECT sealed FROM calls WHERE seq = 1) WHERE seq = 2');
    expect(all(table)).toEqual([one]);
    database.close();
    expect(open(true, randomBytes(32)).isReadable()).toBe(false);
    database.close();
    expect(open(true).isReadable()).toBe(true);
  });

  it('finds exactly what the rules say, whatever is asked', () => {
    const numbers = ['0612345678', '0612349999', '+33240083333', '15', '1501', null];
    const names = ['Pompiers CTA 44', 'Pompes Dupont', 'EHPAD Élan', null];
    const outcomes: readonly Outcome[] = ['answered', 'missed', 'transferred', 'open'];
    const table = open();
    const people = ['p1', 'p2'].map((subject) => ({ subject, name: subject }));
    const entries = Array.from({ length: 300 }, (_, index) =>
      entry({
        beganAt: start + ((index * 7) % 100),
        number: numbers[index % numbers.length] ?? null,
        name: names[(index * 3) % 5] ?? null,
        outcome: outcomes[(index * 5) % 4] ?? 'answered',
        direction: index % 2 === 0 || outcomes[(index * 5) % 4] === 'missed' ? 'inbound' : 'outbound',
        agent: people[index % 3] ?? null,
      }),
    );
    table.write(entries);
    const query = fc.record({
      text: fc.constantFrom(
        '',
        '5678',
        '9999',
        '49999',
        '15',
        '1501',
        '083333',
        'pomp',
        'pompi',
        'elan',
        'dupont 5678',
        'zz',
      ),
      direction: fc.constantFrom('inbound' as const, 'outbound' as const, null),
      outcomes: fc.option(fc.subarray([...outcomes])),
      from: fc.option(fc.integer({ min: start, max: start + 100 })),
      to: fc.option(fc.integer({ min: start, max: start + 100 })),
      agent: fc.constantFrom('p1', 'p2', 'p3', null),
    });
    fc.assert(
      fc.property(query, fc.integer({ min: 1, max: 60 }), (asked, size) => {
        const wanted = entries.filter(matchesQuery({ ...anyQuery, ...asked })).map(({ id }) => id);
        const found = all(table, asked, size);
        expect(found.map(({ id }) => id).sort()).toEqual(wanted.sort());
        const times = found.map(({ beganAt }) => beganAt);
        expect(times).toEqual(times.toSorted((a, b) => b - a));
      }),
    );
  });
});
