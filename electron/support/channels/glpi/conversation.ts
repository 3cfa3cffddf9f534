import type { z } from 'zod';
import type { Milestone, TicketCopy, TicketEntry } from '../../rules/ticket.ts';
import { MOST_DOCUMENTS, MOST_ENTRIES } from '../../rules/ticket-schemas.ts';
import { letterIn, withoutReference } from '../letter-page.ts';
import type { GlpiClient } from './client.ts';
import {
  documentItem,
  followUpItems,
  linkItems,
  requesterItems,
  solutionItems,
  type TicketItem,
} from './items.ts';
import { type Unread, unread, ununderstood } from './search-fields.ts';
import { instantOf } from './server-time.ts';
import { lineOf, textOf } from './stored-text.ts';

/** Without a range GLPI gives the first fifty. */
const ALL = { range: '0-399' };
const REQUESTER = 1;

/** Thrown inside this module only: one part that cannot be read, and the whole copy is not made. */
class NotRead extends Error {
  readonly answer: Unread;
  constructor(answer: Unread) {
    super('not read');
    this.answer = answer;
  }
}

export interface ReadingContext {
  /** Of the server's clock. */
  readonly timeZone: string;
  /** GLPI's number of the account that asks, which wrote what this program sent; null where it does not tell. */
  readonly self: number | null;
}

/**
 * What was exchanged on a ticket, the oldest first, as plain text. What a profile may not see is passed over; what the
 * desk keeps for itself (`is_private`) is never shown, whatever this account may read.
 */
export async function readConversation(
  client: GlpiClient,
  item: TicketItem,
  { timeZone, self }: ReadingContext,
): Promise<TicketCopy | Unread> {
  try {
    return await conversation(client, item, { timeZone, self });
  } catch (error) {
    if (error instanceof NotRead) return error.answer;
    throw error;
  }
}

async function conversation(
  client: GlpiClient,
  item: TicketItem,
  { timeZone, self }: ReadingContext,
): Promise<TicketCopy> {
  const ticket = `Ticket/${item.id}`;
  const requesters = await part(client, `${ticket}/Ticket_User`, requesterItems);
  const followUps = await part(client, `${ticket}/ITILFollowup`, followUpItems);
  const solutions = await part(client, `${ticket}/ITILSolution`, solutionItems);
  const asking = new Set(requesters.filter(({ type }) => type === REQUESTER).map(({ users_id }) => users_id));
  const entry = (
    one: Pick<TicketEntry, 'id' | 'kind'>,
    content: string,
    author: number | null,
    date: string | null | undefined,
  ) => {
    const text = textOf(content);
    // An answer that quotes a letter ends with its reference too: what counts is who wrote.
    const letter = author === null || author === self ? letterIn(text) : null;
    const isRequester = author === null || asking.has(author);
    const from = letter !== null ? 'bandeau' : isRequester ? 'requester' : 'desk';
    const at = instantOf(date, timeZone) ?? 0;
    return {
      ...one,
      from,
      letter,
      at,
      text: letter === null ? text : withoutReference(text),
      documents: [],
    } satisfies TicketEntry;
  };
  const opening = entry({ id: 'opening', kind: 'opening' }, item.content, null, item.date);
  const said = followUps
    .filter(({ is_private }) => is_private === 0)
    .map(({ id, content, users_id, date_creation }) =>
      entry({ id: `follow-up-${id}`, kind: 'follow-up' }, content, users_id, date_creation),
    );
  const solved = solutions.map(({ id, content, users_id, date_creation }) =>
    entry({ id: `solution-${id}`, kind: 'solution' }, content, users_id, date_creation),
  );
  const rest = [...said, ...solved].sort((a, b) => a.at - b.at || numberIn(a.id) - numberIn(b.id));
  const names = new Names(client);
  const documents = await names.of(ticket);
  const entries: TicketEntry[] = [opening];
  for (const one of rest.slice(-(MOST_ENTRIES - 1))) {
    // What the desk attaches to an answer hangs on the answer, not on the ticket.
    const isAnswer = one.from === 'desk' && one.kind === 'follow-up';
    entries.push(isAnswer ? { ...one, documents: await names.of(`ITILFollowup/${numberIn(one.id)}`) } : one);
  }
  return { entries, documents, milestones: milestonesOf(item, timeZone), copiedAt: Date.now() };
}

/** Names of files, as few requests as it takes. */
class Names {
  readonly #client: GlpiClient;
  readonly #known = new Map<number, string | null>();

  constructor(client: GlpiClient) {
    this.#client = client;
  }

  async of(item: string): Promise<readonly string[]> {
    const links = await part(this.#client, `${item}/Document_Item`, linkItems);
    const names: string[] = [];
    for (const { documents_id } of links.slice(0, MOST_DOCUMENTS)) {
      const name = await this.#name(documents_id);
      if (name !== null) names.push(name);
    }
    return names;
  }

  async #name(id: number): Promise<string | null> {
    const known = this.#known.get(id);
    if (known !== undefined || this.#known.size >= MOST_DOCUMENTS) return known ?? null;
    const answer = await this.#client.get(`Document/${id}`);
    if (answer.kind !== 'ok' && answer.kind !== 'refused') throw new NotRead(unread(answer));
    const read = answer.kind === 'ok' ? documentItem.safeParse(answer.value).data : undefined;
    // A document without a file is one that was refused.
    const name = read?.filename ? lineOf(read.filename, 250) : null;
    this.#known.set(id, name);
    return name;
  }
}

/** The items of a list; none where this account may not see them. */
async function part<T>(client: GlpiClient, path: string, schema: z.ZodType<T[]>): Promise<readonly T[]> {
  const answer = await client.get(path, ALL);
  if (answer.kind === 'refused') return [];
  if (answer.kind !== 'ok') throw new NotRead(unread(answer));
  const read = schema.safeParse(answer.value);
  if (!read.success) throw new NotRead(ununderstood());
  return read.data;
}

function milestonesOf(item: TicketItem, timeZone: string): readonly Milestone[] {
  const dates = [
    ['opened', item.date],
    ['taken', item.takeintoaccountdate],
    ['solved', item.solvedate],
    ['closed', item.closedate],
  ] as const;
  return dates.flatMap(([kind, date]) => {
    const at = instantOf(date, timeZone);
    return at === null ? [] : [{ kind, at }];
  });
}

function numberIn(id: string): number {
  return Number(/\d+$/.exec(id)?.[0] ?? 0);
}
