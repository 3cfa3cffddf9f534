import { setTimeout as delay } from 'node:timers/promises';
import type { TrainingPhones } from '../../electron/training/telephony/index.ts';
import { type Bandeau, launchBandeau } from '../e2e/support/application.ts';
import { operatorOf } from '../e2e/support/operator.ts';
import { ordinaryUser } from '../e2e/support/ordinary-user.ts';
import { startDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { startSecretStorage } from '../stand/secrets/index.ts';
import { startSite } from '../stand/site.ts';
import { type SipRelay, startSipRelay } from '../stand/telephony/relay.ts';
import { collectGarbage } from './garbage.ts';
import { memoryOf } from './memory.ts';
import type { Findings } from './report.ts';
import { median } from './statistics.ts';

const CALLS = Number(process.env.BANDEAU_SOAK_CALLS ?? 10_000);
/** After these, what is kept for good is there: caches, compiled code, pools. */
const WARM_UP = CALLS / 10;
const NUMBER = '1501';
const COLLEAGUE = '1502';
/** Between two events of one call, so that each is told apart. */
const STEP_MS = 20;
/** What ended stays on the bar for five seconds. */
const SETTLE_MS = 9_000;
const SAMPLES = 3;
/** One reconnection in so many calls. */
const RECONNECT_EVERY = 250;
const limits = { growth: 0.05, timersLeft: 0, resourcesLeft: 0, subscriptionsLeft: 0, sessionsLeft: 0 };

/** Kinds of processes whose growth is told each. */
const kinds = ['main', 'renderer', 'utility', 'gpu-process'] as const;

interface Weight {
  readonly mebibytes: number;
  /** MiB with all that the heaps keep for later. */
  readonly uncollected: number;
  /** MiB of the processes of a kind, at the last sample. */
  readonly of: (kind: string) => number;
  readonly timers: number;
  readonly resources: number;
  readonly subscriptions: number;
  readonly sessions: number;
}

/**
 * A shift of ten thousand calls: answered, missed, held, consulted about, transferred, joined, and the link lost now
 * and then. The memory of every process of the application after the first tenth and at the end, what its main
 * process waits for, and what the exchange still holds for it.
 */
export async function measureSoak(): Promise<Findings> {
  const site = await startSite({ telephony: 'simulated', cards: 'tokens' });
  const exchange = site.simulatedPhones;
  if (!exchange) throw new Error('the site has no phones');
  exchange.setBrand(NUMBER, 'alcatel');
  const relay = await startSipRelay(exchange.url);
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  // As at a site: without it the call log stays in memory for as long as the program runs.
  const user = ordinaryUser();
  const secrets = await startSecretStorage(user);
  const bandeau = await launchBandeau({
    display: display.name,
    home: user.home,
    configuration: {
      ...site.configuration,
      telephony: { ...site.configuration.telephony, servers: [relay.url] },
      session: { idleLockMinutes: 0 },
    },
    environment: { ...site.people[0].token, ...secrets.environment },
    switches: ['--js-flags=--expose-gc'],
  });
  try {
    const operator = await operatorOf(bandeau);
    await operator.typePin(site.people[0].pin);
    await operator.station.getByRole('button', { name: 'Continuer' }).click();
    await operator.bindPhone(NUMBER);
    await operator.bar();

    await live(exchange, relay, bandeau, 0, WARM_UP);
    const before = await weigh(bandeau, exchange);
    const startedAt = performance.now();
    await live(exchange, relay, bandeau, WARM_UP, CALLS);
    const seconds = (performance.now() - startedAt) / 1_000;
    const after = await weigh(bandeau, exchange);
    const left = (of: Exclude<keyof Weight, 'mebibytes' | 'uncollected' | 'of'>): number =>
      Math.max(0, after[of] - before[of]);
    return {
      name: 'soak',
      figures: {
        growth: after.mebibytes / before.mebibytes - 1,
        uncollectedGrowth: after.uncollected / before.uncollected - 1,
        timersLeft: left('timers'),
        resourcesLeft: left('resources'),
        subscriptionsLeft: left('subscriptions'),
        sessionsLeft: left('sessions'),
        beforeMiB: before.mebibytes,
        afterMiB: after.mebibytes,
        ...Object.fromEntries(kinds.map((kind) => [`${kind}GrowthMiB`, after.of(kind) - before.of(kind)])),
        calls: CALLS,
        callsASecond: (CALLS - WARM_UP) / seconds,
      },
      limits,
      meanings: {
        growth:
          'memory of all processes at the end over that after the first tenth, less one, garbage collected',
        uncollectedGrowth: 'the same with what the heaps keep for later, which grows up to a bound of V8',
        timersLeft: 'timers that the main process has more than after the first tenth',
        resourcesLeft: 'handles of any other kind, likewise',
        subscriptionsLeft: 'subscriptions that the exchange holds more',
        sessionsLeft: 'uaCSTA sessions that the exchange holds more',
      },
    };
  } finally {
    await bandeau.close();
    await secrets.stop();
    await display.stop();
    await relay.stop();
    await site.stop();
  }
}

/** What happens to a call, by its number in the shift. */
async function live(
  exchange: TrainingPhones,
  relay: SipRelay,
  bandeau: Bandeau,
  from: number,
  to: number,
): Promise<void> {
  const step = () => delay(STEP_MS);
  for (let index = from; index < to; index += 1) {
    const caller = `06399${String(index % 100_000).padStart(5, '0')}`;
    const call = exchange.incomingCall({
      number: NUMBER,
      from: caller,
      displayName: `Appelant ${index % 50}`,
    });
    await step();
    if (index % 7 === 0) {
      exchange.remoteHangsUp(call);
      continue;
    }
    exchange.answerAtPhone(call);
    await step();
    if (index % 3 === 0) {
      exchange.holdAtPhone(call);
      await step();
      exchange.retrieveAtPhone(call);
      await step();
    }
    if (index % 5 === 0) {
      const other = exchange.consultAtPhone(call, COLLEAGUE);
      await step();
      const [ringing] = exchange.callsAt(COLLEAGUE);
      if (ringing) exchange.answerAtPhone(ringing.id);
      await step();
      if (other && index % 10 === 0) exchange.transferAtPhone(call, other);
      else if (other) exchange.conferenceAtPhone(call, other);
      await step();
    }
    if (index % 11 === 0) exchange.singleStepTransferAtPhone(call, '0261910042');
    for (const number of [NUMBER, COLLEAGUE]) {
      for (const { id } of exchange.callsAt(number)) exchange.hangUpAtPhone(id);
    }
    await step();
    if (index % RECONNECT_EVERY === RECONNECT_EVERY - 1) {
      relay.cut(true);
      relay.cut(false);
      const bar = await bandeau.page('bar');
      await bar.locator('main[data-link="up"]').waitFor({ timeout: 20_000 });
      process.stderr.write(`${index + 1} calls\n`);
    }
  }
}

/** Once nothing goes on any more: as it stands, and once what can be freed is. */
async function weigh(bandeau: Bandeau, exchange: TrainingPhones): Promise<Weight> {
  const bar = await bandeau.page('bar');
  await waitFor(async () => (await bar.locator('[data-call-id]').count()) === 0, {
    timeoutMs: 60_000,
    what: 'the bar to be empty',
  });
  await delay(SETTLE_MS);
  const uncollected = sumOf(memoryOf(mainOf(bandeau)));
  const samples: number[] = [];
  let processes: ReturnType<typeof memoryOf> = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await collectGarbage(bandeau);
    await delay(1_000);
    processes = memoryOf(mainOf(bandeau));
    samples.push(sumOf(processes));
  }
  const resources = await bandeau.electron.evaluate(() => process.getActiveResourcesInfo());
  await tellOf(processes, bandeau);
  const { subscriptions, sessions } = exchange.counts();
  const timers = resources.filter((name) => name === 'Timeout').length;
  return {
    mebibytes: median(samples),
    uncollected,
    of: (kind) => processes.filter(({ type }) => type === kind).reduce((sum, { pss }) => sum + pss, 0),
    timers,
    resources: resources.length - timers,
    subscriptions,
    sessions,
  };
}

/** Each process by its name, for whoever looks for what grew. */
async function tellOf(processes: ReturnType<typeof memoryOf>, bandeau: Bandeau): Promise<void> {
  const named = await bandeau.electron.evaluate(({ app }) =>
    app.getAppMetrics().map(({ pid, type, name }) => ({ pid, name: name ?? type })),
  );
  for (const { pid, type, pss, anonymous } of processes) {
    const name = named.find((one) => one.pid === pid)?.name ?? type;
    process.stderr.write(`${name}: ${pss.toFixed(1)} MiB, ${anonymous.toFixed(1)} of it anonymous\n`);
  }
}

function sumOf(processes: ReturnType<typeof memoryOf>): number {
  return processes.reduce((sum, { pss }) => sum + pss, 0);
}

function mainOf(bandeau: Bandeau): number {
  const { pid } = bandeau.electron.process();
  if (pid === undefined) throw new Error('the application is over');
  return pid;
}
