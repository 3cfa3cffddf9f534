import { z } from 'zod';

/** What passes between the process and a thread that runs models: pixels go over, and only what was made of them comes back. */
export type LaneWork =
  | {
      readonly kind: 'detect';
      readonly pixels: Float32Array<ArrayBuffer>;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'read';
      readonly pixels: Float32Array<ArrayBuffer>;
      readonly width: number;
      readonly height: number;
      readonly from: number;
      readonly to: number;
    };

export interface LaneRequest {
  readonly id: number;
  readonly work: LaneWork;
}

export const boxesSchema = z.array(
  z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
);

/** Null where the model's output is of another form than it was trained to. */
export const glyphsSchema = z
  .array(z.object({ character: z.string(), at: z.number(), confidence: z.number() }))
  .nullable();

export const laneMessageSchema = z.discriminatedUnion('type', [
  /** The models are loaded. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('done'), id: z.number(), value: z.unknown() }),
  z.object({ type: z.literal('failed'), id: z.number() }),
]);

export type LaneMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'done'; readonly id: number; readonly value: unknown }
  | { readonly type: 'failed'; readonly id: number };
