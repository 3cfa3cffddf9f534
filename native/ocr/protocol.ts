import { z } from 'zod';
import { formatNames } from '../../electron/redaction/rules/formats.ts';

/** What passes between main and the OCR process. Original pixels go in, and come out only by `reveal`. */

const whole = z.number().int().min(0).max(20_000);
const boxSchema = z.object({ x: whole, y: whole, width: whole, height: whole });

/** Of any buffer: what crosses a process boundary is a copy of its own. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const job = z.string().min(1).max(64);

export const optionsSchema = z.object({
  /** What this process may take at the most, in bytes. */
  memory: z.number().positive(),
});

export const requestSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('submit'),
    job,
    image: z.discriminatedUnion('kind', [
      /** Four bytes a pixel, the order as named: what the system's capture gives. */
      z.object({
        kind: z.literal('pixels'),
        order: z.enum(['rgba', 'bgra']),
        width: whole,
        height: whole,
        bytes,
      }),
      z.object({ kind: z.literal('file'), bytes }),
    ]),
    lists: z.array(
      z.object({ labels: z.array(z.string().max(300)).max(50_000), formats: z.array(z.enum(formatNames)) }),
    ),
    /** For the whole of it, in milliseconds. */
    deadline: z.number().positive(),
  }),
  z.object({ type: z.literal('reveal'), job, finding: z.string() }),
  z.object({ type: z.literal('result'), job, boxes: z.array(boxSchema).max(500) }),
  z.object({ type: z.literal('discard'), job }),
]);

export const findingSchema = z.object({ id: z.string(), suspicion: z.string(), box: boxSchema });

const picture = { width: whole, height: whole, bytes };

export const eventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('progress'),
    job,
    step: z.enum(['locating', 'reading', 'checking']),
    done: z.number(),
    total: z.number(),
  }),
  /** A PNG in which everything that was located is hidden. */
  z.object({ type: z.literal('preview'), job, ...picture }),
]);

export const maskedSchema = z.object({
  kind: z.enum(['masked', 'fully-masked']),
  /** A PNG. */
  ...picture,
  findings: z.array(findingSchema),
  shortfalls: z.array(z.string()),
  counts: z.object({
    segments: z.number(),
    read: z.number(),
    released: z.number(),
    retracted: z.number(),
  }),
});

export const provenanceSchema = z.object({
  engine: z.string(),
  kind: z.enum(['masked', 'fully-masked']),
  hidden: z.number(),
  released: z.number(),
  reveals: z.number(),
  drawn: z.number(),
});

export const resultSchema = z.object({
  type: z.enum(['image/png', 'image/jpeg']),
  bytes,
  provenance: provenanceSchema,
});

export type RedactionRequest = z.output<typeof requestSchema>;
export type RedactionEvent = z.output<typeof eventSchema>;
export type Finding = z.output<typeof findingSchema>;
export type MaskedPicture = z.output<typeof maskedSchema>;
export type Provenance = z.output<typeof provenanceSchema>;
export type RedactedFile = z.output<typeof resultSchema>;
