import { type BrowserWindow, screen } from 'electron';
import { type BarLook, displayOf, placeBar, placeDial, type Rectangle } from './bar-placement.ts';
import { displaysPrimaryFirst } from './displays.ts';
import { openPageWindow } from './page-window.ts';

export interface BarWishes extends BarLook {
  readonly display: number | null;
}

export interface BarWindowOptions {
  readonly preload: string;
  readonly dialPreload: string;
  readonly titles: { readonly bar: string; readonly dial: string };
  readonly wishes: () => BarWishes;
  readonly onRestart: () => void;
  /** Told of each window that opens, so that the door admits it. */
  readonly onOpen: (kind: 'bar' | 'dial', window: BrowserWindow) => void;
}

/** Displays come and go in bursts; the last event of a burst places the bar. */
const settleDelay = 150;
/** Above full-screen windows, which come in front when they get the focus. */
const level = 'screen-saver';

/**
 * The bar: along the top edge, in front of everything, never taking the keyboard. What needs the keyboard, the
 * number field, is a small window of its own that opens when the person asks for it.
 */
export class BarWindow {
  readonly #options: BarWindowOptions;
  #bar: BrowserWindow | null = null;
  /** Loaded out of sight. */
  #isReady = false;
  #isShown = false;
  #dial: BrowserWindow | null = null;
  #dialHeight: number | undefined;
  #settling: NodeJS.Timeout | undefined;

  constructor(options: BarWindowOptions) {
    this.#options = options;
    const settle = () => {
      clearTimeout(this.#settling);
      this.#settling = setTimeout(() => this.place(), settleDelay);
    };
    screen.on('display-added', settle);
    screen.on('display-removed', settle);
    screen.on('display-metrics-changed', settle);
  }

  /** The bar while it is on the screen. */
  get page(): BrowserWindow | null {
    return this.#isShown ? this.#bar : null;
  }

  get windows(): readonly BrowserWindow[] {
    return [this.#bar, this.#dial].filter((window) => window !== null);
  }

  /** Has the bar loaded out of sight, so that it shows at once. */
  prepare(): void {
    if (!this.#bar) this.#open();
  }

  /** Takes the bar from the screen, and has another one ready. */
  withdraw(): void {
    if (this.#isShown) this.hide();
    this.prepare();
  }

  /** Shows the bar without activating it. */
  show(): void {
    if (this.#isShown) return;
    this.prepare();
    this.#isShown = true;
    if (this.#isReady) this.#reveal();
  }

  #open(): void {
    const bar = openPageWindow({
      kind: 'bar',
      preload: this.#options.preload,
      onReady: () => {
        if (this.#bar !== bar) return;
        this.#isReady = true;
        if (this.#isShown) this.#reveal();
      },
      onRestart: this.#options.onRestart,
      window: {
        ...this.#bounds(),
        title: this.#options.titles.bar,
        frame: false,
        resizable: false,
        movable: false,
        minimizable: false,
        maximizable: false,
        fullscreenable: false,
        skipTaskbar: true,
        alwaysOnTop: true,
        focusable: false,
        show: false,
        hasShadow: false,
        enableLargerThanScreen: true,
        backgroundColor: '#ffffff',
      },
    });
    this.#bar = bar;
    bar.setAlwaysOnTop(true, level);
    bar.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true });
    // Only this program takes the bar away: a window manager's « close » is not the operator's wish.
    bar.on('close', (event) => event.preventDefault());
    bar.on('closed', () => {
      if (this.#bar === bar) this.#forget();
    });
    this.#options.onOpen('bar', bar);
  }

  #reveal(): void {
    this.#bar?.showInactive();
    this.place();
  }

  #forget(): void {
    this.#bar = null;
    this.#isReady = false;
    this.#isShown = false;
  }

  /** Does without a bar, prepared or on the screen. */
  hide(): void {
    this.closeDial();
    this.#bar?.destroy();
    this.#forget();
  }

  /** Puts the bar where it belongs now, and in front again. */
  place(): void {
    if (!this.#bar) return;
    this.#bar.setBounds(this.#bounds());
    if (this.#isShown) this.#bar.moveTop();
    this.#dial?.setBounds(this.#dialBounds());
  }

  /** Opens the number field and gives it the keyboard: the person asked for it. */
  openDial(): void {
    if (this.#dial) {
      this.#dial.focus();
      return;
    }
    const dial = openPageWindow({
      kind: 'dial',
      preload: this.#options.dialPreload,
      onReady: () => dial.show(),
      onRestart: this.#options.onRestart,
      window: {
        ...this.#dialBounds(),
        title: this.#options.titles.dial,
        frame: false,
        resizable: false,
        skipTaskbar: true,
        alwaysOnTop: true,
        show: false,
        backgroundColor: '#ffffff',
      },
    });
    this.#dial = dial;
    dial.setAlwaysOnTop(true, level);
    dial.on('closed', () => {
      if (this.#dial !== dial) return;
      this.#dial = null;
      this.#dialHeight = undefined;
    });
    this.#options.onOpen('dial', dial);
  }

  /** Gives the number field the height that its content needs, in CSS pixels; it stays on the screen. */
  fitDial(height: number): void {
    this.#dialHeight = height;
    this.#dial?.setBounds(this.#dialBounds());
  }

  closeDial(): void {
    this.#dial?.destroy();
    this.#dial = null;
    this.#dialHeight = undefined;
  }

  #area(): Rectangle {
    const display = displayOf(displaysPrimaryFirst(), this.#options.wishes().display);
    return display?.workArea ?? { x: 0, y: 0, width: 1280, height: 720 };
  }

  #dialBounds(): Rectangle {
    return placeDial(this.#area(), this.#options.wishes(), this.#dialHeight);
  }

  #bounds(): Rectangle {
    return placeBar(this.#area(), this.#options.wishes());
  }
}
