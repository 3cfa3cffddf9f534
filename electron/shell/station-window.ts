import { type BrowserWindow, screen } from 'electron';
import { placeStation } from './bar-placement.ts';
import { openPageWindow } from './page-window.ts';

export interface StationWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly title: string;
  /** How much larger than drawn it is shown. */
  readonly zoom: number;
  readonly onRestart: () => void;
  /** Whether closing should only hide: the program lives in the tray while somebody is signed in. */
  readonly keepOnClose: () => boolean;
}

/** The window in which a person signs in, binds the phone and sets the station up. */
export function openStationWindow(options: StationWindowOptions): BrowserWindow {
  const station = openPageWindow({
    kind: 'station',
    preload: options.preload,
    onReady: () => station.show(),
    onRestart: options.onRestart,
    window: {
      title: options.title,
      icon: options.icon,
      ...placeStation(screen.getPrimaryDisplay().workArea, options.zoom),
      minWidth: 720,
      minHeight: 560,
      show: false,
      backgroundColor: '#ffffff',
    },
  });
  station.on('close', (event) => {
    if (!options.keepOnClose()) return;
    event.preventDefault();
    station.hide();
  });
  return station;
}

/** Gives the station the room that another zoom needs, on its display; never less than it has. */
export function growStation(station: BrowserWindow, zoom: number): void {
  if (station.isMaximized() || station.isFullScreen()) return;
  const bounds = station.getBounds();
  const placed = placeStation(screen.getDisplayMatching(bounds).workArea, zoom);
  if (placed.width > bounds.width || placed.height > bounds.height) station.setBounds(placed);
}
