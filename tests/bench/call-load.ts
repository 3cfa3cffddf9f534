import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Bridge } from '../../electron/ipc/door.ts';
import type { TrainingPhones } from '../../electron/training/telephony/index.ts';
import { startDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { startSite } from '../stand/site.ts';
import { work } from './at-work.ts';
import type { Inspector } from './devtools.ts';
import { inPage } from './in-page.ts';
import { typeAndErase } from './key-paints.ts';
import { openPixels } from './pixels.ts';
import { prepareProgram } from './program.ts';
import { callToPixels, learnRinging } from './ringing.ts';
import { percentile } from './statistics.ts';

/** Colleagues whose dialogs are watched beside the operator's own. */
const COLLEAGUES = 200;
const CALLS_A_SECOND = 50;
const OWN_CALLS = 60;
/** Leaves eleven of the two hundred in sight, and brings them back. */
const TYPED = { text: 'collegue 319', times: 5 };
const SETTLE_MS = 5_000;
/** What each of the colleagues' calls lasts: it rings, it is answered, it ends. */
const RINGS_MS = 300;
const TALKS_MS = 700;
const STATION = 'app://bandeau/station/';
const BOARD = 'app://bandeau/board/';

export interface LoadFigures {
  readonly loadedP50Ms: number;
  readonly loadedP95Ms: number;
  readonly keyP95Ms: number;
  readonly eventsLost: number;
  readonly callsASecond: number;
}

/**
 * The operator's own calls, and what they type, while two hundred colleagues are watched who have fifty calls a second
 * between them. Afterwards their phones stop where they are: each of them that the board shows otherwise is an event
 * that was lost, and each call of the operator that the call log lacks.
 */
export async function measureLoad(): Promise<LoadFigures> {
  const site = await startSite({ telephony: 'simulated', cards: 'tokens', colleagues: COLLEAGUES });
  const { configuration, environment, simulatedPhones: exchange } = site;
  const [number = ''] = site.numbers;
  const colleagues = (configuration.telephony.colleagues ?? []).map((colleague) => colleague.number);
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const program = await prepareProgram({ display: display.name, configuration, environment })();
  const pixels = await openPixels(display.name);
  const { inspector } = program;
  try {
    if (!exchange) throw new Error('the site has no phones');
    await work(inspector, site, number);
    await openBoard(inspector, colleagues.length);
    const ringing = await learnRinging(inspector, pixels, exchange, number);

    const load = startLoad(exchange, colleagues);
    await delay(2_000);
    const delays: number[] = [];
    for (let call = 0; call < OWN_CALLS; call += 1) {
      delays.push(await callToPixels(pixels, exchange, ringing));
      await delay(100 + Math.random() * 200);
    }
    const keys = await typeAndErase(inspector, BOARD, TYPED);
    const callsASecond = await load.stop();
    const logged = Number(await inspector.evaluate(STATION, inPage(countLogged, undefined)));
    return {
      loadedP50Ms: percentile(delays, 0.5),
      loadedP95Ms: percentile(delays, 0.95),
      keyP95Ms: percentile(keys, 0.95),
      eventsLost: (await shownOtherwise(inspector, exchange, colleagues)) + OWN_CALLS + 1 - logged,
      callsASecond,
    };
  } finally {
    pixels.close();
    await program.stop();
    await display.stop();
    await site.stop();
  }
}

async function openBoard(inspector: Inspector, colleagues: number): Promise<void> {
  await inspector.evaluate(STATION, `window.bandeau.ask('station.openBoard', undefined)`);
  const followed = async () => (await shownColleagues(inspector)).filter(({ live }) => live).length;
  await waitFor(async () => (await followed()) === colleagues, {
    timeoutMs: 60_000,
    what: 'every colleague to be followed',
  });
}

const colleaguesSchema = z.array(z.object({ number: z.string(), activity: z.string(), live: z.boolean() }));

async function shownColleagues(inspector: Inspector): Promise<z.infer<typeof colleaguesSchema>> {
  return colleaguesSchema.parse(await inspector.evaluate(BOARD, inPage(readColleagues, undefined)));
}

/** In the board's page. */
async function readColleagues() {
  const bridge: Bridge<'board'> = window.bandeau;
  const answer = await bridge.ask('board.view', undefined);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value.board.colleagues.map(({ number, activity, live }) => ({ number, activity, live }));
}

/** In the station's page: how many missed calls the log has. */
async function countLogged(): Promise<number> {
  const bridge: Bridge<'station'> = window.bandeau;
  const filter = { text: '', direction: null, outcomes: null, from: null, to: null, mine: false };
  let count = 0;
  let after: { beganAt: number; seq: number } | null = null;
  do {
    const page: Awaited<ReturnType<typeof bridge.ask<'callLog.page'>>> = await bridge.ask('callLog.page', {
      filter,
      after,
    });
    if (!page.ok) throw new Error(page.failure.code);
    count += page.value.entries.filter(({ outcome }) => outcome === 'missed').length;
    after = page.value.next;
  } while (after);
  return count;
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

const shownAs: Readonly<Record<string, string>> = { alerting: 'ringing', connected: 'busy', held: 'busy' };

/** How many colleagues the board shows otherwise than they are, once there was time to be right. */
async function shownOtherwise(
  inspector: Inspector,
  exchange: TrainingPhones,
  colleagues: readonly string[],
): Promise<number> {
  const truth = (number: string) => shownAs[exchange.callsAt(number)[0]?.state ?? ''] ?? 'free';
  const wrong = async () => {
    const all = await shownColleagues(inspector);
    const shown = new Map(all.map(({ number, activity }) => [number, activity]));
    return colleagues.filter((number) => shown.get(number) !== truth(number)).length;
  };
  const deadline = performance.now() + SETTLE_MS;
  let left = await wrong();
  while (left > 0 && performance.now() < deadline) {
    await delay(100);
    left = await wrong();
  }
  return left;
}
