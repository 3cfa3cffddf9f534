import { setTimeout as delay } from 'node:timers/promises';
import { createClient, type Display } from 'x11';

const POLL_MS = 4;
const Z_PIXMAP = 2;
const ALL_PLANES = 0xffffffff;
const PADDING = /..(.{6})/g;

/** Where on the display. */
export interface Point {
  readonly x: number;
  readonly y: number;
  /** So many points, from there to the right; one unless told. */
  readonly width?: number;
}

/** What a display shows, asked of its X server over one connection that stays open. */
export interface Pixels {
  /** The colour of a point as `#rrggbb`, six more digits for each further one, as whoever sits there sees it. */
  colour(point: Point): Promise<string>;
  /** Asks every few milliseconds, so as not to take the processor from what is measured; the moment (`performance.now()`) at which the colour was first as wished. */
  until(point: Point, isWished: (colour: string) => boolean, timeoutMs: number): Promise<number>;
  close(): void;
}

/** Connects to the X server of a display such as `:99`. */
export async function openPixels(displayName: string): Promise<Pixels> {
  const display = await new Promise<Display>((resolve, reject) => {
    createClient({ display: displayName }, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
  const { client } = display;
  const root = display.screen[0]?.root;
  if (root === undefined) throw new Error('the display has no screen');

  const colour = ({ x, y, width = 1 }: Point): Promise<string> =>
    new Promise((resolve, reject) => {
      client.GetImage(Z_PIXMAP, root, Math.round(x), Math.round(y), width, 1, ALL_PLANES, (error, image) => {
        if (error) return reject(error);
        const points = image.data.subarray(0, 4 * width);
        // Blue, green, red and nothing.
        points.swap32();
        resolve(`#${points.toString('hex').replaceAll(PADDING, '$1')}`);
      });
    });
  return {
    colour,
    until: async (point, isWished, timeoutMs) => {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const seen = await colour(point);
        const at = performance.now();
        if (isWished(seen)) return at;
        if (at > deadline) throw new Error(`the screen is still ${seen} after ${timeoutMs} ms`);
        await delay(POLL_MS);
      }
    },
    close: () => client.close(() => undefined),
  };
}
