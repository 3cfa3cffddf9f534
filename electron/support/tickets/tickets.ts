import { fail, ok, type Result } from '../../failures/index.ts';
import type { Records } from '../../records/index.ts';
import type { Observable } from '../../shared/listeners.ts';
import type { Draft } from '../rules/draft.ts';
import type { Letter } from '../rules/letter.ts';
import { threadsOfTicket } from '../rules/thread.ts';
import {
  type Ticket,
  type TicketCopy,
  type TicketCursor,
  type TicketFilter,
  type TicketPage,
  wordsOf,
} from '../rules/ticket.ts';
import type { Support } from '../support.ts';

/** Lines of a page. */
const PAGE = 30;

/** A ticket as it is read: what the desk has of it, what was written here, and the reply that is being written. */
export interface OpenTicket {
  readonly ticket: Ticket;
  readonly copy: TicketCopy | null;
  readonly letters: readonly Letter[];
  readonly draft: Draft | null;
}

export interface TicketsOptions {
  readonly records: Pick<Records, 'call'>;
  readonly support: Pick<Support, 'thread' | 'drafts'>;
  readonly owner: Observable<string | null>;
}

/** « Mes tickets »: what the person who works here has at the desk, from what is kept on this workstation. */
export class Tickets {
  readonly #options: TicketsOptions;

  constructor(options: TicketsOptions) {
    this.#options = options;
  }

  /** A page of the list, the last changed first. `Support_NotSignedIn`, `Records_…`. */
  page(asked: {
    readonly filter: TicketFilter;
    readonly text: string;
    readonly after: TicketCursor | null;
  }): Promise<Result<TicketPage>> {
    const { filter, text, after } = asked;
    const words = wordsOf(text).slice(0, 20);
    return this.#owned((owner) =>
      this.#options.records.call('support.tickets', { owner, filter, words, after, size: PAGE }),
    );
  }

  /** One ticket, from what is kept. `Support_TicketUnknown`. */
  open(thread: string): Promise<Result<OpenTicket>> {
    const { records, support } = this.#options;
    return this.#owned(async (owner) => {
      const [kept, letters, drafts] = await Promise.all([
        records.call('support.ticket', { owner, thread }),
        support.thread(thread),
        support.drafts(),
      ]);
      if (!kept.ok) return kept;
      if (!letters.ok) return letters;
      if (!drafts.ok) return drafts;
      if (!kept.value) return fail('Support_TicketUnknown');
      const threads = threadsOfTicket(kept.value.ticket);
      const isReply = ({ form }: Draft) => form.kind === 'reply' && threads.includes(form.thread);
      return ok({ ...kept.value, letters: letters.value, draft: drafts.value.find(isReply) ?? null });
    });
  }

  #owned<T>(act: (owner: string) => Promise<Result<T>>): Promise<Result<T>> {
    const owner = this.#options.owner.get();
    return owner === null ? Promise.resolve(fail('Support_NotSignedIn')) : act(owner);
  }
}
