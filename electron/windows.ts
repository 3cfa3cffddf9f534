import type { BrowserWindow } from 'electron';
import texts from '../resources/fr/shell.json' with { type: 'json' };
import type { WindowKind } from './ipc/door.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import type { Observable } from './shared/listeners.ts';
import { BarWindow } from './shell/bar-window.ts';
import { BoardWindow } from './shell/board-window.ts';
import { CaptureWindow } from './shell/capture-window.ts';
import { ReportWindow } from './shell/report-window.ts';
import { StationWindow } from './shell/station-window.ts';

export interface WindowsOptions {
  /** A file of the built application. */
  readonly built: (path: string) => string;
  readonly icon: (file: string) => string;
  readonly settings: SettingsStore;
  /** Whether the bar shows the row of the secondary commands. */
  readonly barExpanded: Observable<boolean>;
  /** Told of each window that opens, so that the door admits it. */
  readonly onOpen: (kind: WindowKind, window: BrowserWindow) => void;
  /** Told when a page was started again. */
  readonly onRestart: () => void;
  readonly keepStationOnClose: () => boolean;
  /** Told when a person closes the window of captures. */
  readonly onCaptureClosed: () => void;
}

export interface Windows {
  readonly station: StationWindow;
  /** With the number field, which is a window of its own. */
  readonly bar: BarWindow;
  readonly board: BoardWindow;
  readonly capture: CaptureWindow;
  /** Never shown: what is printed. */
  readonly report: ReportWindow;
}

/** Every window of the program; none is open yet. */
export function createWindows({
  built,
  icon,
  settings,
  barExpanded,
  onOpen,
  onRestart,
  keepStationOnClose,
  onCaptureClosed,
}: WindowsOptions): Windows {
  const shared = { icon: icon('icon.png'), onRestart };
  const zoom = () => settings.current.get().zoom;
  return {
    station: new StationWindow({
      ...shared,
      preload: built('preload/station.cjs'),
      title: texts.station.title,
      zoom,
      onOpen: (window) => onOpen('station', window),
      keepOnClose: keepStationOnClose,
    }),
    bar: new BarWindow({
      preload: built('preload/bar.cjs'),
      dialPreload: built('preload/dial.cjs'),
      titles: { bar: texts.bar.title, dial: texts.dial.title },
      wishes: () => ({
        display: settings.current.get().barDisplay,
        collapsed: settings.current.get().barCollapsed,
        expanded: barExpanded.get(),
        zoom: zoom(),
      }),
      onRestart,
      onOpen,
    }),
    board: new BoardWindow({
      ...shared,
      preload: built('preload/board.cjs'),
      title: texts.board.title,
      before: () => settings.current.get().boardPlace,
      remember: (boardPlace) => settings.update({ boardPlace }),
      onOpen: (window) => onOpen('board', window),
    }),
    capture: new CaptureWindow({
      ...shared,
      preload: built('preload/capture.cjs'),
      title: texts.capture.title,
      onOpen: (window) => onOpen('capture', window),
      onClosed: onCaptureClosed,
    }),
    report: new ReportWindow({
      preload: built('preload/report.cjs'),
      onOpen: (window) => onOpen('report', window),
    }),
  };
}
