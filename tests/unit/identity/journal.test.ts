import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../electron/failures/index.ts';
import { type JournalNote, memoryJournal, SignInJournal } from '../../../electron/identity/journal/index.ts';
import { FileVault, type SecretStorage } from '../../../electron/vault/index.ts';
import { aesStorage } from '../vault/aes-storage.ts';

const DAY_MS = 86_400_000;
const start = Date.parse('2026-03-02T08:00:00Z');

let directory: string;
let file: string;
let now: number;
let reports: Failure[];
let storage: SecretStorage & { lock(): void; unlock(): void };
const opened: SignInJournal[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'journal-'));
  file = join(directory, 'sign-ins.log');
  now = start;
  reports = [];
  storage = aesStorage();
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((journal) => journal.close()));
  rmSync(directory, { recursive: true });
});

function open(with_: SecretStorage = storage): SignInJournal {
  const journal = new SignInJournal({
    directory,
    vault: new FileVault(directory, with_, (failure) => reports.push(failure)),
    days: 90,
    report: (failure) => reports.push(failure),
    clock: () => now,
  });
  opened.push(journal);
  return journal;
}

function signedIn(person: string): JournalNote {
  const profile = 'ARM, Samu 00';
  return { event: 'signed-in', method: 'card', person, profile, failure: null, lockReason: null };
}

async function people(journal: SignInJournal): Promise<readonly (string | null)[]> {
  return (await journal.entries()).map(({ person }) => person);
}

describe('the journal of sign-ins', () => {
  it('keeps what is noted for the next program that runs, the newest first', async () => {
    const journal = open();
    journal.note(signedIn('Camille EXEMPLE'));
    now += 1_000;
    journal.note({ ...signedIn('Camille EXEMPLE'), event: 'locked', lockReason: 'idle' });
    await journal.close();

    expect(await open().entries()).toEqual([
      { ...signedIn('Camille EXEMPLE'), at: start + 1_000, event: 'locked', lockReason: 'idle' },
      { ...signedIn('Camille EXEMPLE'), at: start },
    ]);
    expect(reports).toEqual([]);
  });

  it('writes no name, profile or event in clear, for its owner only', async () => {
    const journal = open();
    journal.note(signedIn('Camille EXEMPLE'));
    await journal.close();

    expect(readFileSync(file, 'utf8')).not.toMatch(/Camille|EXEMPLE|Samu|signed-in/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('leaves names out where nothing can be encrypted, and says so', async () => {
    storage.lock();
    const journal = open();
    journal.note(signedIn('Camille EXEMPLE'));

    expect(journal.keepsNames).toBe(false);
    expect(await journal.entries()).toEqual([{ ...signedIn('Camille EXEMPLE'), person: null, at: start }]);
    expect(readFileSync(file, 'utf8')).not.toMatch(/Camille|EXEMPLE/);
  });

  it('forgets what is older than its days, at start and every day', async () => {
    const journal = open();
    journal.note(signedIn('old'));
    now += 60 * DAY_MS;
    journal.note(signedIn('recent'));
    expect(await people(journal)).toEqual(['recent', 'old']);

    now += 40 * DAY_MS;
    expect(await people(journal)).toEqual(['recent']);
    await journal.close();
    expect(await people(open())).toEqual(['recent']);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(1);
  });

  it('forgets too old lines that it can no longer open', async () => {
    const journal = open();
    journal.note(signedIn('old'));
    await journal.close();
    storage.lock();
    now += 91 * DAY_MS;
    open();
    await opened.at(-1)?.close();

    expect(readFileSync(file, 'utf8')).toBe('');
  });

  it('skips a line torn by the end of the program, and starts the next on a line of its own', async () => {
    const journal = open();
    journal.note(signedIn('before'));
    journal.note(signedIn('torn'));
    await journal.close();
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 30));

    const next = open();
    next.note(signedIn('after'));

    expect(await people(next)).toEqual(['after', 'before']);
    expect(reports).toEqual([]);
  });

  it('reads what is whole of a file cut anywhere', async () => {
    const journal = open();
    for (const person of ['1', '2', '3']) journal.note(signedIn(person));
    await journal.close();
    const whole = readFileSync(file);
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), async (length) => {
        writeFileSync(file, whole.subarray(0, length));
        const next = open();
        next.note(signedIn('after'));
        const lines = whole.subarray(0, length).toString().split('\n').length - 1;
        const [newest, ...others] = await people(next);
        // A line that only lost its end is whole again.
        expect([lines, lines + 1]).toContain(others.length);
        expect([newest, ...others]).toEqual(['after', ...['1', '2', '3'].slice(0, others.length).reverse()]);
        await next.close();
      }),
      { numRuns: 60 },
    );
    expect(reports).toEqual([]);
  });

  it('keeps every entry that was written before the program was killed', async () => {
    const writer = `
      import { SignInJournal } from '${join(import.meta.dirname, '../../../electron/identity/journal/index.ts')}';
      const vault = { available: false, seal: () => null, open: () => null };
      const journal = new SignInJournal({ directory: ${JSON.stringify(directory)}, vault, days: 90, report: () => {} });
      const note = { event: 'signed-in', method: 'card', person: null, failure: null, lockReason: null };
      for (let n = 0; ; n += 1) {
        journal.note({ ...note, profile: String(n) + ' ' + 'x'.repeat(2_000) });
        await new Promise((done) => setTimeout(done, 2));
      }`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', writer]);
    for (let wait = 0; wait < 200 && !existsSync(file); wait += 1) await delay(25);
    await delay(200);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const written = readFileSync(file, 'utf8').split('\n').length - 1;

    now = Date.now();
    const journal = open();
    journal.note({ ...signedIn('after'), profile: 'after' });
    const profiles = (await journal.entries()).map(({ profile }) => profile?.split(' ')[0]);

    expect(written).toBeGreaterThan(3);
    expect(profiles[0]).toBe('after');
    expect(profiles.slice(1, 4)).toEqual([written - 1, written - 2, written - 3].map(String));
  });

  it.each([
    ['garbage', Buffer.from('\0\u0001 not a journal\n'.repeat(40))],
    ['another format', Buffer.from('{"entries":[]}\n')],
    ['lines sealed for somebody else', Buffer.from(`${start} ${Buffer.alloc(60).toString('base64')}\n`)],
  ])('is set aside when it holds %s, said, and begun anew', async (_, content) => {
    writeFileSync(file, content);
    const journal = open();
    journal.note(signedIn('after'));

    expect(await people(journal)).toEqual(['after']);
    expect(reports).toEqual([{ code: 'Journal_SetAside', parameters: { file: expect.any(String) } }]);
    expect(readFileSync(String(reports[0]?.parameters?.file))).toEqual(content);
  });

  it('does not keep for ever what was set aside', async () => {
    const aside = join(directory, 'sign-ins.log.2025-01-01T00-00-00.000Z.illisible');
    writeFileSync(aside, 'garbage');
    utimesSync(aside, start / 1_000 - 100 * 86_400, start / 1_000 - 100 * 86_400);
    await open().close();

    expect(readdirSync(directory)).toEqual([]);
  });

  it('says once that it cannot be written, keeps what waits, and writes it when it can', async () => {
    mkdirSync(file);
    mkdirSync(join(file, 'kept'));
    const journal = open();
    await journal.close();
    rmSync(directory, { recursive: true });
    reports = [];
    journal.note(signedIn('first'));
    journal.note(signedIn('second'));

    expect(await people(journal)).toEqual(['second', 'first']);
    expect(reports).toEqual([{ code: 'Journal_NotWritten' }]);

    mkdirSync(directory);
    journal.note(signedIn('third'));
    expect(await people(journal)).toEqual(['third', 'second', 'first']);
    await journal.close();
    expect(await people(open())).toEqual(['third', 'second', 'first']);
  });

  it('says once that the disk is full', async () => {
    const journal = open();
    await journal.entries();
    symlinkSync('/dev/full', file);
    journal.note(signedIn('first'));
    journal.note(signedIn('second'));
    await journal.close();

    expect(reports).toEqual([{ code: 'Journal_NotWritten' }]);
  });

  it('gives the newest 5,000 of a long life to a page, and all of it to an export', async () => {
    const line = (n: number) =>
      `${start} ${JSON.stringify({ ...signedIn(''), at: start, person: null, profile: String(n) })}\n`;
    writeFileSync(file, Array.from({ length: 6_000 }, (_, n) => line(n)).join(''));
    const { entries, total } = await open().newest();

    expect(entries).toHaveLength(5_000);
    expect(entries[0]?.profile).toBe('5999');
    expect(total).toBe(6_000);
    expect(await open().entries()).toHaveLength(6_000);
  });

  it('passes over lines that nobody wrote', async () => {
    const journal = open();
    journal.note(signedIn('true'));
    await journal.close();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        appendFileSync(file, `${start} ${text.replaceAll('\n', ' ')}\n${start} {"event":"signed-in"}\n`);
        expect(await people(open())).toEqual(['true']);
      }),
      { numRuns: 30 },
    );
  });

  it('takes no name from a line in clear: anybody may have written it', async () => {
    writeFileSync(file, `${start} ${JSON.stringify({ ...signedIn('Camille EXEMPLE'), at: start })}\n`);

    expect(await open().entries()).toEqual([{ ...signedIn('Camille EXEMPLE'), person: null, at: start }]);
  });

  it('has a twin for training of which nothing rests', async () => {
    const journal = memoryJournal({ days: 90, clock: () => now });
    journal.note(signedIn('Camille EXEMPLE'));

    expect(await journal.entries()).toEqual([{ ...signedIn('Camille EXEMPLE'), at: start }]);
    await journal.close();
  });
});
