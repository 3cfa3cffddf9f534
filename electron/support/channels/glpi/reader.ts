import { z } from 'zod';
import type { DeskReader, FoundPage, Reading, ReadTicket } from '../../ports.ts';
import type { FoundTicket } from '../../rules/ticket.ts';
import type { GlpiClient } from './client.ts';
import { readConversation } from './conversation.ts';
import { foundOf, itemId, ticketItem } from './items.ts';
import type { ReadBack } from './read-back.ts';
import { type SearchFields, type Unread, unread, ununderstood } from './search-fields.ts';

/** Rows of a page of the list. */
const ROWS = 200;

const columns = { title: '1', id: '2', status: '12', type: '14', changed: '19' } as const;
const row = z.record(z.string(), z.unknown());
const fullSession = z.object({ session: z.object({ glpiID: itemId }) });
const list = z.object({ totalcount: z.int().min(0), data: z.array(row).default([]) });

/** Reads at a GLPI portal what has become of tickets. */
export class GlpiReader implements DeskReader {
  readonly #client: GlpiClient;
  readonly #fields: SearchFields;
  readonly #readBack: ReadBack;
  readonly #timeZone: string;
  #self: number | null = null;

  /** `timeZone`: of the server's clock. */
  constructor(
    parts: { readonly client: GlpiClient; readonly fields: SearchFields; readonly readBack: ReadBack },
    timeZone: string,
  ) {
    this.#client = parts.client;
    this.#fields = parts.fields;
    this.#readBack = parts.readBack;
    this.#timeZone = timeZone;
  }

  async list(address: string, from: number): Promise<Reading<FoundPage>> {
    const field = await this.#fields.number('glpi_tickets_users', 'alternative_email');
    // This portal does not say whom a ticket is of: those that were reported here are asked for one by one.
    if (field === null) return { kind: 'read', value: { tickets: [], isLast: true } };
    if (typeof field !== 'string') return failed(field);
    const answer = await this.#client.get('search/Ticket', {
      'criteria[0][field]': field,
      'criteria[0][searchtype]': 'contains',
      // From its beginning to its end: « ann@… » is not to find « joann@… ».
      'criteria[0][value]': `^${address}$`,
      ...Object.fromEntries(
        [...Object.values(columns), field].map((column, index) => [`forcedisplay[${index}]`, column]),
      ),
      sort: columns.changed,
      order: 'DESC',
      range: `${from}-${from + ROWS - 1}`,
    });
    if (answer.kind === 'refused' && answer.code === 'ERROR_RANGE_EXCEED_TOTAL') {
      return { kind: 'read', value: { tickets: [], isLast: true } };
    }
    if (answer.kind !== 'ok') return failed(unread(answer));
    const page = list.safeParse(answer.value).data;
    if (!page) return failed(ununderstood());
    const own = page.data.filter((one) => hasAddress(one[field], address));
    // Rows of other people: the filter was passed over.
    if (own.length < page.data.length) return failed(ununderstood());
    const tickets = own.flatMap((one) => this.#rowTicket(one) ?? []);
    return { kind: 'read', value: { tickets, isLast: from + page.data.length >= page.totalcount } };
  }

  async ticket(number: string, mark: string | null): Promise<Reading<ReadTicket>> {
    const answer = await this.#client.get(`Ticket/${number}`);
    if (answer.kind === 'refused') return { kind: 'gone' };
    if (answer.kind !== 'ok') return failed(unread(answer));
    const item = ticketItem.safeParse(answer.value).data;
    if (!item || String(item.id) !== number) return failed(ununderstood());
    const found = foundOf(item, this.#timeZone);
    if (found.mark === mark) return { kind: 'read', value: { found, copy: null } };
    const context = { timeZone: this.#timeZone, self: await this.#ownNumber() };
    const copy = await readConversation(this.#client, item, context);
    return 'kind' in copy ? failed(copy) : { kind: 'read', value: { found, copy } };
  }

  async byReference(uuid: string): Promise<Reading<string | null>> {
    const finding = await this.#readBack.ticket(uuid);
    if (finding.kind === 'unknown') return failed(finding.answer);
    return { kind: 'read', value: finding.kind === 'found' ? finding.value : null };
  }

  /** GLPI's number of the account that asks. */
  async #ownNumber(): Promise<number | null> {
    if (this.#self !== null) return this.#self;
    const answer = await this.#client.get('getFullSession');
    const read = answer.kind === 'ok' ? fullSession.safeParse(answer.value).data : undefined;
    this.#self = read?.session.glpiID ?? null;
    return this.#self;
  }

  #rowTicket(one: z.infer<typeof row>): FoundTicket | null {
    const { title, id, status, type, changed } = columns;
    const read = z
      .object({ id: itemId, name: z.string(), status: itemId, type: itemId, date_mod: z.string() })
      .safeParse({
        id: one[id],
        name: one[title] ?? '',
        status: one[status],
        type: one[type] ?? 1,
        date_mod: one[changed],
      }).data;
    return read ? foundOf(read, this.#timeZone) : null;
  }
}

/** A column of several addresses has them side by side, with marks of GLPI's between. */
function hasAddress(column: unknown, address: string): boolean {
  const text = Array.isArray(column) ? column.join(' ') : String(column ?? '');
  return text
    .toLowerCase()
    .split(/[\s<>,;"'#$&()]+/)
    .includes(address.toLowerCase());
}

function failed(answer: Unread): Reading<never> {
  const retryAfter = answer.kind === 'failed' ? answer.retryAfter : null;
  return { kind: 'failed', failure: answer.failure, retryAfter };
}
