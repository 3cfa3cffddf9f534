import type { Failure } from '../../electron/failures/index.ts';
import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { BoardView } from '../../electron/ipc/rooms/board.ts';
import type { CaptureView } from '../../electron/ipc/rooms/capture.ts';
import type { StationView } from '../../electron/ipc/rooms/station.ts';
import type { PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import type { RunView } from '../../electron/ipc/rooms/verification.ts';
import * as f from './fixtures.ts';

/** One picture: a page, its view, what main answers to what is asked, and what a person does before it is taken. */
export interface GalleryState {
  readonly name: string;
  readonly page: 'station' | 'bar' | 'dial' | 'board' | 'report' | 'capture';
  readonly view: StationView | BarView | BoardView | RunView | CaptureView;
  readonly size: { readonly width: number; readonly height: number };
  readonly scheme: 'light' | 'dark';
  /** Answer to everything but the view. */
  readonly failure: Failure | null;
  /** The view before, where what happened matters. */
  readonly before?: StationView | undefined;
  /** What a person does, in order: presses a button, tab or menu entry by its name, or types in a field by its label. */
  readonly press: readonly (
    | string
    | { readonly field: string; readonly text: string }
    | { readonly choice: string; readonly option: string }
  )[];
  /** What main answers on these channels, whatever `failure` is. */
  readonly answers?: Readonly<Record<string, unknown>> | undefined;
  /** As a person sees it who has asked their system for its high contrast colours. */
  readonly forcedColors?: boolean | undefined;
}

type Options = Partial<
  Pick<GalleryState, 'size' | 'scheme' | 'failure' | 'before' | 'press' | 'answers' | 'forcedColors'>
>;
export const common = { scheme: 'light', failure: null, press: [] } as const;

export function station(name: string, over: Partial<StationView>, options: Options = {}): GalleryState {
  const size = { width: 960, height: 720 };
  return {
    name: `station-${name}`,
    page: 'station',
    view: { ...f.station, ...over },
    size,
    ...common,
    ...options,
  };
}

export function bar(
  name: string,
  over: Partial<BarView>,
  phone: Partial<PhoneView> = {},
  options: Options = {},
): GalleryState {
  const view = { ...f.bar, phone: { ...f.bound, ...phone }, ...over };
  return { name: `bar-${name}`, page: 'bar', view, size: { width: 1280, height: 64 }, ...common, ...options };
}

export const small = { size: { width: 720, height: 560 } };
export const dark = { scheme: 'dark' } as const;
