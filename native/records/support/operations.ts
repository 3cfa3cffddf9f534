import { z } from 'zod';
import type { Posted, TakenUp, ThreadPlace } from '../../../electron/support/ports.ts';
import { channelNames, type Letter } from '../../../electron/support/rules/letter.ts';
import {
  attachmentSchema,
  draftSchema,
  letterId,
  letterSchema,
  ownerSchema,
  progressSchema,
  threadSchema,
} from '../../../electron/support/rules/schemas.ts';
import { nothing, type Operations } from '../operation.ts';
import { ticketOperations } from './ticket-operations.ts';

const place: z.ZodType<ThreadPlace> = z.strictObject({
  thread: threadSchema,
  channel: z.enum(channelNames),
  ticket: z.string(),
});
const letters = z.array(letterSchema).readonly();
const posted: z.ZodType<Posted> = z.strictObject({ letter: letterSchema, place: place.nullable() });
const takenUp: z.ZodType<TakenUp> = z.discriminatedUnion('held', [
  z.strictObject({ held: z.literal(false) }),
  z.strictObject({ held: z.literal(true), letters, places: z.array(place).readonly() }),
]);
/** 256 KiB, and room for what a later version may choose. */
const piece: z.ZodType<Uint8Array> = z.instanceof(Uint8Array).refine(({ length }) => length <= 1024 * 1024);
const index = z.int().min(0).max(1_000);
/** Ms since the epoch. */
const time = z.int();

/** A page of what somebody has sent. */
export interface LetterPage {
  readonly letters: readonly Letter[];
  /** Where the next page goes on, or null at the end. */
  readonly next: number | null;
}
const page: z.ZodType<LetterPage> = z.strictObject({ letters, next: z.int().nullable() });

/** What can be asked of what people write to the support. */
export const supportOperations = {
  ...ticketOperations,
  /** The drafts of a person, the newest first. */
  'support.drafts': {
    request: z.strictObject({ owner: ownerSchema }),
    reply: z.array(draftSchema).readonly(),
  },
  /** Replaces the one of the same id; one that was sent stays as it was sent. */
  'support.save-draft': { request: draftSchema, reply: nothing },
  'support.remove-draft': { request: z.strictObject({ id: letterId }), reply: nothing },
  /** A piece of an attachment, for the draft that holds it. */
  'support.write-piece': {
    request: z.strictObject({ holder: letterId, attachment: letterId, index, bytes: piece }),
    reply: nothing,
  },
  'support.read-piece': { request: z.strictObject({ attachment: letterId, index }), reply: piece.nullable() },
  'support.remove-attachment': { request: z.strictObject({ attachment: attachmentSchema }), reply: nothing },
  /** Makes a letter of the draft of the same id, both at once; doing it again changes nothing. */
  'support.post': { request: letterSchema, reply: posted },
  /** What is not at rest, for the one program that sends it. */
  'support.take-up': { request: nothing, reply: takenUp },
  /** `Support_NotHeld`, `Support_LetterUnknown`. */
  'support.checkpoint': {
    request: z.strictObject({ id: letterId, progress: progressSchema }),
    reply: nothing,
  },
  /** What a person has sent from here, the newest first. */
  'support.letters': {
    request: z.strictObject({
      owner: ownerSchema,
      before: z.int().nullable(),
      size: z.int().min(1).max(200),
    }),
    reply: page,
  },
  /** The letters of one thread, in their order. */
  'support.thread': { request: z.strictObject({ owner: ownerSchema, thread: threadSchema }), reply: letters },
  /** Removes what came to rest before, drafts that nobody touched since, and attachments that nothing holds. */
  'support.purge': { request: z.strictObject({ endedBefore: time, draftsBefore: time }), reply: nothing },
} as const satisfies Operations;
