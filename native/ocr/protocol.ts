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
      /** A page of a PDF, from 1. */
      z.object({ kind: z.literal('page'), bytes, page: z.number().int().min(1) }),
    ]),
    lists: z.array(
      z.object({ labels: z.array(z.string().max(300)).max(50_000), formats: z.array(z.enum(formatNames)) }),
    ),
    /** For locating, reading and looking again, in milliseconds, unless other programs take of them. */
    deadline: z.number().positive(),
  }),
  z.object({ type: z.literal('reveal'), job, finding: z.string() }),
  z.object({
    type: z.literal('result'),
    job,
    boxes: z.array(boxSchema).max(500),
    as: z.literal('image/png').optional(),
    /** The part of the masked picture that is kept; all of it where there is none. */
    area: boxSchema.nullable().default(null),
  }),
  z.object({ type: z.literal('discard'), job }),
  /** How many pages a PDF has; nothing of it is held. */
  z.object({ type: z.literal('pages'), bytes }),
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

export const pagesSchema = z.number().int().min(0);

export type RedactionRequest = z.output<typeof requestSchema>;
export type RedactionEvent = z.output<typeof eventSchema>;
export type Finding = z.output<typeof findingSchema>;
export type MaskedPicture = z.output<typeof maskedSchema>;
export type Provenance = z.output<typeof provenanceSchema>;
export type RedactedFile = z.output<typeof resultSchema>;
