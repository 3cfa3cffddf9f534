import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Bridge } from '../../electron/ipc/door.ts';
import type { StationView } from '../../electron/ipc/views.ts';
import type { TrainingPhones } from '../../electron/training/telephony/index.ts';
import { startDisplay } from '../stand/display.ts';
import { type Site, startSite } from '../stand/site.ts';
import { measureLoad } from './call-load.ts';
import type { Inspector } from './devtools.ts';
import { inPage } from './in-page.ts';
import { openPixels, type Pixels, type Point } from './pixels.ts';
import { prepareProgram } from './program.ts';
import type { Findings } from './report.ts';
import { percentile } from './statistics.ts';

const CALLS = 200;
const WARM_UPS = 5;
const CHANGE_MS = 3_000;
/** Between two calls; by chance, so that calls fall anywhere between two frames. */
const PAUSE_MS = { least: 250, more: 350 };
const NANOSECONDS_IN_MILLISECOND = 1_000_000;
const BAR = 'app://bandeau/bar/';
const STATION = 'app://bandeau/station/';
const limits = { p50Ms: 25, p95Ms: 60, loadedP95Ms: 150, keyP95Ms: 50, eventsLost: 0 };

const meanings = {
  loadedP95Ms: 'the same while 200 colleagues are watched who have 50 calls a second',
  keyP95Ms: 'from a key in the search of the board until it is painted, under the same load',
  eventsLost: 'colleagues whom the board shows otherwise than they are, once the load has stopped',
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
    const { point, ringing } = await learnRinging(program.inspector, pixels, phones, watched);
    program.inspector.close();
    for (let call = 0; call < WARM_UPS + CALLS; call += 1) {
      const shown = await callToPixels(pixels, phones, watched, { point, ringing });
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

interface Ringing {
  readonly point: Point;
  readonly ringing: string;
}

async function callToPixels(
  pixels: Pixels,
  phones: TrainingPhones,
  number: string,
  { point, ringing }: Ringing,
): Promise<number> {
  const sentAt = performance.now();
  const id = phones.incomingCall({ number, from: '0639981234' });
  const shownAt = await pixels.until(point, (colour) => colour === ringing, CHANGE_MS);
  phones.remoteHangsUp(id);
  await pixels.until(point, (colour) => colour !== ringing, CHANGE_MS);
  return shownAt - sentAt;
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

/** Signs in with the card that is in the reader and binds the phone, as a person does at the station. */
export async function work(inspector: Inspector, { people }: Site, number: string): Promise<void> {
  const pins = Object.fromEntries(people.map(({ name, pin }) => [name, pin]));
  await inspector.evaluate(STATION, inPage(signIn, { pins, number }));
}

/** In the station's page. */
async function signIn({ pins, number }: { pins: Record<string, string>; number: string }): Promise<void> {
  const bridge: Bridge<'station'> = window.bandeau;
  const until = async (isSo: (view: StationView) => boolean): Promise<StationView> => {
    for (let tries = 0; tries < 200; tries += 1) {
      const answer = await bridge.ask('station.view', undefined);
      if (answer.ok && isSo(answer.value)) return answer.value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the station did not get on');
  };
  const { card } = await until((view) => view.card.kind === 'card-present');
  if (card.kind !== 'card-present') return;
  const pin = pins[`${card.holder.givenName} ${card.holder.familyName}`] ?? '';
  await bridge.ask('identity.submitPin', { pin: new TextEncoder().encode(pin) });
  const { session } = await until((view) => view.session.kind === 'choosing-profile');
  if (session.kind !== 'choosing-profile') return;
  await bridge.ask('identity.chooseProfile', { profileId: session.preselected });
  await until((view) => view.session.kind === 'signed-in');
  await bridge.ask('phone.bind', { number, deviceId: null });
  await until((view) => view.phone.binding.kind === 'bound');
}

/** Lets the phone ring once to learn where the bar shows it and in which colour. */
async function learnRinging(
  inspector: Inspector,
  pixels: Pixels,
  phones: TrainingPhones,
  number: string,
): Promise<Ringing> {
  await inspector.evaluate(BAR, 'document.title');
  const id = phones.incomingCall({ number, from: '0639981234' });
  const seen = await inspector.evaluate(BAR, inPage(ringingEdge, undefined));
  const point = z.object({ x: z.number(), y: z.number() }).parse(seen);
  const ringing = await pixels.colour(point);
  phones.remoteHangsUp(id);
  await pixels.until(point, (colour) => colour !== ringing, CHANGE_MS);
  return { point, ringing };
}

/** In the bar's page: a point, on the display, of the coloured edge of the call that rings, once it is painted. */
async function ringingEdge(): Promise<{ x: number; y: number }> {
  for (let tries = 0; tries < 100; tries += 1) {
    const edge = document.querySelector('.call[data-state="ringing"]')?.getBoundingClientRect();
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (edge) return { x: window.screenX + edge.left + 2, y: window.screenY + edge.top + edge.height / 2 };
  }
  throw new Error('the bar shows no call');
}
