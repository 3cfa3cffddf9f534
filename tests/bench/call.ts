import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { TrainingPhones } from '../../electron/training/telephony/index.ts';
import { startDisplay } from '../stand/display.ts';
import { startSite } from '../stand/site.ts';
import { work } from './at-work.ts';
import { measureLoad } from './call-load.ts';
import { openPixels } from './pixels.ts';
import { prepareProgram } from './program.ts';
import type { Findings } from './report.ts';
import { callToPixels, learnRinging } from './ringing.ts';
import { percentile } from './statistics.ts';

const CALLS = 200;
const WARM_UPS = 5;
/** Between two calls; by chance, so that calls fall anywhere between two frames. */
const PAUSE_MS = { least: 250, more: 350 };
const NANOSECONDS_IN_MILLISECOND = 1_000_000;
const limits = { p50Ms: 25, p95Ms: 60, loadedP95Ms: 150, keyP95Ms: 50, eventsLost: 0 };

const meanings = {
  loadedP95Ms: 'the same while 200 colleagues are watched who have 50 calls a second',
  keyP95Ms: 'from a key in the search of the board until it is painted, under the same load',
  eventsLost: 'colleagues whom the board then shows otherwise than they are, own calls that the log lacks',
  callsASecond: 'calls of the colleagues',
};

/**
 * From the moment at which the exchange, in this process, writes the message that announces a call until the bar has
 * other pixels on the display. Beside each call, one to SIP.js alone: what no program of its kind can do without.
 * Calls that ended stay on the bar for some seconds: it is as full as at the busiest hour.
 */
export async function measureCall(): Promise<Findings> {
  const site = await startSite({ telephony: 'simulated', cards: 'tokens' });
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const { configuration, environment, simulatedPhones: phones, numbers } = site;
  const [watched = '', alone = ''] = numbers;
  const program = await prepareProgram({ display: display.name, configuration, environment })();
  const pixels = await openPixels(display.name);
  let baseline: ChildProcess | null = null;
  const delays: number[] = [];
  const delaysAlone: number[] = [];
  try {
    if (!phones) throw new Error('the site has no phones');
    await work(program.inspector, site, watched);
    baseline = await startAlone(phones, alone);
    const ringing = await learnRinging(program.inspector, pixels, phones, watched);
    program.inspector.close();
    for (let call = 0; call < WARM_UPS + CALLS; call += 1) {
      const shown = await callToPixels(pixels, phones, ringing);
      await pause();
      const handed = await callToAlone(baseline, phones, alone);
      await pause();
      if (call < WARM_UPS) continue;
      delays.push(shown);
      delaysAlone.push(handed);
    }
  } finally {
    baseline?.kill();
    pixels.close();
    await program.stop();
    await display.stop();
    await site.stop();
  }
  const loaded = await measureLoad();
  const figures = {
    p50Ms: percentile(delays, 0.5),
    p95Ms: percentile(delays, 0.95),
    slowestMs: Math.max(...delays),
    calls: delays.length,
    sipAloneP50Ms: percentile(delaysAlone, 0.5),
    sipAloneP95Ms: percentile(delaysAlone, 0.95),
    ...loaded,
  };
  return { name: 'call', figures, limits, meanings };
}

function pause(): Promise<void> {
  return delay(PAUSE_MS.least + Math.random() * PAUSE_MS.more);
}

async function callToAlone(baseline: ChildProcess, phones: TrainingPhones, number: string): Promise<number> {
  const handed = notified(baseline);
  const sentAt = process.hrtime.bigint();
  const id = phones.incomingCall({ number, from: '0639981234' });
  const at = await handed;
  const over = notified(baseline);
  phones.remoteHangsUp(id);
  await over;
  return Number(at - sentAt) / NANOSECONDS_IN_MILLISECOND;
}

async function startAlone(phones: TrainingPhones, number: string): Promise<ChildProcess> {
  const child = fork(
    join(import.meta.dirname, 'sip-alone.ts'),
    [phones.url, phones.addressOfRecord(number)],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  // The state at the start is the first notification.
  await notified(child);
  return child;
}

async function notified(child: ChildProcess): Promise<bigint> {
  const [message] = await once(child, 'message', { signal: AbortSignal.timeout(10_000) });
  return BigInt(z.object({ at: z.string() }).parse(message).at);
}
