import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { TrainingPhones } from '../../electron/training/telephony/index.ts';
import { type Bandeau, launchBandeau } from '../e2e/support/application.ts';
import { operatorOf } from '../e2e/support/operator.ts';
import { rendererOf, type Shown, shownIn } from '../e2e/support/through-main.ts';
import { startDisplay } from '../stand/display.ts';
import { startSite } from '../stand/site.ts';
import { type SipRelay, startSipRelay } from '../stand/telephony/relay.ts';

/** The rounds of `bench faults`, in a network of their own; the last line written is the figures, as JSON. */

const ROUNDS = Number(process.env.BANDEAU_FAULT_ROUNDS ?? 20);
const NUMBER = '1501';
const CALLER = '0639981234';
const SAMPLE_MS = 50;
/** Seconds between two looks of the station at its server. */
const HEARTBEAT = 1;
const GIVE_UP_MS = 20_000;
/** What is right takes this long to be painted, asked for and compared; less is no fault of what is shown. */
const PROPAGATION_MS = 700;

type Fault = (world: World) => Promise<{ readonly backAt: number }>;

interface World {
  readonly bandeau: Bandeau;
  readonly exchange: TrainingPhones;
  readonly first: SipRelay;
  readonly second: SipRelay;
  /** What changes at the exchange while the station cannot know. */
  change(): void;
}

interface Seen {
  readonly at: number;
  readonly shown: Shown | null;
  readonly right: boolean;
}

const port = (relay: SipRelay): string => new URL(relay.url).port;

/** Adds or removes a rule about every packet between the station and a relay. */
function packets(action: '-A' | '-D', relay: SipRelay, ...match: readonly string[]): void {
  for (const side of ['--dport', '--sport']) {
    execFileSync('iptables', [action, 'INPUT', '-p', 'tcp', side, port(relay), ...match, '-j', 'DROP']);
  }
}

async function during(
  relays: readonly SipRelay[],
  match: readonly string[],
  act: () => Promise<void>,
): Promise<void> {
  for (const relay of relays) packets('-A', relay, ...match);
  try {
    await act();
  } finally {
    for (const relay of relays) packets('-D', relay, ...match);
  }
}

const faults: Readonly<Record<string, Fault>> = {
  serverKilledMs: async ({ first, second, change }) => {
    for (const relay of [first, second]) relay.cut(true);
    change();
    await delay(2_000);
    for (const relay of [first, second]) relay.cut(false);
    return { backAt: performance.now() };
  },
  serverFrozenMs: async ({ first, second, change }) => {
    for (const relay of [first, second]) relay.freeze(true);
    change();
    await delay(4_000);
    for (const relay of [first, second]) relay.freeze(false);
    return { backAt: performance.now() };
  },
  networkCutMs: async ({ first, second, change }) => {
    await during([first, second], [], async () => {
      change();
      await delay(4_000);
    });
    return { backAt: performance.now() };
  },
  packetLossMs: async (world) => {
    const { first, second, change } = world;
    const loss = ['-m', 'statistic', '--mode', 'random', '--probability', '0.2'];
    const changedAt = performance.now();
    await during([first, second], loss, async () => {
      change();
      await untilRight(world);
    });
    return { backAt: changedAt };
  },
  failoverMs: async ({ first, change }) => {
    first.cut(true);
    change();
    return { backAt: performance.now() };
  },
  pageKilledMs: async ({ bandeau, change }) => {
    process.kill(await rendererOf(bandeau, 'bar'), 'SIGKILL');
    change();
    return { backAt: performance.now() };
  },
  suspendedMs: async ({ bandeau, change }) => {
    const processes = await bandeau.processes();
    for (const { pid } of processes) process.kill(pid, 'SIGSTOP');
    change();
    await delay(8_000);
    // The main process last: it may end one that it finds silent for so long.
    const rank = ({ type }: { readonly type: string }) => (type === 'Browser' ? 1 : 0);
    for (const { pid } of processes.toSorted((a, b) => rank(a) - rank(b))) process.kill(pid, 'SIGCONT');
    return { backAt: performance.now() };
  },
};

const shownAs: Readonly<Record<string, string>> = {
  originated: 'dialling',
  queued: 'ringing',
  alerting: 'ringing',
  connected: 'connected',
  held: 'held',
};

/** The calls as the exchange has them now, as the bar would show them. */
function truth(exchange: TrainingPhones): readonly string[] {
  return exchange
    .callsAt(NUMBER)
    .flatMap(({ state }) => shownAs[state] ?? [])
    .toSorted();
}

const live = (shown: Shown): readonly string[] =>
  shown.calls.flatMap(({ state }) => (state === 'ended' ? [] : [state])).toSorted();

async function look({ bandeau, exchange }: World): Promise<Seen> {
  const shown = await shownIn(bandeau, 'bar').catch(() => null);
  const right = shown !== null && JSON.stringify(live(shown)) === JSON.stringify(truth(exchange));
  return { at: performance.now(), shown, right };
}

async function untilRight(world: World): Promise<Seen> {
  const deadline = performance.now() + GIVE_UP_MS;
  for (;;) {
    const seen = await look(world);
    if (seen.right && seen.shown?.link === 'up') return seen;
    if (seen.at > deadline)
      throw new Error(`the bar stays wrong: ${JSON.stringify(seen.shown)}, ${truth(world.exchange)}`);
    await delay(SAMPLE_MS);
  }
}

/** Milliseconds for which something wrong was shown as live: before the loss was noticed, and after. */
function wrongAsLive(samples: readonly Seen[]): { readonly before: number; readonly after: number } {
  let noticed = false;
  let wrongSince: number | null = null;
  const longest = { before: 0, after: 0 };
  for (const { at, shown, right } of samples) {
    if (shown !== null && shown.link !== 'up') noticed = true;
    if (shown?.link === 'up' && !right) wrongSince ??= at;
    else wrongSince = null;
    const time = wrongSince === null ? 0 : at - wrongSince;
    if (noticed) longest.after = Math.max(longest.after, time);
    else longest.before = Math.max(longest.before, time);
  }
  return longest;
}

async function run(): Promise<void> {
  const site = await startSite({ telephony: 'simulated', cards: 'tokens' });
  const exchange = site.simulatedPhones;
  if (!exchange) throw new Error('the site has no phones');
  const [first, second] = await Promise.all([startSipRelay(exchange.url), startSipRelay(exchange.url)]);
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const bandeau = await launchBandeau({
    display: display.name,
    configuration: {
      ...site.configuration,
      telephony: { ...site.configuration.telephony, servers: [first.url, second.url], heartbeat: HEARTBEAT },
    },
    environment: { ...site.people[0].token },
  });
  const figures: Record<string, number> = {};
  let callsLost = 0;
  let wrongAfter = 0;
  let noticed = 0;
  try {
    const operator = await operatorOf(bandeau);
    await operator.typePin(site.people[0].pin);
    await operator.station.getByRole('button', { name: 'Continuer' }).click();
    await operator.bindPhone(NUMBER);
    await operator.bar();

    for (const [name, fault] of Object.entries(faults)) {
      figures[name] = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const relay of [first, second]) relay.cut(false);
        const call = exchange.incomingCall({ number: NUMBER, from: CALLER });
        exchange.answerAtPhone(call);
        let held = false;
        const world: World = {
          bandeau,
          exchange,
          first,
          second,
          change: () => {
            if (round % 3 === 2) {
              exchange.remoteHangsUp(call);
              exchange.incomingCall({ number: NUMBER, from: '18' });
            } else {
              held = true;
              exchange.holdAtPhone(call);
            }
          },
        };
        const before = (await untilRight(world)).shown?.calls.find(({ state }) => state === 'connected');
        const samples: Seen[] = [];
        let sampling = true;
        const sampler = (async () => {
          while (sampling) {
            if (name !== 'suspendedMs') samples.push(await look(world));
            await delay(SAMPLE_MS);
          }
        })();
        const { backAt } = await fault(world);
        const right = await untilRight(world);
        sampling = false;
        await sampler;
        figures[name] = Math.max(figures[name], Math.max(0, right.at - backAt));
        const wrong = wrongAsLive(samples);
        noticed = Math.max(noticed, wrong.before);
        wrongAfter = Math.max(wrongAfter, wrong.after - PROPAGATION_MS);
        const after = right.shown?.calls.find(({ id }) => id === before?.id);
        if (held && (!before || after?.state !== 'held')) callsLost += 1;
        for (const { id } of exchange.callsAt(NUMBER)) exchange.remoteHangsUp(id);
        await untilRight(world);
      }
      process.stderr.write(`${name} ${Math.round(figures[name])}\n`);
    }
  } finally {
    await bandeau.close();
    await display.stop();
    await Promise.all([first.stop(), second.stop()]);
    await site.stop();
  }
  process.stdout.write(
    `${JSON.stringify({ ...figures, callsLost, wrongAsLiveAfterMs: Math.max(0, wrongAfter), noticedMs: noticed })}\n`,
  );
}

await run();
process.exit(0);
