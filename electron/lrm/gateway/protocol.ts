import { z } from 'zod';
import { failureSchema } from '../../failures/schema.ts';

/** What main and the gateway process say to one another, inside the envelope of `SupervisedProcess`. */

export const optionsSchema = z.strictObject({
  receivers: z.array(
    z.strictObject({ url: z.string(), key: z.instanceof(Uint8Array), authority: z.string().nullable() }),
  ),
  /** Milliseconds for a receiver to answer. */
  timeout: z.number(),
  commands: z.strictObject({ port: z.int(), token: z.string(), origins: z.array(z.string()) }).nullable(),
});
export type GatewayOptions = z.infer<typeof optionsSchema>;

const fileId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.:-]+$/);
const callId = z.string().min(1).max(300);

/** What the LRM may ask, once it has passed the door. */
export const commandSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('status') }),
  z.strictObject({ name: z.literal('calls') }),
  z.strictObject({
    name: z.literal('dial'),
    number: z.string().min(1).max(80),
    fileId: fileId.nullable(),
  }),
  /** `callId` null is the call in progress. */
  z.strictObject({ name: z.literal('correlate'), fileId, callId: callId.nullable() }),
]);
export type LrmCommand = z.infer<typeof commandSchema>;

export const dialBody = z.strictObject({ number: z.string().min(1).max(80), fileId: fileId.optional() });
export const correlateBody = z.strictObject({ callId: callId.optional() });
export const fileIdSchema = fileId;

/** main → gateway. */
export const gatewayRequestSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('send'), receiver: z.string(), id: z.string(), body: z.string() }),
  /** The answer to a command. */
  z.strictObject({
    type: z.literal('answer'),
    id: z.int(),
    answer: z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), value: z.unknown() }),
      z.strictObject({ ok: z.literal(false), failure: failureSchema }),
    ]),
  }),
]);
export type GatewayRequest = z.infer<typeof gatewayRequestSchema>;

/** gateway → main. */
export const gatewayEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('listening'), port: z.int() }),
  z.strictObject({ type: z.literal('not-listening'), inUse: z.boolean() }),
  z.strictObject({ type: z.literal('command'), id: z.int(), command: commandSchema }),
]);
export type GatewayEvent = z.infer<typeof gatewayEventSchema>;

export const outcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('delivered') }),
  z.strictObject({ kind: z.literal('refused'), status: z.int() }),
  z.strictObject({
    kind: z.literal('failed'),
    why: z.enum(['unreachable', 'timeout', 'server-error', 'busy']),
    retryAfter: z.number().nullable(),
  }),
]);
