import { z } from 'zod';
import type { Box } from '../../redaction/index.ts';
import type { CaptureTarget, DeskState, DrawnBox, Editing, PictureSummary } from '../../screenshots/index.ts';
import type { EditAction } from '../../screenshots/rules/edits.ts';
import type { EnvironmentView } from './environment.ts';
import { id, nothing } from './shapes.ts';

const box = z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

const boxId = z.int().positive();

/** Captures for a report: only masked pictures come back. */
export const captureRequests = {
  'capture.view': nothing,
  /** The windows of other programs and the displays. */
  'capture.targets': nothing,
  'capture.take': z.strictObject({
    id,
    kind: z.enum(['window', 'display']),
    /** A part of it is to be drawn. */
    wantsArea: z.boolean(),
  }),
  /** The image on the clipboard. */
  'capture.paste': nothing,
  /** A file that was let go of over the page; main reads it. */
  'capture.drop': z.strictObject({ path: z.string().min(1).max(4_096) }),
  'capture.choose': nothing,
  'capture.page': z.strictObject({ page: z.int().min(1).max(100_000) }),
  /** The masked picture of that version, PNG. */
  'capture.picture': z.strictObject({ version: z.int() }),
  /** An attachable picture. */
  'capture.kept': z.strictObject({ id }),
  'capture.remove': z.strictObject({ id }),
  'capture.edit': z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('draw'), box }),
    z.strictObject({ type: z.literal('place'), id: boxId, box }),
    z.strictObject({ type: z.literal('remove'), id: boxId }),
    z.strictObject({ type: z.literal('crop'), box: box.nullable() }),
    z.strictObject({ type: z.enum(['undo', 'redo']) }),
  ]) satisfies z.ZodType<EditAction>,
  'capture.reveal': z.strictObject({ finding: id }),
  /** A person has looked at it and confirms. */
  'capture.attach': nothing,
  'capture.cancel': nothing,
  'capture.close': nothing,
} as const;

export interface CaptureReplies {
  'capture.view': CaptureView;
  'capture.targets': readonly CaptureTarget[];
  'capture.picture': Uint8Array;
  'capture.kept': Uint8Array;
}

/** The window of captures: what is being done with a picture, and those that may be attached. No pixel is in it. */
export interface CaptureView {
  readonly environment: EnvironmentView;
  readonly locked: boolean;
  /** False until the services run. */
  readonly ready: boolean;
  readonly step: CaptureStep;
  /** The oldest first. */
  readonly kept: readonly Pick<PictureSummary, 'id' | 'name' | 'size' | 'width' | 'height'>[];
  readonly most: number;
  /** The key that captures from anywhere; null where none does. */
  readonly key: string | null;
}

export type CaptureStep =
  | Exclude<DeskState, { kind: 'editing' }>
  | (Omit<Editing, 'edits'> & {
      /** What a person hides besides. */
      readonly boxes: readonly DrawnBox[];
      /** The part that is kept; null for all of it. */
      readonly area: Box | null;
      readonly canUndo: boolean;
      readonly canRedo: boolean;
    });
