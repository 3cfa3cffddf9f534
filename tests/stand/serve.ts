import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { type Site, type SiteOptions, startSite } from './site.ts';

/** Where the stand that runs in the background keeps its files. */
export const standFolder = join(import.meta.dirname, '../../out/stand');
export const standFiles = {
  log: join(standFolder, 'stand.log'),
  pid: join(standFolder, 'stand.pid'),
  configuration: join(standFolder, 'site.json'),
  state: join(standFolder, 'stand.json'),
  /** Takes one line: `insert 1`, `insert 2` or `remove`; answers one line. */
  control: join(standFolder, 'control'),
} as const;

/** What runs, as `status` prints it. */
export const standStateSchema = z.object({
  pid: z.number(),
  parts: z.array(z.object({ name: z.string(), at: z.string() })),
  people: z.array(z.object({ name: z.string(), pin: z.string(), hasCard: z.boolean() })),
  numbers: z.array(z.string()),
  environment: z.record(z.string(), z.string()),
});

export type StandState = z.infer<typeof standStateSchema>;

/** Runs a site until this process is told to end (SIGTERM or SIGINT); its files are there once all is up. */
export async function serveSite(options: SiteOptions): Promise<void> {
  mkdirSync(standFolder, { recursive: true });
  writeFileSync(standFiles.pid, `${process.pid}\n`);
  let stopping = false;
  let site: Site | null = null;
  const end = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    for (const file of [standFiles.state, standFiles.configuration, standFiles.control, standFiles.pid]) {
      rmSync(file, { force: true });
    }
    await site?.stop();
    process.exit(0);
  };
  process.once('SIGTERM', () => void end());
  process.once('SIGINT', () => void end());
  site = await startSite(options);
  // Told to end while it was starting.
  if (stopping) return site.stop();

  await site.people[0].card?.insert();
  rmSync(standFiles.control, { force: true });
  takeOrders(site);
  writeFileSync(standFiles.configuration, `${JSON.stringify(site.configuration, null, 2)}\n`);
  writeFileSync(standFiles.state, `${JSON.stringify(stateOf(site), null, 2)}\n`);
}

function takeOrders(site: Site): void {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (line) => {
      obey(site, String(line).trim()).then(
        () => socket.end('done\n'),
        () => socket.end('not done: insert 1, insert 2 or remove, where the site has readers\n'),
      );
    });
  });
  server.listen(standFiles.control);
}

async function obey({ people }: Site, order: string): Promise<void> {
  const [staff, doctor] = people;
  const chosen = { 'insert 1': staff, 'insert 2': doctor, remove: null }[order];
  if (chosen === undefined || !staff.card || !doctor.card) throw new Error('no such order');
  staff.card.remove();
  doctor.card.remove();
  await chosen?.card?.insert();
}

function stateOf(site: Site): StandState {
  const { identity, exchange, simulatedPhones, readers, environment, people, numbers } = site;
  const parts = [
    identity && { name: 'OpenID provider and portal', at: identity.issuer },
    exchange && { name: 'exchange (Kamailio), baresip and linphone', at: exchange.wsUrl },
    simulatedPhones && { name: 'simulated phones', at: simulatedPhones.url },
    readers && { name: 'two virtual readers (pcscd, vpcd)', at: readers.ports.join(', ') },
    environment.SOFTHSM2_CONF && { name: 'tokens (SoftHSM2)', at: environment.SOFTHSM2_CONF },
  ];
  return {
    pid: process.pid,
    parts: parts.filter((part) => typeof part === 'object' && part !== null),
    people: people.map(({ name, pin, card }) => ({ name, pin, hasCard: card !== null })),
    numbers: [...numbers],
    environment: { ...environment },
  };
}
