import type { BrowserWindow } from 'electron';
import { composeBoardView } from './ipc/compose-board-view.ts';
import { composeCaptureView } from './ipc/compose-capture-view.ts';
import { composeBarView, composeStationView } from './ipc/compose-views.ts';
import type { Views, WindowKind } from './ipc/door.ts';
import type { Router } from './ipc/router.ts';
import { Coalescer } from './shared/coalescer.ts';
import { gatherTruth, type TruthSources } from './truth.ts';
import type { Windows } from './windows.ts';

/** The bar's is told at the end of the turn: what changed together is told together; ms. */
const BAR_INTERVAL = 0;
/** Between two views of the station: drawing it takes the processor that the bar needs when a call comes; ms. */
const STATION_INTERVAL = 50;
/** The same for the board: hundreds of phones may change at once; ms. */
const BOARD_INTERVAL = 200;
/** The same for the window of captures: a picture is read in hundreds of steps; ms. */
const CAPTURE_INTERVAL = 60;

/** What each kind of window shows, made of what is known when it is asked for. */
export function viewsOf(sources: () => TruthSources) {
  const truth = () => gatherTruth(sources());
  return {
    stationView: () => composeStationView(truth()),
    barView: () => composeBarView(truth()),
    boardView: () => composeBoardView(truth()),
    captureView: () => composeCaptureView(truth(), sources().services?.screenshots ?? null),
  };
}

interface PublishingOptions {
  readonly router: Pick<Router, 'publish'>;
  readonly windows: Windows;
  readonly sources: () => TruthSources;
}

/** Tells the open windows what they show. */
export class Publishing {
  readonly #paced: ReadonlyMap<WindowKind, Coalescer>;

  constructor({ router, windows, sources }: PublishingOptions) {
    const { barView, stationView, boardView, captureView } = viewsOf(sources);
    const paced = <K extends WindowKind>(
      interval: number,
      windowsNow: () => readonly (BrowserWindow | null)[],
      view: () => Views[K],
    ) =>
      new Coalescer(interval, () => {
        const told = windowsNow().filter((window) => window !== null);
        if (told.length === 0) return;
        const shown = view();
        for (const { webContents } of told) router.publish<K>(webContents, shown);
      });
    const bar = paced<'bar'>(BAR_INTERVAL, () => windows.bar.windows, barView);
    this.#paced = new Map([
      ['bar', bar],
      // The number field is one of the bar's windows.
      ['dial', bar],
      ['station', paced<'station'>(STATION_INTERVAL, () => [windows.station.window], stationView)],
      ['board', paced<'board'>(BOARD_INTERVAL, () => [windows.board.window], boardView)],
      ['capture', paced<'capture'>(CAPTURE_INTERVAL, () => [windows.capture.window], captureView)],
    ]);
  }

  /** Each window at its pace; the bar at once, which is what an operator looks at when the telephone rings. */
  all(): void {
    for (const page of this.#paced.values()) page.mark();
  }

  /** The window of captures alone: a picture is read in hundreds of steps, of which the bar shows nothing. */
  capture(): void {
    this.#paced.get('capture')?.mark();
  }

  /** What a kind of window has not been told yet, at once. */
  flush(kind: WindowKind): void {
    this.#paced.get(kind)?.flush();
  }
}
