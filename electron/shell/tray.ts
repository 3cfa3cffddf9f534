import { Menu, nativeImage, Tray } from 'electron';

export interface TrayOptions {
  readonly icon: string;
  readonly texts: { readonly tooltip: string; readonly open: string; readonly quit: string };
  readonly onOpen: () => void;
  readonly onQuit: () => void;
}

/** The icon beside the clock: opens the station again, or quits. Where there is no tray, nothing is lost. */
export function createTray({ icon, texts, onOpen, onQuit }: TrayOptions): Tray {
  const tray = new Tray(nativeImage.createFromPath(icon));
  tray.setToolTip(texts.tooltip);
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: texts.open, click: onOpen },
      { type: 'separator' },
      { label: texts.quit, click: onQuit },
    ]),
  );
  tray.on('click', onOpen);
  return tray;
}
