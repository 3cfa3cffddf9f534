import type { BrowserWindow } from 'electron';
import type { ReportPrinter, Sheet } from '../prerequisites/index.ts';
import { openPageWindow } from './page-window.ts';

export interface ReportWindowOptions {
  readonly preload: string;
  /** Told of each window before it asks anything. */
  readonly onOpen: (window: BrowserWindow) => void;
}

/** A page that is not laid out within this is given up; ms. */
const LAYOUT_DEADLINE = 10_000;

/** Inches. */
const margins = { top: 0.6, bottom: 0.75, left: 0.6, right: 0.6 };

/** Chromium fills the numbers in; the page's own letters are not known there. */
const footer =
  '<div style="width:100%;padding:0 0.6in;text-align:right;font:8pt Arial,sans-serif;color:#3a3a3a">' +
  '<span class="pageNumber"></span> / <span class="totalPages"></span></div>';

/** Lays reports out in a hardened page out of sight, one after another; nothing of them is written to the disk. */
export class ReportWindow implements ReportPrinter {
  readonly #options: ReportWindowOptions;
  #sheet: Sheet | null = null;
  #laidOut: () => void = () => undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ReportWindowOptions) {
    this.#options = options;
  }

  /** What the page shows; null while nothing is laid out. */
  get sheet(): Sheet | null {
    return this.#sheet;
  }

  /** The page says that it is laid out. */
  ready(): void {
    this.#laidOut();
  }

  pdf(sheet: Sheet): Promise<Buffer> {
    return this.#layOut(sheet, ({ webContents }) =>
      webContents.printToPDF({
        pageSize: 'A4',
        margins,
        printBackground: true,
        displayHeaderFooter: true,
        headerTemplate: '<span></span>',
        footerTemplate: footer,
        generateTaggedPDF: true,
        generateDocumentOutline: true,
      }),
    );
  }

  print(sheet: Sheet): Promise<'printed' | 'given-up' | 'failed'> {
    return this.#layOut(
      sheet,
      ({ webContents }) =>
        new Promise((resolve) => {
          webContents.print({ printBackground: true, pageSize: 'A4' }, (done, reason) => {
            if (done) resolve('printed');
            else resolve(/cancel/i.test(reason) ? 'given-up' : 'failed');
          });
        }),
    );
  }

  #layOut<T>(sheet: Sheet, act: (window: BrowserWindow) => Promise<T>): Promise<T> {
    const laidOut = this.#last.then(() => this.#show(sheet, act));
    this.#last = laidOut.catch(() => undefined);
    return laidOut;
  }

  async #show<T>(sheet: Sheet, act: (window: BrowserWindow) => Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const ready = new Promise<void>((resolve, reject) => {
      this.#laidOut = resolve;
      timer = setTimeout(() => reject(new Error('the report is not laid out')), LAYOUT_DEADLINE);
    });
    this.#sheet = sheet;
    const window = openPageWindow({
      kind: 'report',
      preload: this.#options.preload,
      window: { show: false, width: 794, height: 1123 },
      onReady: () => undefined,
      onRestart: () => undefined,
    });
    this.#options.onOpen(window);
    try {
      await ready;
      return await act(window);
    } finally {
      clearTimeout(timer);
      this.#sheet = null;
      window.destroy();
    }
  }
}
