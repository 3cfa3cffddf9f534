import { type BrowserWindow, screen } from 'electron';
import { openPageWindow } from './page-window.ts';

export interface CaptureWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly title: string;
  readonly onRestart: () => void;
  readonly onOpen: (window: BrowserWindow) => void;
  /** Told when a person closes it: the picture in hand goes. */
  readonly onClosed: () => void;
}

/** Larger than this, a picture that fits leaves the desk behind free. */
const WANTED = { width: 1280, height: 860 };
const SMALLEST = { minWidth: 720, minHeight: 520 };

/** The window in which pictures are captured, looked at and made attachable. */
export class CaptureWindow {
  readonly #options: CaptureWindowOptions;
  #window: BrowserWindow | null = null;

  constructor(options: CaptureWindowOptions) {
    this.#options = options;
  }

  get window(): BrowserWindow | null {
    return this.#window;
  }

  /** Opens it, or brings it to the front. */
  open(): BrowserWindow {
    if (this.#window) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
      return this.#window;
    }
    const { preload, icon, title, onRestart, onOpen, onClosed } = this.#options;
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const width = Math.min(WANTED.width, workArea.width);
    const height = Math.min(WANTED.height, workArea.height);
    const window = openPageWindow({
      kind: 'capture',
      preload,
      onReady: () => window.show(),
      onRestart,
      window: {
        title,
        icon,
        width,
        height,
        x: workArea.x + Math.round((workArea.width - width) / 2),
        y: workArea.y + Math.round((workArea.height - height) / 2),
        ...SMALLEST,
        show: false,
        backgroundColor: '#ffffff',
      },
    });
    this.#window = window;
    window.once('closed', () => {
      if (this.#window === window) this.#window = null;
      onClosed();
    });
    onOpen(window);
    return window;
  }

  close(): void {
    this.#window?.destroy();
    this.#window = null;
  }
}
