import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Letter } from '../../electron/support/rules/letter.ts';
import { waitFor } from '../stand/process.ts';
import { type GlpiStand, startGlpi } from '../stand/support/glpi.ts';
import { type Counts, countAt } from './outbox/count.ts';
import { sendSimply } from './outbox/naive.ts';
import { lettersOf } from './outbox/reports.ts';
import { randomOf, troublesOf } from './outbox/troubles.ts';
import type { Findings } from './report.ts';

const REPORTS = Number(process.env.BANDEAU_OUTBOX_REPORTS ?? 500);
const KILLS = Number(process.env.BANDEAU_OUTBOX_KILLS ?? 100);
const LONGEST_END = 600_000;
const LONGEST_START = 60_000;
/** Milliseconds that a life goes on at most once it has done something. */
const LONGEST_WORK = 2_500;
const SEED = 7;

/**
 * Reports with three files, then replies, written while the desk fails one request in four, refuses connections now and
 * then, and the program is killed at random: all of it at once, its main process alone, or one of the processes behind.
 */
export async function measureOutbox(): Promise<Findings> {
  const random = randomOf(SEED);
  const reports = Array.from({ length: REPORTS }, (_, index) => lettersOf(index));
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-outbox-'));
  const glpi = await startGlpi({ trouble: troublesOf(random) });
  const startedAt = performance.now();
  try {
    const deliveredAmidKills = await live(glpi, folder, reports, random);
    const counts = countAt(glpi.desk, reports);
    const minutes = (performance.now() - startedAt) / 60_000;
    const simple = await measureSimply(reports);
    return {
      name: 'outbox',
      figures: {
        reports: reports.length,
        ...counts,
        undelivered: reports.length - counts.delivered,
        kills: KILLS,
        deliveredAmidKills,
        requests: glpi.requests.length,
        minutes,
        simplyLost: simple.lost,
        simplyDuplicated: simple.duplicated,
        simplyOutOfOrder: simple.outOfOrder,
      },
      limits: { undelivered: 0, lost: 0, duplicated: 0, outOfOrder: 0 },
      meanings: {
        delivered: 'reports that the desk has whole: ticket, three files byte by byte, replies',
        lost: 'tickets, files and replies that the desk does not have',
        duplicated: 'those that it has more than once',
        outOfOrder: 'reports whose parts came in another order than they were written',
        deliveredAmidKills: 'those of them that it had before the last kill',
        kills: 'SIGKILL of the whole program, of its main process, or of one behind',
        simplyDuplicated: 'the baseline: the same reports sent again until they are answered, never killed',
      },
    };
  } finally {
    await glpi.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lives one after the other, each given some reports to send; the last one is left to end. Gives how many reports were there before that. */
async function live(
  glpi: GlpiStand,
  folder: string,
  reports: readonly (readonly Letter[])[],
  random: () => number,
): Promise<number> {
  const start = {
    folder,
    key: randomBytes(32).toString('base64'),
    url: glpi.url,
    userToken: glpi.userToken,
  };
  /** What is written and not known to be kept: of each report, its letters in order. */
  const unkept = new Map<string, readonly Letter[]>();
  let written = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const due = Math.ceil((reports.length * (kill + 1)) / KILLS);
    for (const letters of reports.slice(written, due)) unkept.set(letters[0]?.thread ?? '', letters);
    written = due;
    const arrived = glpi.desk.arrivals.length;
    const program = startProgram(start, unkept);
    const away = random() < 0.1 ? refuseFor(glpi, random() * 800) : null;
    // Killed before it does anything, it would prove nothing.
    await waitFor(() => program.kept > 0 || glpi.desk.arrivals.length > arrived, {
      timeoutMs: LONGEST_START,
      what: 'the program to do something',
    });
    await delay(random() * LONGEST_WORK);
    await end(program, random());
    await away;
    if (kill % 10 === 9)
      console.error(`${kill + 1} kills, ${glpi.desk.tickets.length} tickets, ${unkept.size} not kept`);
  }
  const whole = countAt(glpi.desk, reports).delivered;
  const last = startProgram(start, unkept);
  const parts = reports.flat().reduce((sum, { attachments }) => sum + 1 + attachments.length, 0);
  try {
    await waitFor(() => glpi.desk.arrivals.length >= parts && countAt(glpi.desk, reports).lost === 0, {
      timeoutMs: LONGEST_END,
      what: 'everything to arrive',
    });
    // Whatever would still come twice comes now.
    await delay(5_000);
  } finally {
    await end(last, 0);
  }
  return whole;
}

interface Program {
  /** Letters that this life has kept. */
  kept: number;
  readonly child: ChildProcess;
  readonly others: { records: number | null; support: number | null };
}

const saidSchema = z.union([
  z.object({ kept: z.string() }),
  z.object({ notKept: z.string() }),
  z.object({ records: z.int().optional(), support: z.int().optional() }),
]);

function startProgram(start: object, unkept: Map<string, readonly Letter[]>): Program {
  const child = fork(join(import.meta.dirname, 'outbox/program.ts'), [JSON.stringify(start)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
    // A group of its own, so that it can be killed whole.
    detached: true,
  });
  const program: Program = { child, kept: 0, others: { records: null, support: null } };
  const { others } = program;
  // Who replies has seen that the report is kept.
  const write = (thread: string): void => {
    const [next] = unkept.get(thread) ?? [];
    if (next && child.connected) child.send(next, () => undefined);
  };
  child.on('message', (message) => {
    const said = saidSchema.parse(message);
    if ('kept' in said) {
      program.kept += 1;
      const rest = unkept.get(said.kept)?.slice(1) ?? [];
      if (rest.length > 0) unkept.set(said.kept, rest);
      else unkept.delete(said.kept);
      write(said.kept);
    } else if ('notKept' in said) setTimeout(write, 200, said.notKept).unref();
    else {
      others.records = said.records ?? null;
      others.support = said.support ?? null;
    }
  });
  for (const thread of unkept.keys()) write(thread);
  return program;
}

/** Kills by chance; what is left of it is then killed too, once it had a moment to live on. */
async function end({ child, others }: Program, chance: number): Promise<void> {
  const gone = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error('the program cannot be run');
  if (chance >= 0.6) {
    const alone = chance < 0.8 ? pid : chance < 0.9 ? others.records : others.support;
    kill(alone ?? pid);
    await delay(400);
  }
  kill(-pid);
  await gone;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

async function refuseFor(glpi: GlpiStand, ms: number): Promise<void> {
  await delay(200);
  await glpi.stop();
  await delay(ms);
  await glpi.start();
}

async function measureSimply(reports: readonly (readonly Letter[])[]): Promise<Counts> {
  const glpi = await startGlpi({ trouble: troublesOf(randomOf(SEED)) });
  try {
    await sendSimply(glpi, reports);
    return countAt(glpi.desk, reports);
  } finally {
    await glpi.stop();
  }
}
