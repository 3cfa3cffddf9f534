import type { Browser } from 'playwright-core';
import type { AllowListSource } from '../../../electron/redaction/index.ts';
import { administratorPages } from './pages.ts';

/**
 * The list that an administrator makes from screens of a test database: every text that is of the application. Never
 * from the pages under test; their people are others, and so are the values that stand beside the labels.
 */
export async function administratorList(browser: Browser): Promise<AllowListSource> {
  const labels = new Set<string>();
  const tab = await browser.newPage();
  for (const { html } of administratorPages()) {
    await tab.setContent(html);
    const texts: string[] = await tab.evaluate(() => {
      const found: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentElement?.closest('[data-kind]')) found.push((node.textContent ?? '').trim());
      }
      return found;
    });
    for (const text of texts) labels.add(text);
  }
  await tab.close();
  return { labels: [...labels], formats: ['error-code', 'version'] };
}
