import { spawnSync } from 'node:child_process';
import { app, screen } from 'electron';
import type { Desktop } from '../prerequisites/index.ts';
import { secretStorage } from './secret-storage.ts';

/** The screens in their own pixels and the system's secret storage; to be asked once the application is ready. */
export const desktop: Desktop = {
  screens: () =>
    screen.getAllDisplays().map(({ size, scaleFactor }) => ({
      width: Math.round(size.width * scaleFactor),
      height: Math.round(size.height * scaleFactor),
    })),
  hasSecretStorage: () => secretStorage.available,
};

/**
 * Without a display, the program is run once more by a window system that shows nothing, since Chromium takes that from
 * the command line alone; this one ends as that one does. To be asked before the application is ready, and only where
 * no window will be opened. Whether there are screens.
 */
export function allowNoDisplay(): boolean {
  if (app.commandLine.hasSwitch('ozone-platform')) return false;
  const { platform, env } = process;
  if (platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY) return true;
  const args = [...process.argv.slice(1), '--ozone-platform=headless', '--disable-gpu'];
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  process.exit(status ?? 2);
}
