import type { Failure, Result } from '../failures/index.ts';
import type { ChannelName, Letter, Progress, Step } from './rules/letter.ts';
import type { FoundTicket, TicketCopy } from './rules/ticket.ts';

/** Where the letters of a thread are at the desk. */
export interface ThreadPlace {
  readonly thread: string;
  readonly channel: ChannelName;
  readonly ticket: string;
}

/** A letter as it is kept: one that was posted before has come as far as it has. */
export interface Posted {
  readonly letter: Letter;
  /** Where its thread is at the desk, if it is. */
  readonly place: ThreadPlace | null;
}

/** What an earlier run left, or another one that runs has. */
export type TakenUp =
  | { readonly held: false }
  | {
      readonly held: true;
      /** Those not at rest, in the order in which they were written. */
      readonly letters: readonly Letter[];
      readonly places: readonly ThreadPlace[];
    };

/** Keeps letters until the desk has them. Failures are those of the records process, and `Support_…`. */
export interface OutboxStore {
  /** Only one program at a time has the outbox; it is let go when its process ends, however that ends. */
  takeUp(): Promise<Result<TakenUp>>;
  /** `Support_NotHeld` where another program has the outbox. */
  checkpoint(id: string, progress: Progress): Promise<Result<undefined>>;
  /** A piece of an attachment, null past its end. */
  piece(attachment: string, index: number): Promise<Result<Uint8Array | null>>;
}

/** One step to carry out at the desk. */
export interface Errand {
  readonly letter: Pick<Letter, 'id' | 'kind' | 'thread' | 'createdAt' | 'content' | 'attachments'>;
  readonly step: Step;
  readonly ticket: string | null;
  /** Whether it may be done already. */
  readonly inDoubt: boolean;
  /** Whether it was tried before: it is then looked for first, as when it is in doubt. */
  readonly isRetry: boolean;
}

/** What became of one step. `doubt`: whether it may be done all the same. */
export type Outcome =
  | { readonly kind: 'done'; readonly ticket: string | null }
  /** `retryAfter` in ms, where the desk told. */
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly doubt: boolean;
      readonly retryAfter: number | null;
    }
  /** The channel lets nobody in: it is not the letter's fault. */
  | { readonly kind: 'closed'; readonly failure: Failure; readonly doubt: boolean }
  /** The same again would be refused again. */
  | { readonly kind: 'refused'; readonly failure: Failure; readonly doubt: boolean };

/** A way to the desk. */
export interface Channel {
  readonly name: ChannelName;
  /** Whether it takes a letter at once, with its attachments. */
  readonly whole: boolean;
  /** Carries out one step; `bytes` gives an attachment. Never rejects. */
  carry(errand: Errand, bytes: (attachment: string) => Uint8Array | null): Promise<Outcome>;
}

/** The ways to the desk as the outbox has them: behind is a process of its own. */
export interface Carrier {
  /** In the site's order. */
  readonly channels: readonly Pick<Channel, 'name' | 'whole'>[];
  /** `piece` reads the attachments that the step needs. Never rejects. */
  carry(channel: ChannelName, errand: Errand, piece: OutboxStore['piece']): Promise<Outcome>;
}

/** What was read at the desk. `gone`: it is not there, or not for this account. `retryAfter` in ms. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly retryAfter: number | null };

export interface FoundPage {
  /** The last changed first. */
  readonly tickets: readonly FoundTicket[];
  readonly isLast: boolean;
}

export interface ReadTicket {
  readonly found: FoundTicket;
  /** Null where nothing has changed since the mark. */
  readonly copy: TicketCopy | null;
}

/** Reads at the desk what has become of what was sent there. Never rejects. */
export interface DeskReader {
  /** Tickets of the person with this address, from the `from`-th on, the last changed first. */
  list(address: string, from: number): Promise<Reading<FoundPage>>;
  /** A ticket with what was exchanged on it, unless its mark is still this one. */
  ticket(number: string, mark: string | null): Promise<Reading<ReadTicket>>;
  /** The ticket that a letter has become, whichever way it went. */
  byReference(uuid: string): Promise<Reading<string | null>>;
}
