import { z } from 'zod';
import type { GlpiAnswer } from './answers.ts';
import type { GlpiClient } from './client.ts';
import { type SearchFields, type Unread, unread, ununderstood } from './search-fields.ts';

/** What was looked for: found, surely not there, or not known, with what was answered. */
export type Finding<T> =
  | { readonly kind: 'found'; readonly value: T }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly answer: Unread };

const id = z.union([z.int().positive(), z.string().regex(/^\d+$/)]).transform(String);
const found = z.object({
  totalcount: z.int().min(0),
  data: z.array(z.record(z.string(), z.unknown())).default([]),
});
const followUps = z.array(z.object({ id, content: z.string() }));
const links = z.array(z.object({ documents_id: id }));
const document = z.object({ name: z.string().nullable(), filename: z.string().nullable() });

const NUMBER_OF_ID = '2';
const MOST = '0-199';

/** Finds at the desk what carries one of our UUIDs. What GLPI does not understand it answers in silence: a row counts once it is read. */
export class ReadBack {
  readonly #client: GlpiClient;
  readonly #fields: SearchFields;

  constructor(client: GlpiClient, fields: SearchFields) {
    this.#client = client;
    this.#fields = fields;
  }

  /** The ticket whose content has the UUID; the first one where there are several. */
  async ticket(uuid: string): Promise<Finding<string>> {
    const field = await this.#fields.number('glpi_tickets', 'content');
    if (field === null) return ununderstoodFinding();
    if (typeof field !== 'string') return { kind: 'unknown', answer: field };
    const answer = await this.#client.get('search/Ticket', {
      'criteria[0][field]': field,
      'criteria[0][searchtype]': 'contains',
      'criteria[0][value]': uuid,
      'forcedisplay[0]': NUMBER_OF_ID,
      'forcedisplay[1]': field,
      sort: NUMBER_OF_ID,
      order: 'ASC',
      range: '0-49',
    });
    if (answer.kind === 'refused' && answer.code === 'ERROR_RANGE_EXCEED_TOTAL') return { kind: 'absent' };
    if (answer.kind !== 'ok') return unknown(answer);
    const list = found.safeParse(answer.value).data;
    if (!list) return ununderstoodFinding();
    if (list.totalcount === 0) return { kind: 'absent' };
    const rows = list.data.filter((row) => String(row[field] ?? '').includes(uuid));
    const ids = rows.flatMap((row) => id.safeParse(row[NUMBER_OF_ID]).data ?? []);
    const first = ids.sort((a, b) => Number(a) - Number(b))[0];
    // Rows without it: the filter was passed over, and tells nothing.
    return first === undefined ? ununderstoodFinding() : { kind: 'found', value: first };
  }

  async followUp(ticket: string, uuid: string): Promise<Finding<string>> {
    const answer = await this.#client.get(`Ticket/${ticket}/ITILFollowup`, { range: MOST, order: 'DESC' });
    if (answer.kind !== 'ok') return unknown(answer);
    const list = followUps.safeParse(answer.value).data;
    if (!list) return ununderstoodFinding();
    const one = list.find(({ content }) => content.includes(uuid));
    return one ? { kind: 'found', value: one.id } : { kind: 'absent' };
  }

  /** Whether the ticket has a document with the UUID in its name, and whether that one has a file. */
  async document(ticket: string, uuid: string): Promise<Finding<{ readonly hasFile: boolean }>> {
    const answer = await this.#client.get(`Ticket/${ticket}/Document_Item`, { range: MOST });
    if (answer.kind !== 'ok') return unknown(answer);
    const list = links.safeParse(answer.value).data;
    if (!list) return ununderstoodFinding();
    for (const { documents_id } of list) {
      const read = await this.#client.get(`Document/${documents_id}`);
      if (read.kind === 'refused') continue;
      if (read.kind !== 'ok') return unknown(read);
      const one = document.safeParse(read.value).data;
      if (one?.name?.includes(uuid)) return { kind: 'found', value: { hasFile: Boolean(one.filename) } };
    }
    return { kind: 'absent' };
  }
}

function ununderstoodFinding(): Finding<never> {
  return { kind: 'unknown', answer: ununderstood() };
}

function unknown(answer: Exclude<GlpiAnswer, { kind: 'ok' }>): Finding<never> {
  return { kind: 'unknown', answer: unread(answer) };
}
