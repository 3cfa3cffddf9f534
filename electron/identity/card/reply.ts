import { z } from 'zod';
import type { CardReply } from '../../../native/card/protocol.ts';

const text = z.string().max(1_024);
/** A DER certificate or a signature; far beyond what a card holds. */
const bytes = z.instanceof(Uint8Array).refine(({ length }) => length <= 65_536);
const triesSchema = z.literal([0, 1, 2, 3]);

const holderSchema = z.object({
  cardId: text,
  nationalId: text,
  familyName: text,
  givenName: text,
  kind: z.enum(['CPS', 'CPF', 'CPE', 'CDE', 'CPA', 'other']),
  title: text.nullable(),
  organisation: text.nullable(),
  issuer: text,
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
});

const stateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['starting', 'service-stopped', 'no-reader', 'not-answering']) }),
  z.object({ kind: z.literal('middleware-missing'), searched: z.array(text).max(100).readonly() }),
  z.object({ kind: z.enum(['reader-empty', 'reading', 'no-certificate']), reader: text }),
  z.object({ kind: z.literal('card-unknown'), reader: text, atr: text }),
  z.object({
    kind: z.literal('card-present'),
    reader: text,
    holder: holderSchema,
    validity: z.enum(['valid', 'expired', 'not-yet-valid']),
    pinTriesLeft: triesSchema,
    chain: z.array(bytes).max(20).readonly(),
  }),
]);

const outcomeSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), signature: bytes }),
  z.object({
    ok: z.literal(false),
    failure: z.discriminatedUnion('code', [
      z.object({ code: z.literal('Card_PinWrong'), triesLeft: triesSchema }),
      z.object({
        code: z.enum([
          'Card_PinLastTry',
          'Card_PinBlocked',
          'Card_PinFormat',
          'Card_Removed',
          'Card_NotAnswering',
          'Card_SignatureRefused',
        ]),
      }),
    ]),
  }),
]);

const inspectionSchema = z.object({
  middleware: z
    .union([z.object({ path: text, description: text, version: text }), z.literal('loading')])
    .nullable(),
  searched: z.array(text).max(100).readonly(),
  service: z.enum(['starting', 'running', 'stopped']),
  readers: z
    .array(z.object({ name: text, hasCard: z.boolean(), isMute: z.boolean(), isHeld: z.boolean() }))
    .max(100)
    .readonly(),
});

const replySchema: z.ZodType<CardReply> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), state: stateSchema }),
  z.object({ type: z.literal('signed'), id: z.number(), outcome: outcomeSchema }),
  z.object({ type: z.literal('inspection'), inspection: inspectionSchema }),
  z.object({ type: z.literal('pong'), id: z.number() }),
]);

/**
 * What the process sent, or null when it is none of its replies: the middleware lives in it, and may have done
 * anything to it. A process that sends only such answers no ping, and is replaced.
 */
export function readCardReply(reply: unknown): CardReply | null {
  return replySchema.safeParse(reply).data ?? null;
}
