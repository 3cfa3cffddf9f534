import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron';
import type { WindowKind } from '../ipc/door.ts';
import { pageAddress } from './app-protocol.ts';
import { reloadPause } from './reload-pace.ts';

export interface PageWindowOptions {
  readonly kind: WindowKind;
  readonly preload: string;
  readonly window: BrowserWindowConstructorOptions;
  /** Told once, when there is something to show. */
  readonly onReady: () => void;
  /** Told that the page's process died and is being started again. */
  readonly onRestart: () => void;
}

/** A hung page is given this long before it is started again. */
const unresponsiveGrace = 5_000;
/** A page that is loaded paints within this; ms. */
const paintGrace = 150;

/** A hardened window showing one page; a page that crashes or hangs is loaded again, main keeps the truth. */
export function openPageWindow({
  kind,
  preload,
  window,
  onReady,
  onRestart,
}: PageWindowOptions): BrowserWindow {
  const page = new BrowserWindow({
    ...window,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
      navigateOnDragDrop: false,
      backgroundThrottling: false,
    },
  });
  page.removeMenu();
  const { webContents } = page;
  const crashes: number[] = [];
  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || page.isDestroyed()) return;
    onRestart();
    const now = performance.now();
    crashes.push(now);
    setTimeout(() => page.isDestroyed() || webContents.reload(), reloadPause(crashes, now));
  });
  let grace: NodeJS.Timeout | undefined;
  page.on('unresponsive', () => {
    grace = setTimeout(() => webContents.forcefullyCrashRenderer(), unresponsiveGrace);
  });
  page.on('responsive', () => clearTimeout(grace));
  page.once('closed', () => clearTimeout(grace));
  void firstLook(page).then(() => page.isDestroyed() || onReady());
  page.loadURL(pageAddress(kind)).catch(() => undefined);
  return page;
}

/**
 * The page has painted; or it is loaded and has not: a window that is not on the screen is now and then given no frame
 * at all, as long as it is not (seen on X11, once in some ten windows).
 */
async function firstLook(page: BrowserWindow): Promise<void> {
  const painted = once(page, 'ready-to-show');
  const loaded = once(page.webContents, 'did-finish-load').then(() => delay(paintGrace));
  await Promise.race([painted, loaded]);
}
