import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Bridge } from '../../electron/ipc/door.ts';
import { ordinaryUser } from '../e2e/support/ordinary-user.ts';
import { startDisplay } from '../stand/display.ts';
import { startSecretStorage } from '../stand/secrets/index.ts';
import { startSite } from '../stand/site.ts';
import { startGlpi } from '../stand/support/glpi.ts';
import { work } from './at-work.ts';
import { inPage } from './in-page.ts';
import { prepareProgram } from './program.ts';
import type { Findings } from './report.ts';
import { percentile } from './statistics.ts';

const TICKETS = 10_000;
const SAMPLES = 30;
const STATION = 'app://bandeau/station/';
/** Of the person who signs in, as the portal knows them. */
const ADDRESS = 'zoe.essai@stand.example';
const limits = { firstRowsP95Ms: 100 };

const timesSchema = z.object({
  opening: z.array(z.number()),
  all: z.array(z.number()),
  search: z.array(z.number()),
});

/**
 * Ten thousand tickets that the desk has, fetched by the real application into its sealed file; then « Mes tickets » is
 * opened again and again, timed in the page from the click on its tab to the frame that shows the first rows.
 */
export async function measureTickets(): Promise<Findings> {
  const site = await startSite({ telephony: 'simulated', cards: 'tokens' });
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const glpi = await startGlpi();
  const storage = await startSecretStorage();
  const userTokenFile = join(ordinaryUser().home, 'token');
  writeFileSync(userTokenFile, glpi.userToken, { mode: 0o644 });
  chmodSync(join(userTokenFile, '..'), 0o755);
  glpi.desk.fill(TICKETS, ADDRESS, 10);
  const start = prepareProgram({
    display: display.name,
    configuration: {
      ...site.configuration,
      support: { glpi: { url: glpi.url, userTokenFile, timeZone: 'UTC' }, sentDays: 3_650 },
    },
    // With both cards in sight, either may be the first.
    environment: { ...site.people[0].token, ...storage.environment },
  });
  const program = await start();
  try {
    await work(program.inspector, site, site.numbers[0] ?? '');
    const since = performance.now();
    const kept = z.string().parse(await program.inspector.evaluate(STATION, inPage(untilFetched, TICKETS)));
    const fetchSeconds = (performance.now() - since) / 1_000;
    if (kept !== 'disk') throw new Error(`the tickets are kept in ${kept}`);
    const measured = await program.inspector.evaluate(STATION, inPage(openAndSee, SAMPLES));
    const { opening, all, search } = timesSchema.parse(measured);
    const figures = {
      firstRowsP95Ms: percentile(opening, 0.95),
      firstRowsP50Ms: percentile(opening, 0.5),
      slowestMs: Math.max(...opening),
      allP95Ms: percentile(all, 0.95),
      searchP95Ms: percentile(search, 0.95),
      fetchSeconds,
    };
    return { name: 'tickets', figures, limits, meanings };
  } finally {
    await program.stop();
    await storage.stop();
    await glpi.stop();
    await display.stop();
    await site.stop();
  }
}

const meanings = {
  firstRowsP95Ms: 'from the click on « Mes tickets » to the frame with its first rows, ten thousand kept',
  allP95Ms: 'the same from the choice of « Tous », all ten thousand',
  searchP95Ms: 'from a word that only the oldest ticket has to its row: every subject is opened',
  fetchSeconds: 'from the phone that is bound until the desk’s whole list is on the disk',
};

/** In the station's page: waits until the desk's list is kept, and tells where. */
async function untilFetched(count: number): Promise<string> {
  const bridge: Bridge<'station'> = window.bandeau;
  for (let tries = 0; tries < 1_200; tries += 1) {
    const oldest = await bridge.ask('support.tickets', { filter: 'all', text: '#1', after: null });
    const view = await bridge.ask('station.view', undefined);
    let next = oldest.ok ? oldest.value.next : null;
    let found = oldest.ok ? oldest.value.tickets.length : 0;
    while (next && found === 0) {
      const page = await bridge.ask('support.tickets', { filter: 'all', text: '#1', after: next });
      if (!page.ok) break;
      found += page.value.tickets.length;
      next = page.value.next;
    }
    if (found > 0 && view.ok && view.value.support) return view.value.support.kept;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`${count} tickets were not fetched`);
}

/** In the station's page: opens the panel, then the tab, as a person does; the times of what is painted. */
async function openAndSee(samples: number): Promise<{ opening: number[]; all: number[]; search: number[] }> {
  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const named = (selector: string, text: string) =>
    [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.textContent?.startsWith(text));
  const until = async <T>(find: () => T | undefined | null): Promise<T> => {
    for (let tries = 0; tries < 400; tries += 1) {
      const found = find();
      if (found) return found;
      await rest(10);
    }
    throw new Error('the page did not get on');
  };
  const rows = () => [...document.querySelectorAll<HTMLElement>('.tickets__open')];
  /** From an act until a frame has shown rows for which `isSo` holds. */
  const timed = (act: () => void, isSo: (found: HTMLElement[]) => boolean): Promise<number> =>
    new Promise((resolve, reject) => {
      const observer = new MutationObserver(() => {
        if (!isSo(rows())) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since), 0));
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
      setTimeout(() => reject(new Error('no rows')), 10_000);
      const since = performance.now();
      act();
    });
  const set = (field: HTMLInputElement | HTMLSelectElement, value: string, event: string) => {
    const prototype = Object.getPrototypeOf(field);
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
    field.dispatchEvent(new Event(event, { bubbles: true }));
  };
  const times = { opening: [] as number[], all: [] as number[], search: [] as number[] };
  for (let sample = 0; sample < samples; sample += 1) {
    (await until(() => named('button.tool', 'Support'))).click();
    const tab = await until(() => named('[role="tab"]', 'Mes tickets'));
    await rest(150);
    times.opening.push(
      await timed(
        () => tab.click(),
        (found) => found.length > 0,
      ),
    );
    await rest(100);
    const filter = await until(() => document.querySelector<HTMLSelectElement>('.tickets select'));
    const before = rows()[1]?.dataset.thread;
    times.all.push(
      await timed(
        () => set(filter, 'all', 'change'),
        (found) => found.length > 1 && found[1]?.dataset.thread !== before,
      ),
    );
    await rest(100);
    const field = await until(() =>
      document.querySelector<HTMLInputElement>('.tickets input[type="search"]'),
    );
    times.search.push(
      await timed(
        () => set(field, '#1', 'input'),
        (found) => found.length === 1 && found[0]?.dataset.thread === 'glpi:1',
      ),
    );
    (await until(() => named('dialog .tool', 'Fermer'))).click();
    await rest(150);
  }
  return times;
}
