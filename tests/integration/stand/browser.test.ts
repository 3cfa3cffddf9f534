import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runElectronScript } from '../../e2e/support/electron-script.ts';
import { ordinaryUser } from '../../e2e/support/ordinary-user.ts';
import { type SystemBrowser, startSystemBrowser } from '../../stand/browser/index.ts';
import { startDisplay, type VirtualDisplay } from '../../stand/display.ts';
import { freePort } from '../../stand/ports.ts';
import { waitFor } from '../../stand/process.ts';

const PAGE = `<!doctype html><meta charset="utf-8"><title>Portail</title>
<form method="get" action="/suite"><label>Réponse <input name="reponse"></label><button>Valider</button></form>`;

let display: VirtualDisplay;
let browser: SystemBrowser;
let server: Server;
let address: string;
const requests: string[] = [];

beforeAll(async () => {
  display = await startDisplay({ width: 1280, height: 900, windowManager: true });
  browser = await startSystemBrowser({ display: display.name });
  const port = await freePort();
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.setHeader('content-type', 'text/html');
    response.end(PAGE);
  }).listen(port, '127.0.0.1');
  address = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  await browser?.stop();
  await display?.stop();
  server?.closeAllConnections();
  server?.close();
});

const openExternal = (url: string): Promise<unknown> =>
  runElectronScript({
    user: ordinaryUser(),
    display: display.name,
    environment: browser.environment,
    body: `await electron.shell.openExternal(${JSON.stringify(url)}); return 'opened';`,
  });

describe('the system browser', () => {
  test('opens what a program gives to the system, whole', async () => {
    const url = `${address}/demande?code=a%20b&scope=openid+profile&state='x'`;
    expect(await openExternal(url)).toBe('opened');
    const page = await browser.page('/demande');
    expect(await page.title()).toBe('Portail');
    expect(browser.opened).toHaveLength(1);
    const [opened = ''] = browser.opened;
    expect(new URL(opened).searchParams.get('code')).toBe('a b');
    expect(requests).toContain(opened.slice(address.length));
  });

  test('is driven as a person would, and opens a second address in the same window', async () => {
    const page = await browser.page('/demande');
    await page.getByLabel('Réponse').fill('oui');
    await page.getByRole('button', { name: 'Valider' }).click();
    await waitFor(() => requests.includes('/suite?reponse=oui'), { timeoutMs: 5_000, what: 'the answer' });
    await openExternal(`${address}/deuxieme`);
    await browser.page('/deuxieme');
    expect(browser.opened).toHaveLength(2);
  });
});
