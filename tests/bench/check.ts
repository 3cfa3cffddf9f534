import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendOverUdp } from '../../electron/prerequisites/adapters/send-packets.ts';
import { reportSchema } from '../../electron/prerequisites/index.ts';
import { qualityOf } from '../../electron/prerequisites/rules/packets.ts';
import { prerequisitesSchema } from '../../electron/settings/schemas/prerequisites.ts';
import { type Law, truthOf } from '../stand/network/packet-law.ts';
import { startWorkstation, type Workstation } from '../stand/workstation.ts';
import type { Findings } from './report.ts';

const COMMAND = join(import.meta.dirname, '../../electron/commands/check.ts');
const RUNS = 5;
/** As a site has them that configures nothing. */
const { packets, interval } = prerequisitesSchema.parse({});

/** What a bad network does, from one that is only noticed to one that hinders. */
const laws: readonly Law[] = [
  { delay: 20, jitter: 40, dropEvery: 0 },
  { delay: 40, jitter: 90, dropEvery: 0 },
  { delay: 20, jitter: 60, dropEvery: 50 },
  { delay: 60, jitter: 120, dropEvery: 20 },
];

/**
 * How long the command takes, from its start to its end, on a sound workstation with real parts and where nothing
 * answers; and how far jitter and loss as measured are from what a relay on loopback did to the packets, by a law that
 * is known exactly (this kernel may have no netem).
 */
export async function measureCheck(): Promise<Findings> {
  const station = await startWorkstation({ packets, interval });
  try {
    await station.card.insert();
    const sound: number[] = [];
    for (let run = 0; run < RUNS; run += 1) sound.push(await timeOf(() => station.check()));
    const errors = await qualityErrors(station);
    await station.readers.killService();
    const unreachable: number[] = [];
    for (let run = 0; run < 2; run += 1) unreachable.push(await timeOf(checkNothingAnswers));
    return {
      name: 'check',
      figures: {
        soundMs: Math.max(...sound),
        unreachableMs: Math.max(...unreachable),
        jitterErrorPercent: Math.max(...errors.map(({ jitter }) => jitter)),
        lossErrorPoints: Math.max(...errors.map(({ loss }) => loss)),
      },
      limits: { soundMs: 5_000, unreachableMs: 15_000, jitterErrorPercent: 10, lossErrorPoints: 0.5 },
      meanings: {
        soundMs: `the slowest of ${RUNS}, card and real SIP server included`,
        unreachableMs: 'the slowest of 2: every packet vanishes, names too; no PC/SC service',
        jitterErrorPercent: `the worst of ${laws.length} laws, of what was injected`,
        lossErrorPoints: 'the same',
      },
    };
  } finally {
    await station.stop();
  }
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await act();
  return performance.now() - startedAt;
}

async function qualityErrors({ packets: relay }: Workstation) {
  const errors: { jitter: number; loss: number }[] = [];
  for (const law of laws) {
    await relay.setLaw(law);
    const place = { host: '127.0.0.1', port: relay.port };
    const measured = qualityOf(await sendOverUdp(place, { packets, interval }, new AbortController().signal));
    if (!measured) throw new Error('no packet came back');
    const truth = truthOf(law, packets);
    errors.push({
      jitter: (Math.abs(measured.jitter - truth.jitter) / truth.jitter) * 100,
      loss: Math.abs(measured.loss - truth.loss),
    });
  }
  await relay.setLaw({ delay: 0, jitter: 0, dropEvery: 0 });
  return errors;
}

/** In a network of its own whose only way out leads nowhere: nothing is refused, nothing answers. */
async function checkNothingAnswers(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bandeau-nowhere-'));
  const file = join(folder, 'site.json');
  writeFileSync(
    file,
    JSON.stringify({
      environment: 'production',
      label: 'STAND',
      site: 'Samu 00',
      identity: { issuer: 'https://id.samu.example', clientId: 'b', portal: 'https://192.0.2.1/portal' },
      telephony: { servers: ['wss://sip1.samu.example', 'wss://192.0.2.2', 'wss://192.0.2.3'] },
      prerequisites: {
        servers: [
          { name: 'tickets', url: 'https://glpi.samu.example', purpose: 'support' },
          { name: 'updates', url: 'https://192.0.2.4', purpose: 'update' },
        ],
        timeServer: 'ntp.samu.example',
        probes: ['192.0.2.5', 'sbc.samu.example'],
      },
    }),
  );
  const command = `ip link set lo up && ip route add default dev lo && exec "$0" "$@"`;
  const args = ['--net', 'sh', '-c', command, process.execPath, COMMAND];
  const given = ['--json', '--config', file, '--user-data-dir', join(folder, 'data')];
  try {
    const stdout = await new Promise<string>((resolve) => {
      execFile('unshare', [...args, ...given], { timeout: 60_000 }, (_error, text) => resolve(text));
    });
    const { verdict, checks } = reportSchema.parse(JSON.parse(stdout));
    const reached = checks.filter(
      (check) => check.group === 'network' && check.verdict === 'ok' && !check.id.startsWith('network.proxy'),
    );
    if (verdict !== 'failure' || reached.length > 0) throw new Error('something was reached after all');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
