import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import type { Law, RelayOrder } from './packet-law.ts';

const readySchema = z.object({ type: z.literal('ready'), port: z.number() });

/** Stands between a probe and a SIP server, and does to its packets what a bad network would, by a known law. */
export interface PacketRelay {
  /** UDP on loopback. */
  readonly port: number;
  /** From now on; the numbers of the answers begin anew. */
  setLaw(law: Law): Promise<void>;
  stop(): Promise<void>;
}

/** The kernel's own way (`tc netem`) needs a module that many machines for tests lack. */
export async function startPacketRelay(target: number): Promise<PacketRelay> {
  const child = fork(join(import.meta.dirname, 'packet-relay-process.ts'), [String(target)], {
    execArgv: [],
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const [ready] = await once(child, 'message');
  const order = async (message: RelayOrder): Promise<void> => {
    const done = once(child, 'message');
    child.send(message);
    await done;
  };
  return {
    port: readySchema.parse(ready).port,
    setLaw: (law) => order({ type: 'law', law }),
    stop: async () => {
      process.off('exit', kill);
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}
