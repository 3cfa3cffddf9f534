import type { LetterView, SupportView, TicketsView } from '../../electron/ipc/rooms/support.ts';
import type { OpenTicket } from '../../electron/support/index.ts';
import { type Letter, untouched } from '../../electron/support/rules/letter.ts';
import type { Ticket, TicketEntry } from '../../electron/support/rules/ticket.ts';
import * as f from './fixtures.ts';
import { dark, type GalleryState, small, station } from './state.ts';
import { escalationNow } from './support-states.ts';

/** « Mes tickets »: the list, one ticket, the reply. */

const { now } = f;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const thread = '6f0f0c1e-2b57-4c0a-9a53-0f6a5a1f0001';
const replyId = '6f0f0c1e-2b57-4c0a-9a53-0f6a5a1f0002';

const read: TicketsView = { ...f.readTickets, unread: 2 };
const away: TicketsView = { ...read, asOf: now - DAY, failure: { code: 'Support_PortalUnreachable' } };
const support = (tickets: TicketsView, more: Partial<SupportView> = {}): SupportView => ({
  kept: 'disk',
  letters: [],
  ofOthers: 0,
  elsewhere: false,
  failure: null,
  categories: [],
  ways: ['glpi'],
  pictures: [],
  tickets,
  ...more,
});

const ticket: Ticket = {
  thread,
  number: '4512',
  channel: 'glpi',
  kind: 'incident',
  subject: 'Bandeau figé après un transfert',
  state: 'assigned',
  changedAt: now - 12 * MINUTE,
  unread: 1,
};
const tickets: readonly Ticket[] = [
  ticket,
  {
    ...ticket,
    thread: 'glpi:4498',
    number: '4498',
    kind: 'request',
    subject: 'Modérer la main courante',
    state: 'pending',
    changedAt: now - 50 * MINUTE,
    unread: 3,
  },
  {
    ...ticket,
    thread: '6f0f0c1e-2b57-4c0a-9a53-0f6a5a1f0003',
    number: null,
    channel: null,
    subject: 'Lecteur de carte absent au redémarrage',
    state: 'sending',
    changedAt: now - 60 * MINUTE,
    unread: 0,
  },
  {
    ...ticket,
    thread: '6f0f0c1e-2b57-4c0a-9a53-0f6a5a1f0004',
    number: null,
    channel: 'mail',
    subject: 'Portail très lent sur tous les postes',
    state: 'sent',
    changedAt: now - DAY,
    unread: 0,
  },
  {
    ...ticket,
    thread: 'glpi:4301',
    number: '4301',
    subject: 'Écran noir',
    state: 'attention',
    changedAt: now - 3 * DAY,
    unread: 0,
  },
  {
    ...ticket,
    thread: 'glpi:4300',
    number: '4300',
    subject: 'Téléphone muet',
    state: 'solved',
    changedAt: now - 4 * DAY,
    unread: 0,
  },
  {
    ...ticket,
    thread: 'glpi:4299',
    number: '4299',
    subject: 'Accès au SI-Samu',
    state: 'closed',
    changedAt: now - 5 * DAY,
    unread: 0,
  },
];
const long = tickets.map((one) => ({
  ...one,
  number: one.number && `${one.number}00000000`,
  subject: `${one.subject} ${'et cela depuis longtemps '.repeat(8)}${'x'.repeat(90)}`,
  unread: 128,
}));

const letter: Letter = {
  id: thread,
  kind: 'incident',
  thread,
  owner: '899700000001',
  createdAt: now - 90 * MINUTE,
  content: {
    subject: ticket.subject,
    sections: [
      { title: 'Erreur constatée', text: 'Le bandeau reste gris après un transfert vers la salle 15.' },
      { title: 'Comportement attendu', text: 'Retrouver l’appel suivant.' },
      { title: 'Date et heure de début d’incident', text: '28/11/2026 07:40' },
    ],
    from: { name: 'Camille EXEMPLE', email: 'camille.exemple@chu.example' },
    urgency: 4,
    major: false,
    category: null,
    copies: [],
  },
  attachments: [
    {
      id: '6f0f0c1e-2b57-4c0a-9a53-0f6a5a1f00aa',
      name: 'bandeau-gris.png',
      kind: 'png',
      size: 20_000,
      sha256: 'a'.repeat(64),
    },
  ],
  progress: { ...untouched, stage: 'acknowledged', channel: 'glpi', ticket: '4512' },
};
const entry: TicketEntry = {
  id: 'opening',
  kind: 'opening',
  from: 'bandeau',
  letter: thread,
  at: now - 89 * MINUTE,
  text: '',
  documents: [],
};
const answer: TicketEntry = {
  ...entry,
  id: 'follow-up-1',
  kind: 'follow-up',
  from: 'desk',
  letter: null,
  at: now - 60 * MINUTE,
  text: 'Bonjour,\n\nFermez puis rouvrez le bandeau :\n\n * clic droit sur l’icône ;\n * Quitter.\n\nCela revient-il ? Mode d’emploi [https://glpi.example/aide]',
  documents: ['mode-d-emploi.pdf'],
};
const elsewhere: TicketEntry = {
  ...answer,
  id: 'follow-up-2',
  from: 'requester',
  at: now - 40 * MINUTE,
  text: 'Oui, une fois par heure.',
  documents: [],
};
const solution: TicketEntry = {
  ...answer,
  id: 'solution-1',
  kind: 'solution',
  at: now - 12 * MINUTE,
  text: 'Corrigé par la version de ce matin.',
  documents: [],
};
const reply: Letter = {
  ...letter,
  id: replyId,
  kind: 'reply',
  createdAt: now - 5 * MINUTE,
  content: { ...letter.content, sections: [{ title: '', text: 'Merci, je regarde ce soir.' }] },
  attachments: [],
  progress: { ...untouched, attempts: 2, failure: { code: 'Support_PortalUnreachable' } },
};
const open: OpenTicket = {
  ticket: { ...ticket, unread: 0 },
  copy: {
    entries: [entry, answer, elsewhere],
    documents: ['bandeau-gris.png'],
    milestones: [
      { kind: 'opened', at: now - 89 * MINUTE },
      { kind: 'taken', at: now - 61 * MINUTE },
    ],
    copiedAt: now - 2 * MINUTE,
  },
  letters: [letter],
  draft: null,
};
const stuck: LetterView = {
  id: replyId,
  thread,
  kind: 'reply',
  subject: ticket.subject,
  createdAt: reply.createdAt,
  stage: 'attention',
  underWay: false,
  nextTryAt: null,
  channel: 'mail',
  ticket: null,
  attached: 0,
  attachments: 0,
  failure: { code: 'Support_MailUntrusted' },
  refused: false,
  rewritable: false,
};
const hostile: TicketEntry = {
  ...answer,
  text: `<script>alert(1)</script> ${'mot'.repeat(400)}\n${'ligne\n'.repeat(12)}`,
  documents: [`${'piege'.repeat(40)}.pdf.exe`],
};
const draft = {
  id: replyId,
  owner: letter.owner,
  form: { kind: 'reply' as const, thread, subject: ticket.subject, text: 'Toujours le même pro' },
  attachments: letter.attachments,
  updatedAt: now,
};

/** Of the page that comes first. */
const home = { 'support.drafts': [], 'support.letters': { letters: [], next: null } };

const tall = { width: 960, height: 1500 };
const toList = ['Support', 'Mes tickets , 2 tickets ont une nouvelle réponse'];
const toListRead = ['Support', 'Mes tickets'];
const toTicket = [...toList, ticket.subject];

function state(
  name: string,
  view: SupportView | null,
  options: Parameters<typeof station>[2] = {},
  over: Parameters<typeof station>[1] = { session: f.signedIn, phone: f.bound },
): GalleryState {
  return station(
    `tickets-${name}`,
    { ...over, escalation: escalationNow, support: view },
    {
      press: toList,
      ...options,
      answers: {
        ...home,
        ...(options.answers ?? { 'support.tickets': { tickets, next: null }, 'support.ticket': open }),
      },
    },
  );
}
const one = (
  name: string,
  shown: OpenTicket,
  options: Parameters<typeof station>[2] = {},
  view = support(read),
) =>
  state(name, view, {
    answers: { 'support.tickets': { tickets, next: null }, 'support.ticket': shown },
    size: tall,
    press: toTicket,
    ...options,
  });

export const ticketStates: readonly GalleryState[] = [
  state('list', support(read)),
  state('list-dark', support(read), dark),
  state('list-small', support(read), small),
  state('list-long', support(read), {
    answers: { 'support.tickets': { tickets: long, next: null } },
    size: tall,
  }),
  state('list-forced-colors', support(read), { forcedColors: true }),
  state('list-away', support(away)),
  state('list-looking', support({ ...read, looking: true, asOf: null })),
  state('list-mailbox', support({ ...read, reads: false, asOf: null, unread: 0 }), { press: toListRead }),
  state('list-training', support({ ...read, reads: false, unread: 0 }, { kept: 'training' }), {
    press: toListRead,
  }),
  state('list-memory', support(read, { kept: 'memory' })),
  state('empty', support(read), { answers: { 'support.tickets': { tickets: [], next: null } } }),
  state('none', support(read), {
    answers: { 'support.tickets': { tickets: [], next: null } },
    press: [...toList, { field: 'Chercher un ticket', text: 'imprimante' }],
  }),
  state('failing', support(read), { answers: {}, failure: { code: 'Records_NotAnswering' } }),
  state('signed-out', support({ ...read, unread: 0 }), { press: toListRead }, { session: f.station.session }),
  one('one', open),
  one('one-dark', { ...open, copy: open.copy && { ...open.copy, entries: [entry, answer, solution] } }, dark),
  one('one-small', open, small),
  one('one-draft', { ...open, draft }),
  one('one-under-way', { ...open, letters: [letter, reply] }, {}, support(away)),
  one('one-hostile', { ...open, copy: open.copy && { ...open.copy, entries: [entry, hostile] } }),
  one('one-not-copied', { ...open, copy: null, letters: [] }),
  one('one-mail', {
    ...open,
    ticket: { ...ticket, number: null, channel: 'mail', state: 'sent' },
    copy: null,
    letters: [{ ...letter, progress: { ...untouched, stage: 'sent', channel: 'mail' } }],
  }),
  one(
    'one-attention',
    { ...open, letters: [letter, { ...reply, progress: { ...reply.progress, stage: 'attention' } }] },
    {},
    support(read, { letters: [stuck] }),
  ),
  one('one-closed', { ...open, ticket: { ...ticket, state: 'closed' } }),
  one('one-closed-draft', { ...open, ticket: { ...ticket, state: 'closed' }, draft }),
  one('one-erase', { ...open, draft }, { press: [...toTicket, 'Effacer le brouillon…'] }),
  one('one-empty-reply', open, { press: [...toTicket, 'Envoyer la réponse'] }),
  one('one-patient', open, {
    answers: {
      'support.tickets': { tickets, next: null },
      'support.ticket': open,
      'support.beginReply': draft,
      'support.saveDraft': draft,
    },
    press: [
      ...toTicket,
      { field: 'Répondre', text: 'Rappeler Mme Durand au 06 39 98 01 01' },
      'Envoyer la réponse',
    ],
  }),
];
