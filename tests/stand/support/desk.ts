import { createHash } from 'node:crypto';
import type { ReceivedPart } from './form.ts';

export interface DeskTicket {
  readonly id: number;
  name: string;
  /** As GLPI gives it: marks of HTML are escaped. */
  content: string;
  status: number;
  type: number;
  urgency: number;
  itilcategories_id: number;
  readonly date: string;
  date_mod: string;
  takeintoaccountdate: string | null;
  solvedate: string | null;
  closedate: string | null;
  readonly requester: string;
}

export interface DeskFollowUp {
  readonly id: number;
  readonly items_id: number;
  readonly content: string;
  readonly is_private: number;
  readonly date_creation: string;
  readonly users_id: number;
}

export interface DeskSolution {
  readonly id: number;
  readonly items_id: number;
  readonly content: string;
  readonly date_creation: string;
  readonly users_id: number;
}

export interface DeskDocument {
  readonly id: number;
  readonly name: string;
  /** Null where the file was refused: the document is there without it. */
  readonly filename: string | null;
  readonly mime: string | null;
  readonly sha1sum: string | null;
}

export interface Arrival {
  readonly kind: 'ticket' | 'document' | 'follow-up';
  readonly ticket: number | null;
  readonly id: number;
}

interface Added {
  readonly status: number;
  readonly body: unknown;
}

/** What the desk has, and what somebody who works there does. */
export interface Desk {
  readonly tickets: readonly DeskTicket[];
  readonly followUps: readonly DeskFollowUp[];
  readonly documents: readonly (DeskDocument & {
    readonly bytes: Buffer | null;
    readonly ticket: number | null;
  })[];
  readonly searchOptions: Readonly<Record<string, unknown>>;
  /** What was added, in the order in which it was. */
  readonly arrivals: readonly Arrival[];
  /** Who asks may not add anything, until told otherwise. */
  readonly rights: { add: boolean };
  ticket(id: number): DeskTicket | null;
  document(id: number): DeskDocument | null;
  followUpsOf(ticket: number): readonly DeskFollowUp[];
  linksOf(
    ticket: number,
  ): readonly { readonly id: number; readonly documents_id: number; readonly items_id: number }[];
  /** Rows of a search, each by the numbers of its columns. */
  search(field: string, text: string, descending: boolean): readonly Readonly<Record<string, unknown>>[];
  add(type: string, input: Readonly<Record<string, unknown>>): Added | null;
  addDocument(input: Readonly<Record<string, unknown>>, file: ReceivedPart): unknown;
  /** Somebody at the desk answers, in rich text as they write it. */
  answer(ticket: number, html: string, more?: { readonly isPrivate?: boolean; readonly file?: string }): void;
  /** The person answers at the portal. */
  answerByRequester(ticket: number, html: string): void;
  solve(ticket: number, html: string): void;
  setStatus(ticket: number, status: number): void;
  solutionsOf(ticket: number): readonly DeskSolution[];
  documentsOf(followUp: number): readonly { readonly id: number; readonly documents_id: number }[];
  /** It is in the bin. */
  forget(ticket: number): void;
  /** Tickets that somebody reported at the portal, oldest first, `minutes` apart until now. */
  fill(count: number, requester: string, minutes: number): void;
}

/** Endings that a fresh GLPI lets in, of those that come up here. */
const allowed = new Set(['pdf', 'png', 'jpg', 'jpeg', 'txt', 'zip', 'xls', 'xlsx', 'ppt', 'pptx']);

const searchOptions = {
  common: { name: 'Caractéristiques' },
  1: { name: 'Titre', table: 'glpi_tickets', field: 'name' },
  2: { name: 'ID', table: 'glpi_tickets', field: 'id' },
  7: { name: 'Catégorie', table: 'glpi_itilcategories', field: 'completename' },
  10: { name: 'Urgence', table: 'glpi_tickets', field: 'urgency' },
  12: { name: 'Statut', table: 'glpi_tickets', field: 'status' },
  14: { name: 'Type', table: 'glpi_tickets', field: 'type' },
  19: { name: 'Dernière modification', table: 'glpi_tickets', field: 'date_mod' },
  21: { name: 'Description', table: 'glpi_tickets', field: 'content' },
  34: { name: 'Adresse de messagerie', table: 'glpi_tickets_users', field: 'alternative_email' },
};

export function newDesk(): Desk {
  const tickets: DeskTicket[] = [];
  const followUps: DeskFollowUp[] = [];
  const documents: (DeskDocument & { readonly bytes: Buffer | null; readonly ticket: number | null })[] = [];
  const arrivals: Arrival[] = [];
  const rights = { add: true };
  const forgotten = new Set<number>();
  const solutions: DeskSolution[] = [];
  const attached: { readonly followUp: number; readonly document: number }[] = [];
  let clock = Date.now() - 3_600_000;
  const now = (): string => {
    clock += 1_000;
    return wallTime(clock);
  };
  const addTicket = (input: Readonly<Record<string, unknown>>): Added => {
    const at = now();
    const notification = input._users_id_requester_notif;
    const email =
      typeof notification === 'object' && notification !== null
        ? String(Reflect.get(notification, 'alternative_email') ?? '')
        : '';
    // A category that does not exist is stored, a content that is missing accepted, what is not known passed over.
    const ticket: DeskTicket = {
      id: tickets.length + 1,
      name: text(input.name),
      content: stored(text(input.content)),
      status: 1,
      type: Number(input.type ?? 1),
      urgency: Number(input.urgency ?? 3),
      itilcategories_id: Number(input.itilcategories_id ?? 0),
      date: at,
      date_mod: at,
      takeintoaccountdate: null,
      solvedate: null,
      closedate: null,
      requester: email,
    };
    tickets.push(ticket);
    arrivals.push({ kind: 'ticket', ticket: ticket.id, id: ticket.id });
    return added(ticket.id, ticket.name);
  };
  const addFollowUp = (input: Readonly<Record<string, unknown>>, users = 4): Added | null => {
    const ticket = tickets.find(({ id }) => id === Number(input.items_id));
    if (!ticket || ticket.status === 6) return null;
    const at = now();
    ticket.date_mod = at;
    const id = followUps.length + 1;
    arrivals.push({ kind: 'follow-up', ticket: ticket.id, id });
    followUps.push({
      id,
      items_id: ticket.id,
      content: stored(text(input.content)),
      is_private: Number(input.is_private ?? 0),
      date_creation: at,
      users_id: users,
    });
    return { status: 201, body: { id, message: '' } };
  };
  return {
    tickets,
    followUps,
    documents,
    searchOptions,
    arrivals,
    rights,
    ticket: (id) => (forgotten.has(id) ? null : (tickets.find((one) => one.id === id) ?? null)),
    document: (id) => {
      const found = documents.find((one) => one.id === id);
      if (!found) return null;
      const { bytes: _, ticket: __, ...shown } = found;
      return shown;
    },
    followUpsOf: (ticket) => followUps.filter(({ items_id }) => items_id === ticket).toReversed(),
    linksOf: (ticket) =>
      documents
        .filter((one) => one.ticket === ticket)
        .map(({ id }) => ({ id, documents_id: id, items_id: ticket })),
    search: (field, wanted, descending) =>
      tickets
        .filter((ticket) => isLike(columnOf(ticket, field), wanted))
        .sort((a, b) => (descending ? b.date_mod.localeCompare(a.date_mod) || b.id - a.id : a.id - b.id))
        .map((ticket) => ({
          1: ticket.name,
          2: ticket.id,
          12: ticket.status,
          14: ticket.type,
          34: ticket.requester,
          19: ticket.date_mod,
          21: ticket.content,
        })),
    add: (type, input) => {
      if (!rights.add) return null;
      if (type === 'Ticket') return addTicket(input);
      return type === 'ITILFollowup' ? addFollowUp(input) : null;
    },
    addDocument: (input, file) => {
      const names = Array.isArray(input._filename) ? input._filename : [];
      const display = text(names[0]);
      const ending = display.split('.').at(-1)?.toLowerCase() ?? '';
      const refused = !allowed.has(ending);
      const id = documents.length + 1;
      const ticket = input.itemtype === 'Ticket' ? Number(input.items_id) : null;
      arrivals.push({ kind: 'document', ticket, id });
      documents.push({
        id,
        name: text(input.name),
        filename: refused ? null : display,
        mime: refused ? null : 'application/octet-stream',
        sha1sum: refused ? null : createHash('sha1').update(file.bytes).digest('hex'),
        bytes: refused ? null : file.bytes,
        ticket,
      });
      const result = refused
        ? {
            name: display,
            size: file.bytes.length,
            type: 'application/octet-stream',
            error: 'Filetype not allowed',
            display,
          }
        : { name: display, size: file.bytes.length, url: `http://127.0.0.1/files/${display}`, display };
      return {
        id,
        message: `Item successfully added: ${text(input.name)}`,
        upload_result: { filename: [result] },
      };
    },
    answer: (ticket, said, { isPrivate = false, file } = {}) => {
      addFollowUp({ items_id: ticket, content: said, is_private: isPrivate ? 1 : 0 }, TECHNICIAN);
      const found = tickets.find(({ id }) => id === ticket);
      if (found && !isPrivate) {
        found.status = Math.max(2, Math.min(4, found.status));
        found.takeintoaccountdate ??= found.date_mod;
      }
      if (file === undefined) return;
      const id = documents.length + 1;
      documents.push({
        id,
        name: file,
        filename: file,
        mime: null,
        sha1sum: null,
        bytes: null,
        ticket: null,
      });
      attached.push({ followUp: followUps.length, document: id });
    },
    answerByRequester: (ticket, said) =>
      void addFollowUp({ items_id: ticket, content: said, is_private: 0 }, 0),
    solve: (ticket, said) => {
      const found = tickets.find(({ id }) => id === ticket);
      if (!found) return;
      const at = now();
      const id = solutions.length + 1;
      solutions.push({
        id,
        items_id: ticket,
        content: stored(said),
        date_creation: at,
        users_id: TECHNICIAN,
      });
      Object.assign(found, { status: 5, date_mod: at, solvedate: at });
    },
    setStatus: (ticket, status) => {
      const found = tickets.find(({ id }) => id === ticket);
      if (!found) return;
      const at = now();
      Object.assign(found, { status, date_mod: at, closedate: status === 6 ? at : found.closedate });
    },
    solutionsOf: (ticket) => solutions.filter(({ items_id }) => items_id === ticket),
    documentsOf: (followUp) =>
      attached
        .filter((one) => one.followUp === followUp)
        .map(({ document }) => ({ id: document, documents_id: document })),
    forget: (ticket) => void forgotten.add(ticket),
    fill: (count, requester, minutes) => {
      for (let index = 0; index < count; index += 1) {
        const at = wallTime(clock - (count - index) * minutes * 60_000);
        const id = tickets.length + 1;
        const status = index % 10 === 9 ? 2 : 6;
        tickets.push({
          id,
          name: `${subjects[index % subjects.length]} – poste ${index}`,
          content: stored('<p>Comme hier.</p>'),
          status,
          type: index % 5 === 0 ? 2 : 1,
          urgency: 3,
          itilcategories_id: 0,
          date: at,
          date_mod: at,
          takeintoaccountdate: at,
          solvedate: status === 6 ? at : null,
          closedate: status === 6 ? at : null,
          requester,
        });
      }
    },
  };
}

/** What people report. */
const subjects = [
  'Écran figé',
  'Téléphone muet',
  'Lecteur de carte absent',
  'Portail très lent',
  'Accès au SI-Samu',
];
/** Somebody who works at the desk. */
const TECHNICIAN = 2;

function wallTime(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ');
}

/** « contains », with the marks of a beginning and an end. */
function isLike(column: string, wanted: string): boolean {
  const text = wanted.replace(/^\^/, '').replace(/\$$/, '').toLowerCase();
  const value = column.toLowerCase();
  if (wanted.startsWith('^') && wanted.endsWith('$')) return value === text;
  return value.includes(text);
}

function added(id: number, name: string): Added {
  return { status: 201, body: { id, message: `Item successfully added: ${name} (${id})` } };
}

function columnOf(ticket: DeskTicket, field: string): string {
  switch (field) {
    case '1':
      return ticket.name;
    case '2':
      return String(ticket.id);
    case '21':
      return ticket.content;
    case '34':
      return ticket.requester;
    default:
      return '';
  }
}

/** As it was recorded: `&#60;p&#62;`. */
function stored(html: string): string {
  return html.replaceAll('&', '&#38;').replaceAll('<', '&#60;').replaceAll('>', '&#62;');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
