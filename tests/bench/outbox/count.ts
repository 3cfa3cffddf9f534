import { createHash } from 'node:crypto';
import type { Letter } from '../../../electron/support/rules/letter.ts';
import type { Desk } from '../../stand/support/desk.ts';

export interface Counts {
  /** Reports that are there whole: the ticket, each file byte by byte, each reply. */
  readonly delivered: number;
  /** Tickets, files and replies that are not there. */
  readonly lost: number;
  /** Those that are there more than once. */
  readonly duplicated: number;
  /** Reports whose parts arrived in another order than they were written. */
  readonly outOfOrder: number;
}

/** What the desk has of the reports, each with its letters in order. */
export function countAt(desk: Desk, reports: readonly (readonly Letter[])[]): Counts {
  const sum = { delivered: 0, lost: 0, duplicated: 0, outOfOrder: 0 };
  for (const letters of reports) {
    const found = letters.flatMap((letter) => partsOf(desk, letter));
    const missing = found.filter(({ places }) => places.length === 0).length;
    const more = found.reduce((count, { places }) => count + Math.max(0, places.length - 1), 0);
    const order = found.flatMap(({ places }) => places[0] ?? []);
    sum.lost += missing;
    sum.duplicated += more;
    if (missing === 0) sum.delivered += 1;
    if (order.some((place, index) => place < (order[index - 1] ?? -1))) sum.outOfOrder += 1;
  }
  return sum;
}

/** Of each part of a letter, where in the order of all arrivals it came, as often as it did. */
function partsOf(desk: Desk, letter: Letter): readonly { readonly places: readonly number[] }[] {
  const arrivedAt = (kind: 'ticket' | 'document' | 'follow-up', ids: readonly number[]) =>
    desk.arrivals.flatMap((one, place) => (one.kind === kind && ids.includes(one.id) ? [place] : []));
  if (letter.kind === 'reply') {
    const ids = desk.followUps.filter(({ content }) => content.includes(letter.id)).map(({ id }) => id);
    return [{ places: arrivedAt('follow-up', ids) }];
  }
  const tickets = desk.tickets.filter(({ content }) => content.includes(letter.id)).map(({ id }) => id);
  const files = letter.attachments.map(({ id, sha256 }) => {
    const ids = desk.documents
      .filter(({ name, ticket }) => name.includes(id) && ticket !== null && tickets.includes(ticket))
      .filter(({ bytes }) => bytes && createHash('sha256').update(bytes).digest('hex') === sha256)
      .map((document) => document.id);
    return { places: arrivedAt('document', ids) };
  });
  return [{ places: arrivedAt('ticket', tickets) }, ...files];
}
