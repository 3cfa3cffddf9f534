import { z } from 'zod';
import { channelNames } from './letter.ts';
import { threadSchema } from './schemas.ts';
import {
  entryAuthors,
  entryKinds,
  type FoundTicket,
  milestoneKinds,
  type Ticket,
  type TicketCopy,
  type TicketCursor,
  type TicketPage,
  ticketStates,
} from './ticket.ts';

/** Shapes of what the desk tells, as it crosses from one process to another and rests on the disk. */

const time = z.int();
export const ticketNumber = z.string().regex(/^\d{1,12}$/);
const subject = z.string().max(1_000);
const kind = z.enum(['incident', 'request']);
const state = z.enum(ticketStates);
/** More than anybody exchanges on a ticket, and than a page shows. */
export const MOST_ENTRIES = 400;
export const MOST_DOCUMENTS = 60;
export const LONGEST_ENTRY = 40_000;
const documents = z.array(z.string().max(300)).max(MOST_DOCUMENTS).readonly();

export const ticketSchema: z.ZodType<Ticket> = z.strictObject({
  thread: threadSchema,
  number: ticketNumber.nullable(),
  channel: z.enum(channelNames).nullable(),
  kind,
  subject,
  state,
  changedAt: time,
  unread: z.int().min(0),
});

export const copySchema: z.ZodType<TicketCopy> = z.strictObject({
  entries: z
    .array(
      z.strictObject({
        id: z.string().max(100),
        kind: z.enum(entryKinds),
        from: z.enum(entryAuthors),
        letter: z.uuid().nullable(),
        at: time,
        text: z.string().max(LONGEST_ENTRY + 2),
        documents,
      }),
    )
    .max(MOST_ENTRIES)
    .readonly(),
  documents,
  milestones: z
    .array(z.strictObject({ kind: z.enum(milestoneKinds), at: time }))
    .max(10)
    .readonly(),
  copiedAt: time,
});

export const foundSchema: z.ZodType<FoundTicket> = z.strictObject({
  number: ticketNumber,
  kind,
  subject,
  state,
  changedAt: time,
  mark: z.string().max(100),
});

export const cursorSchema: z.ZodType<TicketCursor> = z.strictObject({ changedAt: time, seq: z.int() });

export const ticketPageSchema: z.ZodType<TicketPage> = z.strictObject({
  tickets: z.array(ticketSchema).readonly(),
  next: cursorSchema.nullable(),
});
