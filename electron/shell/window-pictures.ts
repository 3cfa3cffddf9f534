import type { BrowserWindow } from 'electron';
import { unlessLate } from '../shared/waiting.ts';

export interface OurWindows {
  readonly bar: BrowserWindow | null;
  readonly station: BrowserWindow | null;
}

interface Picture {
  readonly window: keyof OurWindows;
  readonly png: Uint8Array;
}

/** A page that does not paint gives no picture; milliseconds. */
const PATIENCE = 2_000;

/** What our own windows show now, PNG; those that are not there, or do not paint, are left out. */
export async function capturePages(windows: OurWindows): Promise<readonly Picture[]> {
  const pictures = await Promise.all([picture('bar', windows.bar), picture('station', windows.station)]);
  return pictures.filter((one) => one !== null);
}

async function picture(window: keyof OurWindows, page: BrowserWindow | null): Promise<Picture | null> {
  if (!page || page.isDestroyed()) return null;
  const taken = page.webContents.capturePage().catch(() => null);
  const image = await unlessLate(taken, PATIENCE);
  return image && !image.isEmpty() ? { window, png: image.toPNG() } : null;
}
