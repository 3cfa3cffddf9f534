import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startDisplay } from '../stand/display.ts';
import { startSite } from '../stand/site.ts';
import { inPage, readyMark } from './in-page.ts';
import { memoryOf } from './memory.ts';
import { prepareProgram, type RunningProgram } from './program.ts';
import type { Findings } from './report.ts';
import { median } from './statistics.ts';

const PAIRS = 10;
const MEMORY_PAIRS = 5;
const TRAINING_RUNS = 3;
const IDLE_MS = 5_000;
const limits = { startRatio: 1.5, memoryRatio: 1.5 };

interface Side {
  readonly start: () => Promise<RunningProgram>;
  readonly address: string;
  /** From spawn to the mark, in milliseconds. */
  readonly starts: number[];
  /** Of all processes, in MiB. */
  readonly memories: number[];
}

/**
 * The application as a Samu runs it, over an empty window of the same runtime: from spawn until the first screen is
 * painted and marked, and the memory of all processes at rest. Both are told to open their DevTools port and are
 * asked one question through it, so that what measures weighs the same on both.
 */
export async function measureStartup(): Promise<Findings> {
  const site = await startSite({ telephony: 'none', cards: 'tokens' });
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const { configuration, environment } = site;
  const station = 'app://bandeau/station/';
  const empty = side('file://', {
    display: display.name,
    folder: join(import.meta.dirname, 'empty-app'),
  });
  const product = side(station, { display: display.name, configuration, environment });
  const training = side(station, { display: display.name });
  try {
    for (const each of [empty, product, training]) await run(each, null);
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const sides = pair % 2 === 0 ? [empty, product] : [product, empty];
      for (const each of sides) await run(each, { atRest: pair < MEMORY_PAIRS });
    }
    for (let count = 0; count < TRAINING_RUNS; count += 1) await run(training, { atRest: true });
  } finally {
    await display.stop();
    await site.stop();
  }
  const figures = {
    startRatio: median(product.starts) / median(empty.starts),
    memoryRatio: median(product.memories) / median(empty.memories),
    emptyStartMs: median(empty.starts),
    productStartMs: median(product.starts),
    trainingStartMs: median(training.starts),
    emptyMemoryMiB: median(empty.memories),
    productMemoryMiB: median(product.memories),
    trainingMemoryMiB: median(training.memories),
  };
  return { name: 'startup', figures, limits };
}

function side(address: string, options: Parameters<typeof prepareProgram>[0]): Side {
  return { start: prepareProgram(options), address, starts: [], memories: [] };
}

/** One start; nothing is recorded of a warm-up (`record` null). */
async function run(
  { start, address, starts, memories }: Side,
  record: { readonly atRest: boolean } | null,
): Promise<void> {
  const program = await start();
  try {
    const readyAt = await program.inspector.evaluate(address, inPage(readyMark, undefined));
    program.inspector.close();
    if (!record) return;
    if (typeof readyAt !== 'number') throw new Error(`${address} was ready before it could be asked`);
    starts.push(readyAt - program.spawnedAt);
    if (!record.atRest) return;
    await delay(IDLE_MS);
    const processes = memoryOf(program.pid);
    if (process.env.BENCH_DETAILS) console.error(address, processes);
    memories.push(processes.reduce((sum, { pss }) => sum + pss, 0));
  } finally {
    await program.stop();
  }
}
