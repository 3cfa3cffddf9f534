import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Inspector } from './devtools.ts';
import { inPage } from './in-page.ts';

/** Between two keys, as a person types. */
const KEY_PAUSE_MS = 60;
/** Event Timing tells of no event that took less. */
const LEAST_MS = 16;

/**
 * Types a text into the search field of a page and erases it, again and again: milliseconds from each key until the
 * frame that shows it is on the display (Event Timing, to 8 ms; whatever took less than 16 ms counts as that).
 */
export async function typeAndErase(
  inspector: Inspector,
  page: string,
  { text, times }: { readonly text: string; readonly times: number },
): Promise<readonly number[]> {
  await inspector.evaluate(page, inPage(watchKeys, LEAST_MS));
  const keys = [...text, ...Array.from(text, () => 'Backspace')];
  for (let time = 0; time < times; time += 1) {
    for (const [index, key] of keys.entries()) {
      await inspector.press(page, key);
      if (index === text.length - 1) await checkTyped(inspector, page, text);
      await delay(KEY_PAUSE_MS);
    }
  }
  // The last one is told of after its frame.
  await delay(1_000);
  const told = z.array(z.number()).parse(await inspector.evaluate(page, 'window.painted'));
  const quick = keys.length * times - told.length;
  return [...told, ...Array.from({ length: quick }, () => LEAST_MS)];
}

async function checkTyped(inspector: Inspector, page: string, text: string): Promise<void> {
  const typed = await inspector.evaluate(page, 'document.querySelector("input[type=search]").value');
  if (typed !== text) throw new Error(`the search field has « ${String(typed)} »`);
}

/** In the page. */
function watchKeys(durationThreshold: number): void {
  const painted: number[] = [];
  Object.assign(window, { painted });
  const observer = new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') painted.push(duration);
  });
  // The types of the DOM do not know the threshold of Event Timing yet.
  const options = { type: 'event', durationThreshold };
  observer.observe(options);
  document.querySelector<HTMLInputElement>('input[type=search]')?.focus();
}
