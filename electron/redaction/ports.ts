import type { MaskedPicture, RedactedFile, RedactionEvent } from '../../native/ocr/protocol.ts';
import type { Result } from '../failures/index.ts';
import type { AllowListSource } from './rules/allow-list.ts';
import type { Box } from './rules/box.ts';

/** An image as it comes in. Its bytes are no longer needed once it was submitted: overwrite them. */
export type SubmittedImage =
  | {
      readonly kind: 'pixels';
      readonly order: 'rgba' | 'bgra';
      readonly width: number;
      readonly height: number;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** A page of a PDF, from 1. */
  | { readonly kind: 'page'; readonly bytes: Uint8Array; readonly page: number };

export type RedactionProgress = Omit<Extract<RedactionEvent, { type: 'progress' }>, 'job' | 'type'>;
export type RedactionPreview = Omit<Extract<RedactionEvent, { type: 'preview' }>, 'job' | 'type'>;

export interface Submission {
  readonly image: SubmittedImage;
  /** What may be shown: what is shipped and what the site's administrator checked. */
  readonly lists: readonly AllowListSource[];
  readonly onProgress?: (progress: RedactionProgress) => void;
  /** Everything that was located is hidden in it; nothing has been read yet. */
  readonly onPreview?: (preview: RedactionPreview) => void;
}

/** Screenshots without personal data. The original never comes back. */
export interface Redaction {
  /** Starts the process ahead of an image. */
  warm(): void;
  /**
   * Masks an image. Never rejects: `Image_…` where the image is refused, `Redaction_NotPossible` where the engine cannot
   * be loaded, `Redaction_Interrupted` where the process died or took too long. Nothing is shown then.
   */
  submit(submission: Submission): Promise<Result<RedactionJob>>;
  /** How many pages a PDF has. Fails as `submit` does. Its bytes are no longer needed once it was asked. */
  pages(bytes: Uint8Array): Promise<Result<number>>;
  /** Ends the process, and with it what it holds. */
  close(): void;
}

/** One image, held in the OCR process until it is discarded. */
export interface RedactionJob {
  readonly picture: MaskedPicture;
  /** Shows what one finding hides, after the deliberate act of a person: the picture made anew, in the process. */
  reveal(finding: string): Promise<Result<MaskedPicture>>;
  /** The file that may leave, with `boxes` hidden as well, and where it comes from. */
  result(boxes: readonly Box[], wanted?: WantedResult): Promise<Result<RedactedFile>>;
  /** Overwrites the original. */
  discard(): Promise<void>;
}

export interface WantedResult {
  /** The part of the picture that is kept; all of it where there is none. */
  readonly area?: Box | null;
  /** The type that is smaller, unless told. */
  readonly as?: 'image/png';
}
