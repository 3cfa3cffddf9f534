import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Findings } from './report.ts';

/** Milliseconds after the peer is back (or, where it never left, after the change) until the bar is right. */
const limits = {
  serverKilledMs: 10_000,
  serverFrozenMs: 10_000,
  networkCutMs: 10_000,
  packetLossMs: 10_000,
  failoverMs: 10_000,
  pageKilledMs: 10_000,
  suspendedMs: 10_000,
  callsLost: 0,
  wrongAsLiveAfterMs: 0,
} as const;

const resultSchema = z.record(z.string(), z.number());

/**
 * What goes away during a call, twenty times each, on the built application: how long after its return the bar is
 * right, whether anything was lost, and whether anything wrong was ever shown as live once the loss was noticed. It
 * runs in a network of its own, whose packets can be dropped.
 */
export async function measureFaults(): Promise<Findings> {
  const network = `bandeau-faults-${process.pid}`;
  execFileSync('ip', ['netns', 'add', network]);
  try {
    execFileSync('ip', ['netns', 'exec', network, 'ip', 'link', 'set', 'lo', 'up']);
    const script = join(import.meta.dirname, 'faults-run.ts');
    const child = spawn('ip', ['netns', 'exec', network, process.execPath, script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let last = '';
    createInterface({ input: child.stdout }).on('line', (line) => {
      last = line;
    });
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`the faults ended with ${code}`);
    const figures = resultSchema.parse(JSON.parse(last));
    return {
      name: 'faults',
      figures,
      limits,
      meanings: {
        serverKilledMs: 'slowest of 20: connections refused for 2 s, then served again',
        serverFrozenMs: 'slowest of 20: the server accepts and says nothing, until it goes on',
        networkCutMs: 'slowest of 20: every packet dropped for 4 s',
        packetLossMs: 'slowest of 20: one packet in five dropped, from the change until it is shown',
        failoverMs: 'slowest of 20: the server is gone for good, the second one takes over',
        pageKilledMs: 'slowest of 20: the page of the bar killed',
        suspendedMs: 'slowest of 20: every process of the application stopped for 8 s',
        callsLost: 'calls that changed their identity or their timer, of all rounds',
        wrongAsLiveAfterMs:
          'longest time that something wrong was shown as live after the loss had been noticed',
        noticedMs: 'longest time until a silent loss is noticed: the heartbeat and its deadline',
      },
    };
  } finally {
    execFileSync('ip', ['netns', 'del', network]);
  }
}
