import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { BoardView } from '../../electron/ipc/views.ts';
import type { TrainingPhones } from '../../electron/training/telephony/index.ts';
import { type Bandeau, launchBandeau } from '../e2e/support/application.ts';
import { operatorOf } from '../e2e/support/operator.ts';
import { startDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { startSite } from '../stand/site.ts';
import { openPixels, type Pixels, type Point } from './pixels.ts';
import { percentile } from './statistics.ts';

/** Colleagues whose dialogs are watched beside the operator's own. */
const COLLEAGUES = 200;
const CALLS_A_SECOND = 50;
const OWN_CALLS = 60;
const KEYS = 120;
const NUMBER = '1501';
const CHANGE_MS = 5_000;
/** What each of the colleagues' calls lasts: it rings, it is answered, it ends. */
const RINGS_MS = 300;
const TALKS_MS = 700;
/** Between two keys, as a person types. */
const KEY_PAUSE_MS = 60;

export interface LoadFigures {
  readonly loadedP50Ms: number;
  readonly loadedP95Ms: number;
  readonly keyP95Ms: number;
  readonly eventsLost: number;
  readonly callsASecond: number;
}

/**
 * The operator's own calls, and what they type, while two hundred colleagues are watched who have fifty calls a second
 * between them. Afterwards their phones stop where they are, and each of them that the board shows otherwise counts.
 */
export async function measureLoad(): Promise<LoadFigures> {
  const site = await startSite({ telephony: 'simulated', cards: 'tokens', colleagues: COLLEAGUES });
  const exchange = site.simulatedPhones;
  if (!exchange) throw new Error('the site has no phones');
  const colleagues = (site.configuration.telephony.colleagues ?? []).map(({ number }) => number);
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: { ...site.people[0].token },
  });
  const pixels = await openPixels(display.name);
  try {
    const operator = await operatorOf(bandeau);
    await operator.typePin(site.people[0].pin);
    await operator.station.getByRole('button', { name: 'Continuer' }).click();
    await operator.bindPhone(NUMBER);
    const bar = await operator.bar();
    const board = await openBoard(bandeau, operator.station, colleagues.length);
    const edge = await learnRinging(bar, pixels, exchange);

    const load = startLoad(exchange, colleagues);
    await delay(2_000);
    const delays: number[] = [];
    for (let call = 0; call < OWN_CALLS; call += 1) {
      delays.push(await callToPixels(pixels, exchange, edge));
      await delay(100 + Math.random() * 200);
    }
    const keys = await typeInto(board);
    const callsASecond = await load.stop();
    return {
      loadedP50Ms: percentile(delays, 0.5),
      loadedP95Ms: percentile(delays, 0.95),
      keyP95Ms: percentile(keys, 0.95),
      eventsLost: await shownOtherwise(board, exchange, colleagues),
      callsASecond,
    };
  } finally {
    pixels.close();
    await bandeau.close();
    await display.stop();
    await site.stop();
  }
}

async function openBoard(bandeau: Bandeau, station: Page, colleagues: number): Promise<Page> {
  await station.evaluate(() => window.bandeau.ask('station.openBoard', undefined));
  const board = await bandeau.page('board');
  await waitFor(
    async () => (await viewOf(board)).colleagues.filter(({ live }) => live).length === colleagues,
    {
      timeoutMs: 60_000,
      what: 'every colleague to be followed',
    },
  );
  return board;
}

async function viewOf(board: Page): Promise<BoardView['board']> {
  const answer = await board.evaluate(() => window.bandeau.ask('board.view', undefined));
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value.board;
}

/** Each colleague is called in turn, whoever is not on the telephone. */
function startLoad(exchange: TrainingPhones, colleagues: readonly string[]): { stop(): Promise<number> } {
  const startedAt = performance.now();
  let calls = 0;
  let next = 0;
  let stopped = false;
  const live = async (number: string): Promise<void> => {
    const call = exchange.incomingCall({ number, from: '0639981234' });
    await delay(RINGS_MS * (0.5 + Math.random()));
    if (stopped) return;
    exchange.answerAtPhone(call);
    await delay(TALKS_MS * (0.5 + Math.random()));
    if (!stopped) exchange.remoteHangsUp(call);
  };
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * CALLS_A_SECOND);
    for (; calls < due; calls += 1) {
      next = (next + 1) % colleagues.length;
      const number = colleagues[next] ?? '';
      if (exchange.callsAt(number).length === 0) void live(number);
    }
  }, 5);
  return {
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      return calls / ((performance.now() - startedAt) / 1_000);
    },
  };
}

interface Edge {
  readonly point: Point;
  readonly ringing: string;
}

async function learnRinging(bar: Page, pixels: Pixels, exchange: TrainingPhones): Promise<Edge> {
  const id = exchange.incomingCall({ number: NUMBER, from: '0639981234' });
  const call = bar.locator('.call[data-state="ringing"]');
  await call.waitFor();
  const point = await call.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return { x: window.screenX + box.left + 2, y: window.screenY + box.top + box.height / 2 };
  });
  await delay(300);
  const ringing = await pixels.colour(point);
  exchange.remoteHangsUp(id);
  await pixels.until(point, (colour) => colour !== ringing, CHANGE_MS);
  return { point, ringing };
}

async function callToPixels(
  pixels: Pixels,
  exchange: TrainingPhones,
  { point, ringing }: Edge,
): Promise<number> {
  const sentAt = performance.now();
  const id = exchange.incomingCall({ number: NUMBER, from: '0639981234' });
  const shownAt = await pixels.until(point, (colour) => colour === ringing, CHANGE_MS);
  exchange.remoteHangsUp(id);
  await pixels.until(point, (colour) => colour !== ringing, CHANGE_MS);
  return shownAt - sentAt;
}

/** Milliseconds from each key until the frame that shows it (Event Timing), in the search field of the board. */
async function typeInto(board: Page): Promise<readonly number[]> {
  await board.getByRole('searchbox').click();
  await board.evaluate(() => {
    const painted: number[] = [];
    Object.assign(window, { painted });
    window.addEventListener('keydown', ({ timeStamp }) => {
      requestAnimationFrame(() => {
        const frame = new MessageChannel();
        frame.port1.onmessage = () => painted.push(performance.now() - timeStamp);
        frame.port2.postMessage(null);
      });
    });
  });
  for (let key = 0; key < KEYS; key += 1) {
    await board.keyboard.press(key % 4 === 3 ? 'Backspace' : 'abcdefgh'.charAt(key % 8));
    await delay(KEY_PAUSE_MS);
  }
  const painted = await board.evaluate(() =>
    'painted' in window && Array.isArray(window.painted) ? window.painted : [],
  );
  if (painted.length < KEYS) throw new Error(`${KEYS - painted.length} keys were not painted`);
  return painted.map(Number);
}

const shownAs: Readonly<Record<string, string>> = { alerting: 'ringing', connected: 'busy', held: 'busy' };

/** How many colleagues the board shows otherwise than they are, once there was time to be right. */
async function shownOtherwise(
  board: Page,
  exchange: TrainingPhones,
  colleagues: readonly string[],
): Promise<number> {
  const truth = (number: string) => shownAs[exchange.callsAt(number)[0]?.state ?? ''] ?? 'free';
  const wrong = async () => {
    const shown = new Map((await viewOf(board)).colleagues.map(({ number, activity }) => [number, activity]));
    return colleagues.filter((number) => shown.get(number) !== truth(number)).length;
  };
  const deadline = performance.now() + CHANGE_MS;
  let left = await wrong();
  while (left > 0 && performance.now() < deadline) {
    await delay(100);
    left = await wrong();
  }
  return left;
}
