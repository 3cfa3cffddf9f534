import { app } from 'electron';

const schemes = ['tel', 'callto'] as const;

/**
 * Makes this program the one that follows links to numbers for this user of Windows, started as it was, or no longer so.
 * Elsewhere the package says so by itself (`electron-builder.yml`), and the desktop's settings choose.
 */
export function followNumberLinks(wanted: boolean, configFile: string | null): void {
  if (process.platform !== 'win32' || !app.isPackaged) return;
  // What comes behind `--` is the link, whatever it looks like.
  const argv = [...(configFile ? ['--config', configFile] : []), '--'];
  for (const scheme of schemes) {
    if (wanted) app.setAsDefaultProtocolClient(scheme, process.execPath, argv);
    else app.removeAsDefaultProtocolClient(scheme, process.execPath, argv);
  }
}
