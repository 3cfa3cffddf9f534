import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Site, startSite } from '../stand/index.ts';
import { freePort } from '../stand/ports.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { operatorOf } from './support/operator.ts';

/** What becomes wrong during a shift, with a real PC/SC service and a real server: the bar says so, and what to do. */

const INTERVAL_S = 10;
/** An interval, its tenth, the quarter after which a doubt is settled, and the rounds themselves. */
const TOLD_MS = INTERVAL_S * 1_500 + 5_000;
/** Longer than a run with everything out of reach. */
const RUN_MS = 30_000;

let display: VirtualDisplay;
let site: Site;
let bandeau: Bandeau;
let bar: Page;
let tickets: Server;
let port: number;

async function startTickets(): Promise<void> {
  tickets = createServer((_request, response) => response.end()).listen(port, '127.0.0.1');
  await once(tickets, 'listening');
}

beforeAll(async () => {
  port = await freePort();
  await startTickets();
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startSite({ telephony: 'simulated' });
  const [staff] = site.people;
  await staff.card?.insert();
  bandeau = await launchBandeau({
    display: display.name,
    configuration: {
      ...site.configuration,
      prerequisites: {
        servers: [{ name: 'tickets', url: `http://127.0.0.1:${port}`, purpose: 'support' }],
        watchInterval: INTERVAL_S,
        // This machine is no workstation, and busy with tests.
        thresholds: { delay: [2_000, 4_000], jitter: [2_000, 4_000], screen: [800, 600], disk: [0, 0] },
      },
    },
    environment: site.environment,
  });
  const operator = await operatorOf(bandeau);
  await operator.typePin(staff.pin);
  await operator.chooseProfile(site.configuration.site);
  await operator.bindPhone(site.numbers[0] ?? '');
  bar = await operator.bar();
});

afterAll(async () => {
  await bandeau?.close();
  tickets?.close();
  await site?.stop();
  await display?.stop();
});

const trouble = (what: string) => bar.getByRole('button', { name: new RegExp(`Poste à vérifier.*${what}`) });

const focused = () =>
  bandeau.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.getTitle() ?? null);

describe('a workstation that becomes unfit during a shift', () => {
  it('tells of a server that stops, and no more once it is back', async () => {
    tickets.close();
    tickets.closeAllConnections();
    await trouble('Connexion : tickets').waitFor({ timeout: TOLD_MS });
    await startTickets();
    await trouble('tickets').waitFor({ state: 'detached', timeout: TOLD_MS });
  });

  it('tells of the PC/SC service that dies; one click shows what to do, and what was read is told no more', async () => {
    const before = await focused();
    await site.readers?.killService();
    await trouble('Service des cartes à puce').waitFor({ timeout: TOLD_MS });
    expect(await focused()).toBe(before);

    await trouble('Service des cartes à puce').click();
    const station = await bandeau.page('station');
    const panel = station.getByRole('dialog', { name: 'Vérification du poste' });
    await panel.getByText('Empreinte du rapport').waitFor({ timeout: RUN_MS });
    expect(await station.locator('summary:focus').textContent()).toContain('Service des cartes à puce');
    await trouble('Service des cartes à puce').waitFor({ state: 'detached', timeout: TOLD_MS });
    await station.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await site.readers?.startService();
  });
});
