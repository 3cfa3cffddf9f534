import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type Bandeau, launchBandeau } from '../../e2e/support/application.ts';
import { type Operator, operatorOf } from '../../e2e/support/operator.ts';
import { startDisplay, type VirtualDisplay } from '../../stand/display.ts';

/** A started application and who sits before it. */
export interface Workplace {
  readonly bandeau: Bandeau;
  readonly operator: Operator;
  readonly station: Page;
}

/** The pictures of one run, and the applications that they are taken of. */
export interface Album {
  /** Keeps what the page shows once it has settled, under this name. */
  picture(page: Page, name: string): Promise<void>;
  /** Starts the application, in training or on a site, for one chapter. */
  at<T>(
    options: Omit<Parameters<typeof launchBandeau>[0], 'display'>,
    chapter: (workplace: Workplace) => Promise<T>,
  ): Promise<T>;
  readonly count: number;
  close(): Promise<void>;
}

/** Few colours are enough for a screen of flat colours, and a page of documentation stays light. */
const colours = '40';

export async function openAlbum(folder: string): Promise<Album> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const display = await startDisplay({ width: 1280, height: 900, windowManager: true });
  let count = 0;

  const picture = async (page: Page, name: string): Promise<void> => {
    await delay(400);
    const file = join(folder, `${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    await reduce(display, file);
    count += 1;
    console.log(`${String(count).padStart(3)}. ${name}`);
  };
  return {
    picture,
    at: async (options, chapter) => {
      const bandeau = await launchBandeau({ ...options, display: display.name });
      try {
        const operator = await operatorOf(bandeau);
        return await chapter({ bandeau, operator, station: operator.station });
      } catch (error) {
        await picture(await bandeau.page('station'), 'failed');
        throw error;
      } finally {
        await bandeau.close();
      }
    },
    get count() {
      return count;
    },
    close: () => display.stop(),
  };
}

async function reduce(display: VirtualDisplay, file: string): Promise<void> {
  await display.run('convert', file, '-strip', '+dither', '-colors', colours, `PNG8:${file}`);
}
