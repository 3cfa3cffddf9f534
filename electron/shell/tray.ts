import { Menu, nativeImage, Tray } from 'electron';

export interface TrayOptions {
  readonly icon: string;
  readonly texts: Readonly<Record<'tooltip' | 'open' | 'capture' | 'verify' | 'quit', string>>;
  readonly onOpen: () => void;
  readonly onCapture: () => void;
  readonly onVerify: () => void;
  readonly onQuit: () => void;
}

/** The icon beside the clock: opens the station again, verifies it, captures the screen, or quits. Where there is no tray, nothing is lost. */
export function createTray({ icon, texts, onOpen, onCapture, onVerify, onQuit }: TrayOptions): Tray {
  const tray = new Tray(nativeImage.createFromPath(icon));
  tray.setToolTip(texts.tooltip);
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: texts.open, click: onOpen },
      { label: texts.verify, click: onVerify },
      { label: texts.capture, click: onCapture },
      { type: 'separator' },
      { label: texts.quit, click: onQuit },
    ]),
  );
  tray.on('click', onOpen);
  return tray;
}
