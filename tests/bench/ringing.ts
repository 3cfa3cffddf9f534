import { z } from 'zod';
import type { TrainingPhones } from '../../electron/training/telephony/index.ts';
import type { Inspector } from './devtools.ts';
import { inPage } from './in-page.ts';
import type { Pixels, Point } from './pixels.ts';

const BAR = 'app://bandeau/bar/';
const CHANGE_MS = 5_000;

/** Where the bar shows a call of this number that rings, and in which colour. */
export interface Ringing {
  readonly number: string;
  readonly point: Point;
  readonly colour: string;
}

/** Lets the phone ring once to learn it. */
export async function learnRinging(
  inspector: Inspector,
  pixels: Pixels,
  phones: TrainingPhones,
  number: string,
): Promise<Ringing> {
  await inspector.evaluate(BAR, 'document.title');
  const id = phones.incomingCall({ number, from: '0639981234' });
  const seen = await inspector.evaluate(BAR, inPage(ringingEdge, undefined));
  const point = z.object({ x: z.number(), y: z.number() }).parse(seen);
  const ringing = await pixels.colour(point);
  phones.remoteHangsUp(id);
  await pixels.until(point, (colour) => colour !== ringing, CHANGE_MS);
  return { number, point, colour: ringing };
}

/**
 * Milliseconds from the moment at which the exchange writes the message that announces a call until the bar has other
 * pixels on the display; then the caller gives up.
 */
export async function callToPixels(
  pixels: Pixels,
  phones: TrainingPhones,
  { number, point, colour: ringing }: Ringing,
): Promise<number> {
  const sentAt = performance.now();
  const id = phones.incomingCall({ number, from: '0639981234' });
  const shownAt = await pixels.until(point, (colour) => colour === ringing, CHANGE_MS);
  phones.remoteHangsUp(id);
  await pixels.until(point, (colour) => colour !== ringing, CHANGE_MS);
  return shownAt - sentAt;
}

/** In the bar's page: a point, on the display, of the coloured edge of the call that rings, once it is painted. */
async function ringingEdge(): Promise<Point> {
  for (let tries = 0; tries < 100; tries += 1) {
    const edge = document.querySelector('.call[data-state="ringing"]')?.getBoundingClientRect();
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (edge) return { x: window.screenX + edge.left + 2, y: window.screenY + edge.top + edge.height / 2 };
  }
  throw new Error('the bar shows no call');
}
