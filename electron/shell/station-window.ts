import { type BrowserWindow, screen } from 'electron';
import { placeStation } from './bar-placement.ts';
import { openPageWindow } from './page-window.ts';

export interface StationWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly title: string;
  /** How much larger than drawn it is shown. */
  readonly zoom: () => number;
  readonly onRestart: () => void;
  readonly onOpen: (window: BrowserWindow) => void;
  /** Whether closing should only hide: the program lives in the tray while somebody is signed in. */
  readonly keepOnClose: () => boolean;
}

/** The window in which a person signs in, binds the phone and sets the station up. */
export class StationWindow {
  readonly #options: StationWindowOptions;
  #window: BrowserWindow | null = null;

  constructor(options: StationWindowOptions) {
    this.#options = options;
  }

  get window(): BrowserWindow | null {
    return this.#window;
  }

  /** Opens it, or brings it to the front. */
  open(): BrowserWindow {
    if (this.#window) {
      this.#window.show();
      this.#window.focus();
      return this.#window;
    }
    const { preload, icon, title, zoom, onRestart, onOpen, keepOnClose } = this.#options;
    const station = openPageWindow({
      kind: 'station',
      preload,
      onReady: () => station.show(),
      onRestart,
      window: {
        title,
        icon,
        ...placeStation(screen.getPrimaryDisplay().workArea, zoom()),
        minWidth: 720,
        minHeight: 560,
        show: false,
        backgroundColor: '#ffffff',
      },
    });
    this.#window = station;
    station.on('close', (event) => {
      if (!keepOnClose()) return;
      event.preventDefault();
      station.hide();
    });
    station.once('closed', () => {
      this.#window = null;
    });
    onOpen(station);
    return station;
  }

  /** Gives it the room that another zoom needs, on its display; never less than it has. */
  grow(): void {
    const station = this.#window;
    if (!station || station.isMaximized() || station.isFullScreen()) return;
    const bounds = station.getBounds();
    const placed = placeStation(screen.getDisplayMatching(bounds).workArea, this.#options.zoom());
    if (placed.width > bounds.width || placed.height > bounds.height) station.setBounds(placed);
  }
}
