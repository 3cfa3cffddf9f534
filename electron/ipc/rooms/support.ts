import { z } from 'zod';
import type { Failure } from '../../failures/index.ts';
import type { PictureSummary } from '../../screenshots/index.ts';
import type { FollowerState, LetterPage, OpenTicket } from '../../support/index.ts';
import type { Draft } from '../../support/rules/draft.ts';
import type { ChannelName, Letter, LetterKind, Stage } from '../../support/rules/letter.ts';
import { draftFormSchema, letterId, threadSchema } from '../../support/rules/schemas.ts';
import { type TicketPage, ticketFilters } from '../../support/rules/ticket.ts';
import { cursorSchema } from '../../support/rules/ticket-schemas.ts';
import type { SavedFile } from './saved-file.ts';
import { id, nothing } from './shapes.ts';
import { fingerprint } from './verification.ts';

export const supportRequests = {
  'support.drafts': nothing,
  /** A report that is begun, filled in with what the station knows; kept from now on. */
  'support.begin': nothing,
  'support.beginReply': z.strictObject({ thread: threadSchema, subject: z.string().max(1_000) }),
  'support.beginRequest': z.strictObject({ service: z.string().min(1).max(60) }),
  /** At every change of a form. */
  'support.saveDraft': z.strictObject({ id: letterId, form: draftFormSchema }),
  'support.removeDraft': z.strictObject({ id: letterId }),
  /** Asks for a file, looks at its content and keeps it with the draft. */
  'support.attachFile': z.strictObject({ id: letterId }),
  /** The report of a verification of this workstation, as PDF. */
  'support.attachRun': z.strictObject({ id: letterId, run: fingerprint }),
  /** Makes a draft again of a report that was refused. */
  'support.rewrite': z.strictObject({ id: letterId }),
  /** A masked picture that a person confirmed; it is the report's from then on. */
  'support.attachPicture': z.strictObject({ id: letterId, picture: id }),
  /** The bytes of one that a report may take. */
  'support.picture': z.strictObject({ picture: id }),
  'support.detach': z.strictObject({ id: letterId, attachment: letterId }),
  'support.send': z.strictObject({ id: letterId }),
  /** Tries all that waits now. */
  'support.hurry': nothing,
  'support.decide': z.strictObject({ id: letterId, decision: z.enum(['retry', 'waive', 'withdraw']) }),
  /** Writes a report that cannot be sent to a file. */
  'support.handOver': z.strictObject({ id: letterId }),
  'support.letters': z.strictObject({ before: z.int().nullable() }),
  'support.thread': z.strictObject({ thread: threadSchema }),
  /** A page of « Mes tickets », from what is kept here. */
  'support.tickets': z.strictObject({
    filter: z.enum(ticketFilters),
    text: z.string().max(200),
    after: cursorSchema.nullable(),
  }),
  'support.ticket': z.strictObject({ thread: threadSchema }),
  /** Copies what the desk has of a ticket now. */
  'support.refreshTicket': z.strictObject({ thread: threadSchema }),
  /** Its answers are before the person's eyes. */
  'support.readTicket': z.strictObject({ thread: threadSchema }),
  /** Looks at the desk now. */
  'support.lookTickets': nothing,
} as const;

export interface SupportReplies {
  'support.drafts': readonly Draft[];
  'support.begin': Draft;
  'support.beginReply': Draft;
  'support.beginRequest': Draft;
  'support.saveDraft': Draft;
  'support.attachFile': Draft;
  'support.attachRun': Draft;
  'support.rewrite': Draft;
  'support.attachPicture': Draft;
  'support.picture': Uint8Array;
  'support.detach': Draft;
  'support.handOver': SavedFile;
  'support.letters': LetterPage;
  'support.thread': readonly Letter[];
  'support.tickets': TicketPage;
  'support.ticket': OpenTicket;
}

/** A letter to the support on its way. */
export interface LetterView {
  readonly id: string;
  readonly thread: string;
  readonly kind: LetterKind;
  readonly subject: string;
  /** Ms since the epoch. */
  readonly createdAt: number;
  readonly stage: Stage;
  /** Something of it is being sent at this moment. */
  readonly underWay: boolean;
  /** When it is tried again, ms since the epoch; null where it need not wait for a time. */
  readonly nextTryAt: number | null;
  readonly channel: ChannelName | null;
  /** What the desk calls it. */
  readonly ticket: string | null;
  /** Attachments that are there, and in all. */
  readonly attached: number;
  readonly attachments: number;
  /** Why the last attempt failed, or what is to be changed. */
  readonly failure: Failure | null;
  /** Whether the desk refused some of its attachments. */
  readonly refused: boolean;
  /** Whether a draft can be made of it again. */
  readonly rewritable: boolean;
}

/** What people of this workstation write to the support. */
export interface SupportView {
  /** `memory`: the workstation has no secret storage; `training`: nothing of it rests. */
  readonly kept: 'disk' | 'memory' | 'training';
  /** Of who works here; none while the station is locked. */
  readonly letters: readonly LetterView[];
  /** How many other people's wait. */
  readonly ofOthers: number;
  /** Another program on this workstation sends. */
  readonly elsewhere: boolean;
  /** Why nothing is sent. */
  readonly failure: Failure | null;
  /** What a report may be about, at this site. */
  readonly categories: readonly string[];
  /** The ways to the support that the site has, in its order. */
  readonly ways: readonly ChannelName[];
  /** Masked pictures that a report may take. */
  readonly pictures: readonly Pick<PictureSummary, 'id' | 'name' | 'size' | 'width' | 'height'>[];
  readonly tickets: TicketsView;
}

/** What the desk answers, besides the tickets themselves, which a page asks for. */
export interface TicketsView extends FollowerState {
  /** False where the desk cannot be read at: its answers come to the person's own mailbox. */
  readonly reads: boolean;
  /** Days that what was sent is kept here. */
  readonly days: number;
}
