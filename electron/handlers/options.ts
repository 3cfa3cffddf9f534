import type { BarView } from '../ipc/rooms/bar.ts';
import type { BoardView } from '../ipc/rooms/board.ts';
import type { CaptureView } from '../ipc/rooms/capture.ts';
import type { DialPurpose } from '../ipc/rooms/dial.ts';
import type { StationView } from '../ipc/rooms/station.ts';
import type { RunView } from '../ipc/rooms/verification.ts';
import type { Services } from '../services/services.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { Notices } from '../shell/notices.ts';
import type { WantedInput } from '../shell/open-file.ts';
import type { WantedFile } from '../shell/save-file.ts';

/** What requests are passed on to, and what the shell does for them. */
export interface HandlerOptions {
  readonly stationView: () => StationView;
  readonly barView: () => BarView;
  readonly boardView: () => BoardView;
  readonly captureView: () => CaptureView;
  /** What is laid out on paper, and how its page says that it is. */
  readonly report: { readonly view: () => RunView | null; readonly ready: () => void };
  /** Null until the services run. */
  readonly services: () => Services | null;
  readonly settings: SettingsStore;
  readonly notices: Notices;
  readonly openExternal: (url: string) => Promise<void>;
  readonly saveFile: {
    /** Asks where to write a file: its path, or null when the person gave up. */
    readonly choose: (file: WantedFile) => Promise<string | null>;
    readonly write: (path: string, content: string | Buffer) => Promise<void>;
  };
  /** Asks for a file to read: its path, or null when the person gave up. */
  readonly openFile: (wanted: WantedInput) => Promise<string | null>;
  readonly shell: {
    openStation(): void;
    expandBar(expanded: boolean): void;
    openDial(purpose: DialPurpose): void;
    /** The height that the number field needs, in CSS pixels. */
    fitDial(height: number): void;
    closeDial(): void;
    openBoard(): void;
    openCapture(): void;
    closeCapture(): void;
    /** « Vérifier le poste », on one point. */
    openVerification(check: string): void;
    /** « Mes tickets », in the station. */
    openTickets(): void;
    /** The station has opened what it was asked to. */
    attended(): void;
    /** Starts what somebody who signs in will soon need. */
    prepare(): void;
    quit(): void;
  };
}
