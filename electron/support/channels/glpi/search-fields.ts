import { z } from 'zod';
import { fail } from '../../../failures/index.ts';
import type { GlpiAnswer } from './answers.ts';
import type { GlpiClient } from './client.ts';

const options = z.record(z.string(), z.unknown());
const option = z.object({ table: z.string(), field: z.string() });

export type Unread = Exclude<GlpiAnswer, { kind: 'ok' | 'session-over' }>;

/** Numbers of the columns that tickets are searched by: a search on one that GLPI does not know is answered with nothing. */
export class SearchFields {
  readonly #client: GlpiClient;
  #known: Readonly<Record<string, string>> | null = null;

  constructor(client: GlpiClient) {
    this.#client = client;
  }

  /** The number of a column, by its table and field; null where this portal has none. */
  async number(table: string, field: string): Promise<string | null | Unread> {
    if (!this.#known) {
      const answer = await this.#client.get('listSearchOptions/Ticket');
      if (answer.kind !== 'ok') return unread(answer);
      const entries = Object.entries(options.safeParse(answer.value).data ?? {});
      const known = entries.flatMap(([number, value]) => {
        const read = option.safeParse(value).data;
        return read ? [[`${read.table}.${read.field}`, number] as const] : [];
      });
      // The first one of a name is the ticket's own.
      this.#known = Object.fromEntries(known.toReversed());
    }
    return this.#known[`${table}.${field}`] ?? null;
  }
}

/** An answer in which nothing was read: one of a form that is not GLPI's is a fault of the portal. */
export function unread(answer: Exclude<GlpiAnswer, { kind: 'ok' }>): Unread {
  return answer.kind === 'session-over' ? ununderstood() : answer;
}

export function ununderstood(): Unread {
  const { failure } = fail('Support_PortalAiling', { status: 200 });
  return { kind: 'failed', failure, doubt: false, retryAfter: null };
}
