import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { DirectoryPerson } from '../../electron/training/identity/index.ts';
import { type SystemBrowser, startSystemBrowser } from '../stand/browser/index.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { type Operator, operatorOf } from './support/operator.ts';
import { type PscSite, pscPeople, startPscSite } from './support/psc-site.ts';

/** Signing in on the provider's page, in Debian's Chromium as the system browser. */

const { linked, unlinked } = pscPeople;
const STEP_MS = 15_000;
const OPEN = 'Ouvrir Pro Santé Connect dans le navigateur';

let display: VirtualDisplay;
let browser: SystemBrowser;
let site: PscSite;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  browser = await startSystemBrowser({ display: display.name });
  site = await startPscSite({ psc: { flow: 'browser' } });
  bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: { ...site.environment, ...browser.environment },
  });
  operator = await operatorOf(bandeau);
  station = operator.station;
  station.setDefaultTimeout(STEP_MS);
  keyboard = keyboardOf(station);
  await keyboard.choosePsc();
});
afterAll(async () => {
  await bandeau?.close();
  await site?.stop();
  await browser?.stop();
  await display?.stop();
});

/** The page of the sign-in under way; the person closes it when it is over. */
let page: Page;
afterEach(() => page.close());

const shown = (text: string) => station.getByText(text).first().waitFor();
const open = () => station.getByRole('button', { name: OPEN });

/** Has the browser opened, with the page of this very request. */
async function opens(): Promise<void> {
  const before = browser.opened.length;
  await keyboard.take(OPEN);
  await waitFor(() => browser.opened.length > before, {
    timeoutMs: STEP_MS,
    what: 'the browser to be asked',
  });
  page = await browser.page('/interaction/');
  page.setDefaultTimeout(STEP_MS);
  await shown('Continuer dans le navigateur');
}

/** What the person does on the page, without a mouse either. */
async function answers(who: DirectoryPerson, button: 'Se connecter' | 'Refuser'): Promise<void> {
  await page.getByRole('radio', { name: `${who.givenName} ${who.familyName}` }).check();
  await page.getByRole('button', { name: button }).press('Enter');
}

/** The same by plain requests with the cookies of the page, but for the last redirection: gives where it leads. */
async function answersUpToTheWayBack({ id: person }: DirectoryPerson): Promise<URL> {
  const form = { person, decision: 'accept' };
  let answer = await page.request.post(page.url(), { form, maxRedirects: 0 });
  for (let step = 0; step < 5; step += 1) {
    const next = new URL(answer.headers().location ?? '', answer.url());
    if (next.pathname === '/callback') return next;
    answer = await page.request.get(next.href, { maxRedirects: 0 });
  }
  throw new Error('the provider does not send its browser back');
}

const told = (text: string) => page.getByText(text).waitFor();

/** The browser says that nobody answers. */
async function showsError(): Promise<void> {
  const isError = () => page.url().startsWith('chrome-error:');
  await waitFor(isError, { timeoutMs: STEP_MS, what: 'the error of the browser' });
}

/** The address that the browser is to come back to, as somebody on this machine may have seen it. */
function wayBack(answer: Readonly<Record<string, string>>): URL {
  const asked = new URL(browser.opened.at(-1) ?? '').searchParams;
  const address = new URL(asked.get('redirect_uri') ?? '');
  const state = asked.get('state') ?? '';
  const { issuer } = site.identity;
  address.search = String(new URLSearchParams({ code: 'x'.repeat(43), state, iss: issuer, ...answer }));
  return address;
}

/** Nobody listens for the browser any more. */
async function isGone(address: URL | string): Promise<void> {
  await expect(fetch(address)).rejects.toThrow('fetch failed');
}

describe('the page of the provider', () => {
  it('signs the person in, and the same way back leads nowhere a second time', async () => {
    await opens();
    await answers(linked, 'Se connecter');
    await told('Votre réponse a été transmise à Bandeau.');
    await shown('Bonjour Ange MODELE');
    const used = page.url();
    await isGone(used);
    await expect(page.goto(used)).rejects.toThrow('ERR_CONNECTION_REFUSED');
    await keyboard.startWork(site.phone);
    await shown('Prêt');
    await keyboard.take('Se déconnecter');
    await keyboard.choosePsc();
  });

  it('refuses for the person, and both say so', async () => {
    await opens();
    await answers(linked, 'Refuser');
    await told('La connexion n’a pas abouti');
    await operator.told('Browser_Refused');
  });

  it('leads whoever has no account linked to the mail that links one', async () => {
    await opens();
    await answers(unlinked, 'Se connecter');
    await shown('Relier Pro Santé Connect à votre compte');
    await keyboard.press('Escape');
    await open().waitFor();
  });
});

describe('the way back', () => {
  it('is not ended by who knocks, nor with another state, which lets nobody in', async () => {
    await opens();
    expect((await fetch(new URL('/favicon.ico', wayBack({})))).status).toBe(404);
    expect((await fetch(wayBack({}), { method: 'POST' })).status).toBe(404);
    const refused = await fetch(wayBack({ state: 'another' }));
    expect(await refused.text()).toContain('La connexion n’a pas abouti');
    await shown('Continuer dans le navigateur');
    await answers(linked, 'Refuser');
    await operator.told('Browser_Refused');
    await isGone(wayBack({}));
  });

  it('is refused with another issuer', async () => {
    await opens();
    await fetch(wayBack({ iss: 'https://another-issuer.example' }));
    await operator.told('Browser_IssuerRefused');
  });

  it('is refused with a code that the provider never gave', async () => {
    await opens();
    await fetch(wayBack({}));
    await operator.told('Browser_CodeRefused');
  });

  it('is closed once the person gives up, and an answer that comes later lets nobody in', async () => {
    await opens();
    await keyboard.press('Escape');
    await open().waitFor();
    await isGone(wayBack({}));
    await answers(linked, 'Se connecter');
    await showsError();
    expect(await open().isVisible()).toBe(true);
    expect(await station.locator('main .fr-alert').count()).toBe(0);
  });
});

describe('a provider that stops', () => {
  it('is told before the browser is opened', async () => {
    const before = browser.opened.length;
    site.identity.cutOff(true);
    await keyboard.take(OPEN);
    await operator.told('Identity_ProviderUnreachable');
    expect(browser.opened).toHaveLength(before);
    site.identity.cutOff(false);
  });

  it('while the page is open, leaves the person a way out; back again, the same page goes on', async () => {
    await opens();
    const start = page.url();
    site.identity.cutOff(true);
    await answers(linked, 'Se connecter');
    await showsError();
    await shown('Continuer dans le navigateur');
    site.identity.cutOff(false);
    await page.goto(start);
    await answers(linked, 'Se connecter');
    await shown('Bonjour Ange MODELE');
    await keyboard.press('Escape');
    await keyboard.choosePsc();
  });

  it('once the browser is back, is told; the next attempt goes through', async () => {
    await opens();
    const back = await answersUpToTheWayBack(linked);
    site.identity.cutOff(true);
    await fetch(back);
    await operator.told('Identity_ProviderUnreachable');
    site.identity.cutOff(false);
    await page.close();
    await opens();
    await answers(linked, 'Se connecter');
    await shown('Bonjour Ange MODELE');
  });
});
