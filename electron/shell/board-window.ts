import { type BrowserWindow, screen } from 'electron';
import type { Rectangle } from './bar-placement.ts';
import { placeBoard, smallestBoard } from './board-placement.ts';
import { displaysPrimaryFirst } from './displays.ts';
import { openPageWindow } from './page-window.ts';

export interface BoardWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly title: string;
  /** Where it was when it was closed last, or null. */
  readonly before: () => Rectangle | null;
  readonly remember: (place: Rectangle) => void;
  readonly onRestart: () => void;
  readonly onOpen: (window: BrowserWindow) => void;
}

/** Milliseconds after which a window that was moved stays where it is. */
const settleDelay = 500;

/** The board of waiting rooms and colleagues: an ordinary window, on whichever display a person puts it. */
export class BoardWindow {
  readonly #options: BoardWindowOptions;
  #window: BrowserWindow | null = null;
  #settling: NodeJS.Timeout | undefined;

  constructor(options: BoardWindowOptions) {
    this.#options = options;
    screen.on('display-removed', () => this.#bringBack());
    screen.on('display-metrics-changed', () => this.#bringBack());
  }

  get window(): BrowserWindow | null {
    return this.#window;
  }

  open(): void {
    if (this.#window) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
      return;
    }
    const { preload, icon, title, before, onRestart } = this.#options;
    const window = openPageWindow({
      kind: 'board',
      preload,
      onReady: () => window.show(),
      onRestart,
      window: {
        title,
        icon,
        ...placeBoard(displaysPrimaryFirst(), before()),
        minWidth: smallestBoard.width,
        minHeight: smallestBoard.height,
        show: false,
        backgroundColor: '#ffffff',
      },
    });
    this.#window = window;
    window.on('move', () => this.#settle());
    window.on('resize', () => this.#settle());
    window.once('closed', () => {
      clearTimeout(this.#settling);
      if (this.#window === window) this.#window = null;
    });
    this.#options.onOpen(window);
  }

  close(): void {
    this.#window?.destroy();
    this.#window = null;
  }

  #settle(): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => {
      const window = this.#window;
      if (window && !window.isDestroyed() && !window.isMinimized()) {
        this.#options.remember(window.getNormalBounds());
      }
    }, settleDelay);
  }

  /** A display went away: the window must not stay where nobody can see it. */
  #bringBack(): void {
    const window = this.#window;
    if (!window || window.isDestroyed() || window.isMinimized()) return;
    const now = window.getNormalBounds();
    const place = placeBoard(displaysPrimaryFirst(), now);
    const stays = (['x', 'y', 'width', 'height'] as const).every((side) => now[side] === place[side]);
    if (!stays) window.setBounds(place);
  }
}
