import { z } from 'zod';
import type { ReadTicket } from '../../../electron/support/ports.ts';
import { ownerSchema, threadSchema } from '../../../electron/support/rules/schemas.ts';
import type { Ticket, TicketCopy } from '../../../electron/support/rules/ticket.ts';
import { ticketFilters } from '../../../electron/support/rules/ticket.ts';
import {
  copySchema,
  cursorSchema,
  foundSchema,
  ticketNumber,
  ticketPageSchema,
  ticketSchema,
} from '../../../electron/support/rules/ticket-schemas.ts';
import { nothing, type Operations } from '../operation.ts';
import type { Following } from './ticket-table.ts';

const owner = ownerSchema;
/** Ms since the epoch. */
const now = z.int();
const found = z.array(foundSchema).max(500).readonly();
const readTicket: z.ZodType<ReadTicket> = z.strictObject({ found: foundSchema, copy: copySchema.nullable() });
const following: z.ZodType<Following> = z.strictObject({
  numbers: z.array(z.strictObject({ number: ticketNumber, mark: z.string().nullable() })).readonly(),
  references: z.array(z.uuid()).readonly(),
});

/** A ticket with what was copied of it. */
export interface KeptTicket {
  readonly ticket: Ticket;
  readonly copy: TicketCopy | null;
}
const kept: z.ZodType<KeptTicket> = z.strictObject({ ticket: ticketSchema, copy: copySchema.nullable() });

/** What can be asked of what people have at the desk. */
export const ticketOperations = {
  'support.tickets': {
    request: z.strictObject({
      owner,
      filter: z.enum(ticketFilters),
      /** Folded words (`wordsOf`), each of which a line has to have. */
      words: z.array(z.string().max(200)).max(20).readonly(),
      after: cursorSchema.nullable(),
      size: z.int().min(1).max(200),
    }),
    reply: ticketPageSchema,
  },
  'support.ticket': { request: z.strictObject({ owner, thread: threadSchema }), reply: kept.nullable() },
  /** How many tickets have answers that nobody has seen. */
  'support.unread-tickets': { request: z.strictObject({ owner }), reply: z.int() },
  'support.read-ticket': { request: z.strictObject({ owner, thread: threadSchema }), reply: nothing },
  /** Which of these are new, or have changed, by their numbers. */
  'support.changed-tickets': {
    request: z.strictObject({
      owner,
      found: z
        .array(z.strictObject({ number: ticketNumber, mark: z.string() }))
        .max(500)
        .readonly(),
    }),
    reply: z.array(ticketNumber).readonly(),
  },
  'support.found-tickets': { request: z.strictObject({ owner, found, now }), reply: nothing },
  /** What was read of one: how many of its answers are new. */
  'support.keep-ticket': { request: z.strictObject({ owner, read: readTicket, now }), reply: z.int() },
  'support.place-ticket': {
    request: z.strictObject({ owner, thread: threadSchema, number: ticketNumber.nullable(), now }),
    reply: nothing,
  },
  'support.ticket-gone': { request: z.strictObject({ owner, number: ticketNumber }), reply: nothing },
  /** What the desk is to be asked for. */
  'support.following': {
    request: z.strictObject({ owner, unlisted: z.boolean(), recent: z.int() }),
    reply: following,
  },
} as const satisfies Operations;
