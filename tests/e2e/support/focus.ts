import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Where the keyboard is, by the name that a person reads there. */
function focusOf(station: Page): Promise<string> {
  return station.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return 'nowhere';
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0] : undefined;
    const name =
      focused.getAttribute('aria-label') ??
      label?.querySelector('strong')?.textContent ??
      label?.firstChild?.textContent ??
      focused.textContent;
    return name.trim().replace(/\s+/g, ' ');
  });
}

/** The keyboard is there, or comes there without a key pressed. */
export async function focusComesTo(station: Page, name: string): Promise<void> {
  await expect.poll(() => focusOf(station), { timeout: 20_000 }).toBe(name);
}
