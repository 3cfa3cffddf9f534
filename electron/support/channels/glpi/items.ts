import { z } from 'zod';
import type { FoundTicket, TicketState } from '../../rules/ticket.ts';
import { instantOf } from './server-time.ts';
import { lineOf } from './stored-text.ts';

/** What GLPI gives of its items, as far as it is looked at. */

export const itemId = z.union([z.int().min(0), z.string().regex(/^\d{1,12}$/)]).transform(Number);
const date = z.string().max(40).nullable().optional();
/** Rich text may come with everything in it. */
const content = z
  .string()
  .nullable()
  .transform((text) => text ?? '');

export const ticketItem = z.object({
  id: itemId,
  name: content,
  content,
  status: itemId,
  type: itemId,
  date,
  date_mod: z.string().max(40),
  takeintoaccountdate: date,
  solvedate: date,
  closedate: date,
});
export type TicketItem = z.infer<typeof ticketItem>;

export const followUpItems = z.array(
  z.object({ id: itemId, content, is_private: itemId, date_creation: date, users_id: itemId }),
);
export const solutionItems = z.array(
  z.object({ id: itemId, content, date_creation: date, users_id: itemId }),
);
export const requesterItems = z.array(z.object({ users_id: itemId, type: itemId }));
export const linkItems = z.array(z.object({ documents_id: itemId }));
export const documentItem = z.object({
  name: z.string().nullable(),
  filename: z.string().nullable(),
});

const states: Readonly<Record<number, TicketState>> = {
  1: 'new',
  2: 'assigned',
  3: 'planned',
  4: 'pending',
  5: 'solved',
  6: 'closed',
};
const REQUEST = 2;

/** A ticket's line, of an item or of a row of a search. A status that a plugin adds is one on which somebody works. */
export function foundOf(
  item: Pick<TicketItem, 'id' | 'name' | 'status' | 'type' | 'date_mod'>,
  timeZone: string,
): FoundTicket {
  return {
    number: String(item.id),
    kind: item.type === REQUEST ? 'request' : 'incident',
    subject: lineOf(item.name, 900),
    state: states[item.status] ?? 'assigned',
    changedAt: instantOf(item.date_mod, timeZone) ?? 0,
    mark: item.date_mod,
  };
}
