import { z } from 'zod';
import { failureSchema } from '../../failures/schema.ts';
import type { Errand, Outcome, Reading } from '../ports.ts';
import { channelNames } from '../rules/letter.ts';
import { copySchema, foundSchema, ticketNumber } from '../rules/ticket-schemas.ts';

/** What main and the support process say to one another, inside the envelope of `SupervisedProcess`. */

export const bytesSchema: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);
const bytes = bytesSchema;
const authority = z.string().nullable();
const timeout = z.int();
const parties = { from: z.string(), to: z.string() };

export const optionsSchema = z.strictObject({
  glpi: z
    .strictObject({
      url: z.string(),
      userToken: z.string(),
      appToken: z.string().nullable(),
      authority,
      timeout,
      categories: z.record(z.string(), z.int()),
      timeZone: z.string(),
    })
    .nullable(),
  mail: z
    .strictObject({
      ...parties,
      host: z.string(),
      port: z.int(),
      implicitTls: z.boolean(),
      account: z.strictObject({ user: z.string(), password: z.string() }).nullable(),
      authority,
      timeout,
    })
    .nullable(),
  file: z.strictObject({ ...parties, folder: z.string() }).nullable(),
});
export type SupportProcessOptions = z.infer<typeof optionsSchema>;

const failure = failureSchema;
const doubt = z.boolean();
/** Made by main from what the store has checked. */
const errand = z.custom<Errand>((value) => typeof value === 'object' && value !== null);

export const outcomeSchema: z.ZodType<Outcome> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), ticket: z.string().max(400).nullable() }),
  z.strictObject({ kind: z.literal('failed'), failure, doubt, retryAfter: z.number().nullable() }),
  z.strictObject({ kind: z.literal('closed'), failure, doubt }),
  z.strictObject({ kind: z.literal('refused'), failure, doubt }),
]);

function readingSchema<T>(value: z.ZodType<T>): z.ZodType<Reading<T>> {
  return z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('read'), value }),
    z.strictObject({ kind: z.literal('gone') }),
    z.strictObject({ kind: z.literal('failed'), failure, retryAfter: z.number().nullable() }),
  ]);
}
export const readingSchemas = {
  list: readingSchema(z.strictObject({ tickets: z.array(foundSchema).readonly(), isLast: z.boolean() })),
  ticket: readingSchema(z.strictObject({ found: foundSchema, copy: copySchema.nullable() })),
  reference: readingSchema(ticketNumber.nullable()),
} as const;

export const requestSchema = z.discriminatedUnion('type', [
  /** A piece of an attachment, in order, before what needs it; `total` in bytes. */
  z.strictObject({
    type: z.literal('stage'),
    attachment: z.string(),
    index: z.int(),
    total: z.int(),
    bytes,
  }),
  z.strictObject({
    type: z.literal('carry'),
    channel: z.enum(channelNames),
    errand,
  }),
  /** Writes a letter where a person wants it. */
  z.strictObject({
    type: z.literal('write'),
    path: z.string(),
    errand,
  }),
  /** Reads a file that is to be attached; its pieces are asked for by `piece`. */
  z.strictObject({ type: z.literal('read'), path: z.string() }),
  z.strictObject({ type: z.literal('check'), name: z.string(), bytes }),
  z.strictObject({ type: z.literal('piece'), attachment: z.string(), index: z.int() }),
  /** What a desk has: see `DeskReader`. */
  z.strictObject({ type: z.literal('list'), address: z.string(), from: z.int() }),
  z.strictObject({ type: z.literal('ticket'), number: z.string(), mark: z.string().nullable() }),
  z.strictObject({ type: z.literal('reference'), uuid: z.string() }),
  z.strictObject({ type: z.literal('drop'), attachment: z.string() }),
]);
export type SupportRequest = z.infer<typeof requestSchema>;
