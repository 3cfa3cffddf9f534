import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { now } from './fixtures.ts';
import { buildPages, servePages } from './pages.ts';
import type { GalleryState } from './state.ts';
import { states } from './states.ts';

/**
 * Takes a picture of every state and checks each with axe-core:
 * `node tests/gallery/run.ts [FOLDER] [PART OF A NAME]`. Needs a Chromium (`CHROMIUM`, else `/usr/bin/chromium`).
 * Ends with 1 when a state has a serious accessibility fault, an error in its console, or something cut off.
 */
const [folder = join(tmpdir(), 'bandeau-gallery'), part = ''] = process.argv.slice(2);

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

async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results: AxeResults = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
    );
}

/** A bar or dial page has nowhere to scroll to. */
async function overflowOf(page: Page, kind: GalleryState['page']): Promise<string[]> {
  const { width, height } = await page.evaluate(() => ({
    width: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    height: document.documentElement.scrollHeight - document.documentElement.clientHeight,
  }));
  const over = kind === 'station' ? width : Math.max(width, height);
  return over > 0 ? [`${width} px too wide, ${height} px too high`] : [];
}

async function act(page: Page, step: GalleryState['press'][number]): Promise<void> {
  if (typeof step !== 'string') return page.getByLabel(step.field).first().fill(step.text);
  const named = { name: step, exact: true };
  const button = page.getByRole('button', named).or(page.getByRole('tab', named));
  await button
    .or(page.getByRole('menuitem', { name: step }))
    .first()
    .click({ force: true });
}

async function take(browser: Browser, address: string, state: GalleryState, file: string): Promise<string[]> {
  const context = await browser.newContext({
    viewport: state.size,
    colorScheme: state.scheme,
    reducedMotion: 'reduce',
    locale: 'fr-FR',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.clock.setFixedTime(now);
  const { view, before, failure, answers } = state;
  await page.addInitScript(fakeBridge, { view, before, failure, answers });
  await page.goto(`${address}/${state.page}/index.html`);
  await page.locator('html[data-ready="true"]').waitFor();
  if (before) await page.evaluate(() => window.dispatchEvent(new Event('gallery-next')));
  for (const step of state.press) await act(page, step);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: file });
  const faults = [...errors, ...(await overflowOf(page, state.page)), ...(await faultsOf(page))];
  await context.close();
  return faults;
}

const built = await mkdtemp(join(tmpdir(), 'bandeau-pages-'));
await buildPages(built);
const server = await servePages(built);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  await mkdir(folder, { recursive: true });
  const report: string[] = [];
  for (const [index, state] of states.entries()) {
    if (!state.name.includes(part)) continue;
    const file = join(folder, `${String(index + 1).padStart(3, '0')}-${state.name}.png`);
    const faults = await take(browser, server.address, state, file);
    report.push(...faults.map((fault) => `${state.name}: ${fault}`));
  }
  await writeFile(join(folder, 'faults.txt'), report.join('\n'));
  console.log(report.join('\n'));
  console.log(`${report.length} fault(s)`);
  if (report.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
  await rm(built, { recursive: true, force: true });
}
