import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { startDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { startSite } from '../stand/site.ts';
import type { Inspector } from './devtools.ts';
import { inPage } from './in-page.ts';
import { prepareProgram } from './program.ts';
import type { Findings } from './report.ts';
import { median } from './statistics.ts';

const ROUNDS = 12;
const WARM_UPS = 2;
/** Nobody changes cards faster; by chance, so that the insertion falls anywhere between two looks of PC/SC. */
const PAUSE_MS = { least: 1_000, more: 400 };
const STATION = 'app://bandeau/station/';
const limits = { cardRatio: 1.5 };
const run = promisify(execFile);

const seenSchema = z.object({ detectedAt: z.number(), shownAt: z.number() });

/**
 * From the insertion of a card in a reader of PC/SC to its holder's name on the screen, over `pkcs11-tool -O` on the
 * same card in the same run. The part before `detectedMs` is the reader's: PC/SC looks at it every 400 ms or so, and
 * `pkcs11-tool`, started once the card is known, does not wait for that.
 */
export async function measureCard(): Promise<Findings> {
  const site = await startSite({ telephony: 'none', cards: 'readers' });
  const [{ name, card }] = site.people;
  const [module] =
    site.configuration.environment === 'production' ? (site.configuration.card?.modules ?? []) : [];
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const program = await prepareProgram({ display: display.name, configuration: site.configuration })();
  const shown: number[] = [];
  const detected: number[] = [];
  const listed: number[] = [];
  try {
    if (!card || !module) throw new Error('the site has no readers');
    for (let round = 0; round < WARM_UPS + ROUNDS; round += 1) {
      await untilReaderEmpty(program.inspector);
      await delay(PAUSE_MS.least + Math.random() * PAUSE_MS.more);
      const seen = program.inspector.evaluate(STATION, inPage(nameOnScreen, name));
      const insertedAt = now();
      await card.insert();
      const { detectedAt, shownAt } = seenSchema.parse(await seen);
      const startedAt = now();
      const { stdout } = await run('pkcs11-tool', ['--module', module, '-O']);
      const endedAt = now();
      if (!stdout.includes('Certificate Object')) throw new Error('pkcs11-tool did not see the certificate');
      card.remove();
      if (round < WARM_UPS) continue;
      shown.push(shownAt - insertedAt);
      detected.push(detectedAt - insertedAt);
      listed.push(endedAt - startedAt);
    }
  } finally {
    program.inspector.close();
    await program.stop();
    await display.stop();
    await site.stop();
  }
  const figures = {
    cardRatio: median(shown) / median(listed),
    shownMs: median(shown),
    detectedMs: median(detected),
    pkcs11ToolMs: median(listed),
  };
  return { name: 'card', figures, limits };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

async function untilReaderEmpty(inspector: Inspector): Promise<void> {
  const state = `document.querySelector('[data-card]')?.dataset.card`;
  await waitFor(async () => (await inspector.evaluate(STATION, state)) === 'reader-empty', {
    timeoutMs: 10_000,
    what: 'the screen to ask for a card',
  });
}

/** In the page: when the reader is no longer empty, and when the frame with the name has been painted. */
function nameOnScreen(name: string): Promise<{ detectedAt: number; shownAt: number }> {
  const now = () => performance.timeOrigin + performance.now();
  let detectedAt = 0;
  return new Promise((resolve, reject) => {
    const state = () => document.querySelector<HTMLElement>('[data-card]')?.dataset.card;
    setTimeout(() => reject(new Error(`the name is not shown: ${state()}`)), 10_000);
    const look = () => {
      if (!detectedAt && state() !== 'reader-empty') detectedAt = now();
      if (!document.querySelector('[data-card]')?.textContent?.includes(name)) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve({ detectedAt, shownAt: now() })));
    };
    const observer = new MutationObserver(look);
    observer.observe(document, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ['data-card'],
    });
  });
}
