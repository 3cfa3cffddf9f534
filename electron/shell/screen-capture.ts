import { setTimeout as delay } from 'node:timers/promises';
import { BrowserWindow, type DesktopCapturerSource, type Display, desktopCapturer, screen } from 'electron';
import { fail, ok, type Result } from '../failures/index.ts';
import type { CaptureTarget, RawPicture, ScreenSource } from '../screenshots/index.ts';
import { copiedImage } from './copied-image.ts';
import { displayViews } from './displays.ts';
import { pixelsOf } from './native-pixels.ts';

/** No event tells that other programs have painted what our windows covered; ms. */
const REPAINT = 250;
/** Where windows can be kept out of what is captured, as on Windows 10 2004 and macOS. */
const canExclude = process.platform !== 'linux';

/** The screens as the system's capture gives them. Nothing is written, and nothing is given to a page. */
export const screenCapture: ScreenSource = {
  targets: async () => [...(await windows()), ...displays()],
  capture: (id) => (id.startsWith('display:') ? captureDisplay(id) : captureWindow(id)),
  displayAtPointer: () => idOf(screen.getDisplayNearestPoint(screen.getCursorScreenPoint()).id),
  copied: copiedImage,
};

const idOf = (display: number) => `display:${display}`;

function displays(): CaptureTarget[] {
  return displayViews().map(({ id, label }) => ({ id: idOf(id), kind: 'display', label }));
}

async function windows(): Promise<CaptureTarget[]> {
  // Of no size: no pixel is read for a list.
  const nothing = { width: 0, height: 0 };
  const own = ownSources();
  const sources = await desktopCapturer.getSources({ types: ['window'], thumbnailSize: nothing });
  return sources
    .filter(({ id, name }) => !own.has(id) && name.trim() !== '')
    .map(({ id, name }) => ({ id, kind: 'window', label: name.slice(0, 200) }));
}

function ownSources(): ReadonlySet<string> {
  return new Set(BrowserWindow.getAllWindows().map((window) => window.getMediaSourceId()));
}

async function captureDisplay(id: string): Promise<Result<RawPicture>> {
  const display = screen.getAllDisplays().find((one) => idOf(one.id) === id);
  if (!display) return fail('Screenshot_WindowGone');
  const sources = await withoutOurWindows(() =>
    desktopCapturer.getSources({ types: ['screen'], thumbnailSize: sizeInPixels(display) }),
  );
  const source = sources.find(({ display_id }) => display_id === String(display.id));
  return pictureOf(source ?? (sources.length === 1 ? sources[0] : undefined), 'Screenshot_NotTaken');
}

/** The system gives windows scaled to a size, and does not tell their own: one smaller than the displays is enlarged. */
async function captureWindow(id: string): Promise<Result<RawPicture>> {
  if (ownSources().has(id)) return fail('Screenshot_WindowGone');
  const largest = screen.getAllDisplays().map(sizeInPixels);
  const sources = await desktopCapturer.getSources({
    types: ['window'],
    thumbnailSize: {
      width: Math.max(...largest.map(({ width }) => width)),
      height: Math.max(...largest.map(({ height }) => height)),
    },
  });
  return pictureOf(
    sources.find((source) => source.id === id),
    'Screenshot_WindowGone',
  );
}

/** Electron tells a display's size in whole points: at 150 % one of 1600 pixels has 1066. Displays have even sizes. */
function sizeInPixels({ size, scaleFactor }: Display): { width: number; height: number } {
  const even = (points: number) => 2 * Math.round((points * scaleFactor) / 2);
  return { width: even(size.width), height: even(size.height) };
}

function pictureOf(
  source: DesktopCapturerSource | undefined,
  missing: 'Screenshot_NotTaken' | 'Screenshot_WindowGone',
): Result<RawPicture> {
  if (!source) return fail(missing);
  return source.thumbnail.isEmpty() ? fail('Screenshot_NotTaken') : ok(pixelsOf(source.thumbnail));
}

/** Captures what is behind our windows: they are kept out by the system, or away for a moment where it cannot. */
async function withoutOurWindows<T>(capture: () => Promise<T>): Promise<T> {
  const ours = BrowserWindow.getAllWindows().filter((window) => window.isVisible() && !window.isMinimized());
  const focused = BrowserWindow.getFocusedWindow();
  for (const window of ours) {
    if (canExclude) window.setContentProtection(true);
    else window.hide();
  }
  try {
    await delay(REPAINT);
    return await capture();
  } finally {
    for (const window of ours) {
      if (window.isDestroyed()) continue;
      if (canExclude) window.setContentProtection(false);
      else if (window === focused) window.show();
      else window.showInactive();
    }
  }
}
