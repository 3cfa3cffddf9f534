import type { ChannelName } from './letter.ts';

/** What a person has at the desk, as « Mes tickets » shows it. Pages import it: nothing here but language. */

export const ticketStates = [
  // Here, before the desk has said anything of it.
  'sending',
  'attention',
  'sent',
  'handed-over',
  'withdrawn',
  // At the desk.
  'new',
  'assigned',
  'planned',
  'pending',
  'solved',
  'closed',
] as const;
export type TicketState = (typeof ticketStates)[number];

/** Whether something may still come of it. */
export function isOpenTicket(state: TicketState): boolean {
  return state !== 'solved' && state !== 'closed' && state !== 'withdrawn';
}

/** A line of the list. */
export interface Ticket {
  readonly thread: string;
  /** The portal's number; null as long as it has none. */
  readonly number: string | null;
  /** The way that it went by; null before it went. */
  readonly channel: ChannelName | null;
  readonly kind: 'incident' | 'request';
  readonly subject: string;
  readonly state: TicketState;
  /** Last change, here or at the desk; ms since the epoch. */
  readonly changedAt: number;
  /** Answers of the desk that the person has not seen. */
  readonly unread: number;
}

/** Who wrote: the person from this program, the person by other means, or the desk. */
export const entryAuthors = ['bandeau', 'requester', 'desk'] as const;
export type EntryAuthor = (typeof entryAuthors)[number];

export const entryKinds = ['opening', 'follow-up', 'solution'] as const;

/** What somebody wrote on a ticket, as the desk has it, as plain text. */
export interface TicketEntry {
  /** The same at each reading. */
  readonly id: string;
  readonly kind: (typeof entryKinds)[number];
  readonly from: EntryAuthor;
  /** The letter that it is, by its UUID, where it was written with this program. */
  readonly letter: string | null;
  /** Ms since the epoch. */
  readonly at: number;
  readonly text: string;
  /** Names of files. */
  readonly documents: readonly string[];
}

export const milestoneKinds = ['opened', 'taken', 'solved', 'closed'] as const;
/** A change of state that the desk dates. */
export interface Milestone {
  readonly kind: (typeof milestoneKinds)[number];
  readonly at: number;
}

/** What was exchanged on a ticket, as it was at the desk when it was last asked. */
export interface TicketCopy {
  readonly entries: readonly TicketEntry[];
  /** Names of files on the ticket as a whole. */
  readonly documents: readonly string[];
  readonly milestones: readonly Milestone[];
  /** Ms since the epoch. */
  readonly copiedAt: number;
}

/** A ticket as the desk's list gives it. */
export interface FoundTicket {
  readonly number: string;
  readonly kind: Ticket['kind'];
  readonly subject: string;
  readonly state: TicketState;
  readonly changedAt: number;
  /** Its last change in the desk's own words: another one means that something has changed. */
  readonly mark: string;
}

/** What is new to a person: what the desk said last. */
export function isAnswer({ from }: Pick<TicketEntry, 'from'>): boolean {
  return from === 'desk';
}

/** How many answers a copy has that an earlier one had not. */
export function newAnswers(before: TicketCopy | null, after: TicketCopy): number {
  const known = new Set(before?.entries.map(({ id }) => id));
  return after.entries.filter((entry) => isAnswer(entry) && !known.has(entry.id)).length;
}

export const ticketFilters = ['open', 'closed', 'all'] as const;
export type TicketFilter = (typeof ticketFilters)[number];

/** Where a page of the list ended. */
export interface TicketCursor {
  readonly changedAt: number;
  readonly seq: number;
}

export interface TicketPage {
  readonly tickets: readonly Ticket[];
  /** Where the next page goes on, or null at the end; a search may have found nothing yet. */
  readonly next: TicketCursor | null;
}

/** Without accents and capitals, so that « ecran » finds « Écran ». */
export function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/** Whether a ticket has every word of a search, in its subject or its number; `#12` is the number alone. `words` are folded. */
export function matches(
  { subject, number }: Pick<Ticket, 'subject' | 'number'>,
  words: readonly string[],
): boolean {
  const text = `${folded(subject)} ${number ?? ''}`;
  return words.every((word) => (word.startsWith('#') ? number === word.slice(1) : text.includes(word)));
}

/** The words of a search. */
export function wordsOf(text: string): readonly string[] {
  return folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
}
