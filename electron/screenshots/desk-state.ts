import type { Failure } from '../failures/index.ts';
import type { Finding, MaskedPicture, RedactionProgress } from '../redaction/index.ts';
import type { PictureOrigin, Reveal } from './ports.ts';
import type { EditHistory } from './rules/edits.ts';

/** What is being done with a picture; there is one at a time. */
export type DeskState =
  /** Nothing yet. `failure` is why the last one came to nothing. */
  | { readonly kind: 'choosing'; readonly failure: Failure | null }
  /** The screen is being captured, the file read. */
  | { readonly kind: 'taking' }
  | { readonly kind: 'choosing-page'; readonly pages: number }
  | {
      readonly kind: 'masking';
      readonly progress: RedactionProgress | null;
      /** When nothing more will be read; milliseconds since the epoch. */
      readonly deadlineAt: number;
      /** Everything that was located is hidden in it. */
      readonly preview: ShownPicture | null;
    }
  | Editing;

export interface Editing {
  readonly kind: 'editing';
  readonly picture: ShownPicture;
  readonly masked: MaskedPicture['kind'];
  readonly shortfalls: readonly string[];
  /** What is hidden. */
  readonly findings: readonly Finding[];
  /** What a person had shown again, where it is. */
  readonly revealed: readonly (Reveal & Pick<Finding, 'id' | 'box'>)[];
  readonly edits: EditHistory;
  /** The part to keep is to be drawn first: a display was captured for a part of it. */
  readonly wantsArea: boolean;
  readonly busy: 'revealing' | 'attaching' | null;
  readonly failure: Failure | null;
}

/** A masked picture, as a page may have it. */
export interface ShownPicture {
  /** Another one, another number. */
  readonly version: number;
  readonly width: number;
  readonly height: number;
}

/** Where a picture is to come from. */
export type Source =
  | {
      readonly kind: 'target';
      readonly id: string;
      readonly origin: Extract<PictureOrigin, 'window' | 'display'>;
      readonly wantsArea: boolean;
    }
  | { readonly kind: 'clipboard' }
  | { readonly kind: 'file'; readonly path: string };
