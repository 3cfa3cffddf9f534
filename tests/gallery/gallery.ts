import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { now } from './fixtures.ts';
import { buildPages, servePages } from './pages.ts';
import type { GalleryState } from './state.ts';

/** The pages, built and served, in a browser: every state may be shown and checked, one after the other. */
export interface Gallery {
  /** What is wrong with a state: accessibility, errors in the console, what is cut off. Keeps a picture where asked. */
  faultsOf(state: GalleryState, picture?: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Needs a Chromium: `CHROMIUM`, else Debian's without windows, which takes half of the time of the whole one. */
export async function openGallery(): Promise<Gallery> {
  const built = await mkdtemp(join(tmpdir(), 'bandeau-pages-'));
  await buildPages(built);
  const server = await servePages(built);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const tab = await openTab(browser);
  return {
    faultsOf: (state, picture) => faultsOf(tab, server.address, state, picture),
    close: async () => {
      await browser.close();
      await server.close();
      await rm(built, { recursive: true, force: true });
    },
  };
}

/** The one in which all is shown: where a page was shown before, another one costs half. */
interface Tab {
  readonly page: Page;
  /** What the console and scripts complained of, since it was asked last. */
  takeErrors(): readonly string[];
  /** Waits until all that the page asked for is there, and is shown. */
  settled(): Promise<void>;
}

async function openTab(browser: Browser): Promise<Tab> {
  const page = await browser.newPage({ locale: 'fr-FR' });
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.clock.setFixedTime(now);
  return { page, takeErrors: () => errors.splice(0), settled: watchRequests(page) };
}

type Shown = Pick<GalleryState, 'view' | 'before' | 'failure' | 'answers'>;

/** What the preload would put on the page: main's answers, from the state's fixture. */
function fakeBridge({ view, before, failure, answers = {} }: Shown): void {
  const bandeau = {
    ask: async (channel: string) => {
      if (channel.endsWith('.view')) return { ok: true, value: before ?? view };
      if (Object.hasOwn(answers, channel)) return { ok: true, value: answers[channel] };
      return failure ? { ok: false, failure } : { ok: true, value: undefined };
    },
    onView: (listener: (told: typeof view) => void) => {
      window.addEventListener('gallery-next', () => listener(view));
      return () => undefined;
    },
  };
  Object.assign(window, { bandeau });
}

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violationsIn(page: Page, forcedColors: boolean): Promise<string[]> {
  await page.evaluate(axeSource);
  // Forced colours are the system's: axe judges those of the page, which are not seen.
  const rules = { 'color-contrast': { enabled: !forcedColors } };
  const options = JSON.stringify({ resultTypes: ['violations'], rules });
  const results: AxeResults = await page.evaluate(`axe.run(document, ${options})`);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
  );
}

/** A bar or dial page has nowhere to scroll to; nothing scrolls sideways but a table. */
async function overflowOf(page: Page, kind: GalleryState['page']): Promise<string[]> {
  const scrolled = await page.evaluate(() =>
    [...document.querySelectorAll('html, main, aside, dialog[open], dialog[open] *')].map((element) => ({
      what: `${element.tagName.toLowerCase()}.${element.className}`,
      scrolls: element.tagName === 'HTML' || /auto|scroll/.test(getComputedStyle(element).overflowX),
      width: element.scrollWidth - element.clientWidth,
      height: element.scrollHeight - element.clientHeight,
    })),
  );
  const over = scrolled.filter(({ scrolls, what, width, height }) => {
    if (!scrolls || what.includes('table')) return false;
    return width > 0 || ((kind === 'bar' || kind === 'dial') && height > 0);
  });
  return over.map(({ what, width, height }) => `${what} is ${width} px too wide, ${height} px too high`);
}

async function act(page: Page, step: GalleryState['press'][number]): Promise<void> {
  if (typeof step !== 'string' && 'choice' in step) {
    await page.getByLabel(step.choice).first().selectOption(step.option);
    return;
  }
  if (typeof step !== 'string') return page.getByLabel(step.field).first().fill(step.text);
  const named = { name: step, exact: true };
  const button = page.getByRole('button', named).or(page.getByRole('tab', named));
  await button
    .or(page.getByRole('menuitem', { name: step }))
    .or(page.locator('summary').filter({ hasText: step }))
    .first()
    .click({ force: true });
}

/** Watches what the page loads; gives back how to wait until all that was asked for is there, and is shown. */
function watchRequests(page: Page): () => Promise<void> {
  let underWay = 0;
  page.on('request', () => {
    underWay += 1;
  });
  const ended = () => {
    underWay -= 1;
  };
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  const frames = () =>
    page.evaluate(
      () =>
        new Promise((resolve) =>
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined))),
        ),
    );
  return async () => {
    do {
      await frames();
      await page.locator('[data-loading]').first().waitFor({ state: 'detached' });
    } while (underWay > 0);
    await frames();
  };
}

/** In CSS pixels: the smallest screen that a station is used on, 1024 × 640, at 125 % and at 200 %. */
const smallScreens = [
  { width: 819, height: 512, what: 'on the smallest screen' },
  { width: 512, height: 320, what: 'on the smallest screen at 200 %' },
] as const;

async function faultsOf(
  { page, takeErrors, settled }: Tab,
  address: string,
  state: GalleryState,
  picture?: string,
): Promise<string[]> {
  // Of the state before, what came late.
  takeErrors();
  // Where nothing is below it, as no mouse was moved yet.
  await page.mouse.move(-1, -1);
  await page.setViewportSize(state.size);
  await page.emulateMedia({
    colorScheme: state.scheme,
    reducedMotion: 'reduce',
    forcedColors: state.forcedColors ? 'active' : 'none',
  });
  const { view, before, failure, answers } = state;
  const bridge = await page.addInitScript(fakeBridge, { view, before, failure, answers });
  await page.goto(`${address}/${state.page}/index.html?${state.name}`);
  await bridge.dispose();
  await page.locator('html[data-ready="true"]').waitFor();
  if (before) await page.evaluate(() => window.dispatchEvent(new Event('gallery-next')));
  await settled();
  for (const step of state.press) {
    await act(page, step);
    await settled();
  }
  await page.evaluate(() => document.fonts.ready);
  if (picture) await page.screenshot({ path: picture });
  const faults = [
    ...takeErrors(),
    ...(await overflowOf(page, state.page)),
    ...(await violationsIn(page, state.forcedColors === true)),
  ];
  if (state.page !== 'station' && state.page !== 'capture') return faults;
  for (const { what, ...size } of smallScreens) {
    await page.setViewportSize(size);
    const over = await overflowOf(page, state.page);
    faults.push(...over.map((fault) => `${what}, ${fault}`));
  }
  return faults;
}
