import type { Result } from '../failures/index.ts';
import type { Box, Provenance, SubmittedImage } from '../redaction/index.ts';

/** What of this workstation may be captured: a window of another program, or a whole display. */
export interface CaptureTarget {
  /** Of the system; good for as long as the window is there. */
  readonly id: string;
  readonly kind: 'window' | 'display';
  /** The window's title, or « Écran 1 (1920 × 1080) ». */
  readonly label: string;
}

/** Pixels as the system gives them, four bytes each. Whoever has them overwrites them. */
export interface RawPicture {
  readonly order: 'rgba' | 'bgra';
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

/** What this workstation shows. Nothing of it is kept there. */
export interface ScreenSource {
  /** The windows of other programs, then the displays. */
  targets(): Promise<readonly CaptureTarget[]>;
  /** Without our own windows. Fails with `Screenshot_NotTaken`, `Screenshot_WindowGone`. */
  capture(id: string): Promise<Result<RawPicture>>;
  /** The display that the mouse is on. */
  displayAtPointer(): string;
  /** The image on the clipboard; null where there is none. */
  copied(): Promise<SubmittedImage | null>;
}

/** Where a picture comes from, for its record. */
export type PictureOrigin = 'window' | 'display' | 'clipboard' | 'image-file' | 'pdf-page';

/** What a person had shown again; never what stands there. */
export interface Reveal {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** What it was suspected to be: `date`, `telephone`, … */
  readonly suspicion: string;
}

/** Where an attachable picture comes from and what was done to it; goes with it in the report. */
export interface PictureRecord extends Omit<Provenance, 'reveals'> {
  readonly origin: PictureOrigin;
  /** When it was taken and when a person confirmed it; milliseconds since the epoch. */
  readonly takenAt: number;
  readonly confirmedAt: number;
  readonly reveals: readonly Reveal[];
  /** Only a part of it was kept. */
  readonly cropped: boolean;
}

/** What is known of an attachable picture without looking at it. */
export interface PictureSummary {
  readonly id: string;
  /** Random: it tells nothing. */
  readonly name: string;
  readonly type: 'image/png' | 'image/jpeg';
  /** In bytes. */
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly record: PictureRecord;
}

/** A masked picture that a person confirmed. */
export interface AttachablePicture extends PictureSummary {
  readonly bytes: Uint8Array;
}

/** The part of a picture that is looked at, and what a person hides in it. Whole pixels of the picture. */
export interface Edits {
  readonly boxes: readonly DrawnBox[];
  /** Null for the whole of it. */
  readonly area: Box | null;
}

export interface DrawnBox extends Box {
  readonly id: number;
}
