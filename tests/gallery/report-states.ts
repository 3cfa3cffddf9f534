import type { LetterView, SupportView } from '../../electron/ipc/rooms/support.ts';
import type { Attachment } from '../../electron/support/rules/attachment.ts';
import type { Draft } from '../../electron/support/rules/draft.ts';
import { blankReport, type Report } from '../../electron/support/rules/report.ts';
import faq from '../../resources/fr/faq.json' with { type: 'json' };
import { escalation } from './escalation-view.ts';
import * as f from './fixtures.ts';
import { dark, type GalleryState, small, station } from './state.ts';

/** « Signaler un incident », from the first word to the number of the ticket, and what is on its way. */

const { now } = f;
const MINUTE = 60_000;
const tall = { width: 960, height: 1500 };
const tallest = { width: 960, height: 2100 };

const support: SupportView = {
  kept: 'disk',
  letters: [],
  ofOthers: 0,
  elsewhere: false,
  failure: null,
  tickets: f.readTickets,
  categories: ['Téléphonie', 'Connexion', 'Poste de travail'],
  ways: ['glpi', 'mail'],
  pictures: [],
};
const prefilled: Report = {
  ...blankReport,
  declarant: 'Camille Rivière',
  role: 'ARM',
  entity: 'Samu 44',
  phone: '1501',
  email: 'camille.riviere@chu.example',
  startedAt: '2026-11-22T03:05',
};
const written: Report = {
  ...prefilled,
  subject: 'L’annuaire ne répond plus',
  error: 'La recherche tourne sans fin depuis la mise à jour de cette nuit.\nMessage : « délai dépassé ».',
  concernedFunction: 'Annuaire',
  category: 'Poste de travail',
  usersAffected: '4',
};
const id = '5b0d6cf5-9a4c-4f5e-8c56-0d9f2f4d8e11';
const file = (name: string, size: number): Attachment => ({
  id: `${id.slice(0, -2)}${size % 90}`.padEnd(36, '0').slice(0, 36),
  name,
  kind: 'png',
  size,
  sha256: 'a'.repeat(64),
});
const draft = (
  report: Report,
  attachments: readonly Attachment[] = [],
  more: Partial<Draft> = {},
): Draft => ({
  id,
  owner: 'p1',
  form: { kind: 'incident', report },
  attachments,
  updatedAt: now - 4 * MINUTE,
  ...more,
});

function report(
  name: string,
  drafts: readonly Draft[] | null,
  options: Parameters<typeof station>[2] = {},
  over: Parameters<typeof station>[1] = {},
): GalleryState {
  const view = {
    session: f.signedIn,
    phone: f.bound,
    escalation: escalation(null, now),
    support,
    ...over,
  };
  const answers = {
    ...(drafts ? { 'support.drafts': drafts } : {}),
    'support.begin': draft(prefilled),
    'knowledge.suggest': [],
    ...options.answers,
  };
  return station(`report-${name}`, view, { press: ['Support'], ...options, answers });
}

const begin = ['Support', 'Nouveau signalement'] as const;
const resume = ['Support', 'Reprendre : L’annuaire ne répond plus'] as const;
const long: Report = {
  ...written,
  subject: `${'Dysfonctionnement'.repeat(12)} ${'mot '.repeat(20)}`,
  error: `${'a'.repeat(300)} ${'Ligne de texte.\n'.repeat(40)}`,
  entity: 'Centre de réception et de régulation des appels de Loire-Atlantique '.repeat(3),
  declarant: 'Anne-Charlotte de la Rochefoucauld-Montbazon '.repeat(3),
};
const patient: Report = {
  ...written,
  error:
    'L’appel de Mme Kervella Odette (76 ans), 12 rue des Lilas, est perdu au transfert. Rappel 06 39 98 01 42.',
};
const asked = faq.articles.map(({ id: one, title }) => ({ id: `faq/${one}`, title, source: faq.source }));
const article = faq.articles.find(({ id: one }) => one === 'mot-de-passe-oublie');
const articles = {
  'knowledge.suggest': asked.slice(7, 10),
  'knowledge.read': article && { ...article, id: `faq/${article.id}`, text: article.text.join('\n') },
};
const subject = { field: 'Objet (obligatoire)', text: 'Mot de passe refusé' };
const verified = {
  isRunning: false,
  checks: [],
  changes: [],
  report: {
    id: 'a'.repeat(64),
    date: new Date(now - 12 * MINUTE).toISOString(),
    verdict: 'ok',
    counts: { ok: 21, warning: 0, failure: 0, 'not-applicable': 0 },
    complete: true,
    fingerprint: 'A1B2-C3D4',
  },
} as const;
const pictures = [1, 2].map((one) => ({
  id: `picture-${one}`,
  name: `capture-${one}.png`,
  size: 84_000 * one,
  width: 900,
  height: 500,
}));

const letter = (over: Partial<LetterView>): LetterView => ({
  id: `${over.stage}-${over.subject}`,
  thread: id,
  kind: 'incident',
  subject: 'L’annuaire ne répond plus',
  createdAt: now - 9 * MINUTE,
  stage: 'waiting',
  underWay: false,
  nextTryAt: null,
  channel: 'glpi',
  ticket: null,
  attached: 0,
  attachments: 0,
  failure: null,
  refused: false,
  rewritable: false,
  ...over,
});
const underWay = letter({ subject: 'Écran figé', underWay: true, attached: 1, attachments: 3, ticket: '41' });
const later = letter({
  subject: 'Le casque grésille',
  failure: { code: 'Support_PortalUnreachable' },
  nextTryAt: now + 154_000,
});
const refused = letter({
  subject: 'Transfert impossible vers le CHU',
  stage: 'attention',
  ticket: '42',
  attached: 1,
  attachments: 2,
  failure: { code: 'Support_AttachmentRefused', parameters: { name: 'modele.potx' } },
  refused: true,
});
const there = letter({ subject: 'Carte non lue', stage: 'acknowledged', ticket: '40' });
const mailed = letter({ subject: 'Tableau vide', stage: 'sent', channel: 'mail', kind: 'request' });
const onPaper = letter({ subject: 'Plus de réseau', stage: 'handed-over', channel: 'file' });

const sent = (one: Partial<LetterView>, more: Partial<SupportView> = {}) =>
  [
    [draft(written)],
    { press: [...resume, 'Envoyer'] },
    { support: { ...support, letters: [letter({ ...one, id })], ...more } },
  ] as const;
const outbox = (letters: readonly LetterView[], more: Partial<SupportView> = {}) => ({
  support: { ...support, letters, ...more },
});

export const reportStates: readonly GalleryState[] = [
  report('home', []),
  report('home-small', [], small),
  report('home-drafts', [draft(written, [file('capture.png', 84_000)]), draft(long, [], { id: `${id}x` })], {
    size: tall,
  }),
  report('home-failed', null, { failure: { code: 'Records_NotAnswering' } }),
  report('home-no-way', [], {}, { support: { ...support, ways: [] } }),
  report('home-talking', [], { size: tall }, { phone: { ...f.bound, calls: [f.connected] } }),
  report('home-removed', [draft(written)], {
    press: ['Support', 'Supprimer : L’annuaire ne répond plus'],
  }),
  report(
    'signed-out',
    null,
    { failure: { code: 'Support_NotSignedIn' }, press: ['Support', 'Signaler'] },
    { session: f.station.session, phone: f.unbound },
  ),
  report('locked', [], { press: ['Support', 'Signaler'] }, { session: f.locked }),
  report('new', [], { press: begin }),
  report('new-small', [], { ...small, press: begin }),
  report('new-dark', [], { ...dark, size: tall, press: begin }),
  report('new-no-email', [], {
    size: tall,
    press: begin,
    answers: { 'support.begin': draft({ ...prefilled, email: '' }) },
  }),
  report('suggestions', [], { size: tall, press: [...begin, subject], answers: articles }),
  report('suggestions-read', [], {
    size: tall,
    press: [...begin, subject, 'J’ai oublié mon mot de passe'],
    answers: {
      ...articles,
      'knowledge.suggest': asked.filter(({ id: one }) => one.endsWith('mot-de-passe-oublie')),
    },
  }),
  report('written', [draft(written)], { size: tall, press: resume }),
  report('written-whole', [draft(written)], {
    size: tallest,
    press: [...resume, 'Préciser', 'Vous et votre poste'],
  }),
  report('long', [draft(long)], {
    size: tallest,
    press: ['Support', `Reprendre : ${long.subject}`, 'Vous et votre poste'],
  }),
  report('missing', [], { size: tallest, press: [...begin, 'Envoyer'] }),
  report('not-kept', [draft(written)], {
    size: tall,
    failure: { code: 'Records_DiskFull' },
    press: [...resume, { field: 'Objet (obligatoire)', text: 'L’annuaire est vide' }, 'Terminer plus tard'],
  }),
  report('memory', [draft(written)], { press: resume }, { support: { ...support, kept: 'memory' } }),
  report('patient', [draft(patient)], { size: tall, press: resume }),
  report('patient-asked', [draft(patient)], { size: tallest, press: [...resume, 'Envoyer'] }),
  report('urgent', [draft({ ...written, urgent: true })], { size: tallest, press: resume }),
  report(
    'urgent-talking',
    [draft({ ...written, urgent: true })],
    { size: tall, press: resume },
    { phone: { ...f.bound, calls: [f.connected] } },
  ),
  report(
    'attachments',
    [draft(written, [file('capture-de-la-salle.png', 84_000), file('verification-du-poste.pdf', 2_400_000)])],
    { size: tall, press: resume },
    { verification: verified, support: { ...support, pictures } },
  ),
  report(
    'attachments-full',
    [draft(written, [file('un.png', 1), file('deux.png', 2), file(`${'trois'.repeat(20)}.png`, 3)])],
    { size: tall, press: resume },
    { verification: { ...verified, isRunning: true }, support: { ...support, pictures } },
  ),
  report('attachments-refused', [draft(written)], {
    size: tall,
    failure: { code: 'Support_AttachmentType', parameters: { name: 'facture.pdf.exe' } },
    press: [...resume, 'Joindre un fichier…'],
  }),
  report('send-failed', [draft(written)], {
    size: tall,
    failure: { code: 'Support_ChannelNotAnswering' },
    answers: { 'support.saveDraft': null },
    press: [...resume, 'Envoyer'],
  }),
  report('sent-waiting', ...sent({ underWay: true })),
  report('sent-arrived', ...sent({ stage: 'acknowledged', ticket: '1001' })),
  report('sent-mail', ...sent({ stage: 'sent', channel: 'mail' })),
  report(
    'sent-attention',
    ...sent({
      stage: 'attention',
      failure: { code: 'Support_PortalRefused', parameters: { code: 'ERROR_GLPI_ADD' } },
    }),
  ),
  report('sent-elsewhere', ...sent({ id: 'other' }, { letters: [], elsewhere: true })),
  report('outbox', [], { size: tall }, outbox([there, mailed, onPaper, underWay, later, refused])),
  report(
    'outbox-refused',
    [],
    { size: tall },
    outbox([
      letter({
        stage: 'attention',
        failure: { code: 'Support_MailRefused', parameters: { status: 552 } },
        rewritable: true,
      }),
    ]),
  ),
  report('outbox-small', [], small, outbox([later, refused])),
  report('outbox-dark', [], { ...dark, size: tall }, outbox([later, refused])),
  report('outbox-folded', [], {}, outbox([there, later])),
  report(
    'outbox-withdraw',
    [],
    { size: tall, press: ['Support', `Retirer… : ${refused.subject}`] },
    outbox([refused]),
  ),
  report('outbox-stuck', [], {}, outbox([later], { failure: { code: 'Records_DiskFull' }, ofOthers: 2 })),
  report(
    'outbox-elsewhere',
    [],
    { press: ['Support', 'Envois au support'] },
    outbox([letter({})], { elsewhere: true }),
  ),
  report('outbox-memory', [], {}, outbox([], { kept: 'memory' })),
  report('outbox-training', [], {}, outbox([there], { kept: 'training', ways: ['training'] })),
  report('forced-colors', [draft(patient)], { size: tall, press: resume, forcedColors: true }),
];
