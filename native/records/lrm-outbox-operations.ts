import { z } from 'zod';
import type { DeadLetter, Delivery } from '../../electron/lrm/ports.ts';
import { lrmEventTypes } from '../../electron/lrm/rules/event-types.ts';
import { nothing, type Operations } from './operation.ts';

/** Ms since the epoch. */
const ms = z.number().int();
const receiver = z.string().max(2_000);
const type = z.enum(lrmEventTypes);

const delivery: z.ZodType<Delivery> = z.strictObject({
  id: z.string().max(100),
  receiver,
  subject: z.string().max(400),
  type,
  body: z.string().max(8_000),
  createdAt: ms,
  expiresAt: ms,
  attempts: z.int(),
});

const letter: z.ZodType<DeadLetter> = z.strictObject({
  receiver,
  type,
  at: ms,
  reason: z.enum(['expired', 'refused']),
});

/** What can be asked of the queue of events for the regulation software. */
export const lrmOutboxOperations = {
  /** In the order in which they were added. */
  'lrm-outbox.load': {
    request: nothing,
    reply: z.strictObject({ waiting: z.array(delivery).readonly(), dead: z.array(letter).readonly() }),
  },
  /** All or none. */
  'lrm-outbox.add': { request: z.array(delivery).max(100).readonly(), reply: nothing },
  'lrm-outbox.attempted': { request: z.strictObject({ id: z.string(), attempts: z.int() }), reply: nothing },
  /** Delivered, or given up: then what is told of it stays, without what it said. */
  'lrm-outbox.remove': {
    request: z.strictObject({ id: z.string(), letter: letter.nullable() }),
    reply: nothing,
  },
} as const satisfies Operations;
