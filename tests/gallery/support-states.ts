import type { EscalationView } from '../../electron/ipc/rooms/escalation.ts';
import { shippedRequests } from '../../electron/settings/schemas/service-requests.ts';
import type { UnderWay } from '../../electron/support/escalation/index.ts';
import type { Draft } from '../../electron/support/rules/draft.ts';
import faq from '../../resources/fr/faq.json' with { type: 'json' };
import { escalation } from './escalation-view.ts';
import * as f from './fixtures.ts';
import { dark, type GalleryState, small, station } from './state.ts';

const MINUTE = 60_000;
const { now } = f;
const declared: UnderWay = {
  severity: 'major',
  concerned: 'portal',
  extent: 'all',
  startedAt: now - 14 * MINUTE,
  reportedAt: now - 11 * MINUTE,
  thread: null,
  reference: '',
  journal: [
    { at: now - 11 * MINUTE, kind: 'declared', name: '', address: '' },
    { at: now - 10 * MINUTE, kind: 'called-support', name: '', address: '0 809 100 809' },
  ],
};
const late: UnderWay = {
  ...declared,
  startedAt: now - 44 * MINUTE,
  reportedAt: now - 41 * MINUTE,
  reference: '2026-4512',
  journal: [
    { at: now - 41 * MINUTE, kind: 'declared', name: '', address: '' },
    { at: now - 40 * MINUTE, kind: 'called-support', name: '', address: '0 809 100 809' },
    { at: now - 3 * MINUTE, kind: 'called-level', name: 'Astreinte ASIP Santé', address: '06 37 00 84 99' },
  ],
};
const other: UnderWay = {
  ...late,
  severity: 'other',
  concerned: 'directory',
  extent: 'one',
  journal: [...late.journal, { at: now - MINUTE, kind: 'unanswered', name: '', address: '' }],
};
const bridge = { phone: '01 99 00 00 10', code: '4512#' };
const tall = { width: 960, height: 1500 };
const open = { press: ['Support'] };

function support(
  name: string,
  view: EscalationView,
  options: Parameters<typeof station>[2] = {},
  over: Parameters<typeof station>[1] = { session: f.signedIn, phone: f.bound },
): GalleryState {
  return station(`escalation-${name}`, { ...over, escalation: view }, { ...open, ...options });
}

const friday = Date.parse('2026-11-20T17:55:00+01:00');
const atFive = (incident: UnderWay): UnderWay => ({
  ...incident,
  startedAt: friday - 44 * MINUTE,
  reportedAt: friday - 41 * MINUTE,
  journal: incident.journal.map((done) => ({ ...done, at: done.at - now + friday })),
});

/** Nothing to escalate. */
export const escalationNow = escalation(null, now);

const search = 'Votre question';
const found = faq.articles.map(({ id, title }) => ({ id: `faq/${id}`, title, source: faq.source }));
const read = faq.articles.find(({ id }) => id === 'mot-de-passe-oublie');
const answers = {
  'knowledge.list': found,
  'knowledge.suggest': found.slice(7, 10),
  'knowledge.read': read && { ...read, id: `faq/${read.id}`, text: read.text.join('\n') },
};
/** An article of a share that somebody else can write to. */
const hostile = {
  id: 'site/piege.md',
  title: 'J’ai oublié mon mot de passe',
  keywords: '',
  text: [
    '# Titre',
    '<script>document.title = "pris"</script><img src="x" onerror="alert(1)">',
    '![pisteur](https://ailleurs.example/p.png) [ici](javascript:alert(1))',
    '',
    'mot'.repeat(200),
  ].join('\n'),
};

function knowledge(
  name: string,
  steps: GalleryState['press'],
  options: Parameters<typeof station>[2] = {},
): GalleryState {
  return station(
    `knowledge-${name}`,
    { session: f.signedIn, phone: f.bound, escalation: escalation(null, now) },
    { answers, ...options, press: ['Support', 'Questions fréquentes', ...steps] },
  );
}

const toRequests = ['Support', 'Demandes de service'];
const moderate = 'Ouvrir : Modérer la main courante';
const begunRequest: Draft = {
  id: '0b6d3a54-6a0e-4f3f-9a43-5a6f0c1b2d3e',
  owner: 'camille',
  form: { kind: 'request', service: 'moderer-main-courante', fields: {} },
  attachments: [],
  updatedAt: now,
};
const filledIn = [
  { field: 'Main courante (obligatoire)', text: 'Main courante du Samu 44' },
  { choice: 'À supprimer (obligatoire)', option: 'Un message' },
  { field: 'Date et heure de la publication', text: '28/11/2026 03:12' },
  { field: 'Premiers mots de la publication', text: 'Bonjour à tous' },
  { field: 'En quoi elle n’est pas conforme', text: 'Sans rapport avec l’activité.' },
];

function request(
  name: string,
  over: Parameters<typeof station>[1],
  options: Parameters<typeof station>[2] = {},
): GalleryState {
  const view = {
    session: f.signedIn,
    phone: f.bound,
    escalation: escalation(null, now),
    requests: shippedRequests,
  };
  return station(
    `requests-${name}`,
    { ...view, ...over },
    {
      press: toRequests,
      answers: { 'support.beginRequest': begunRequest, 'support.saveDraft': begunRequest },
      ...options,
    },
  );
}

export const supportStates: readonly GalleryState[] = [
  support('nothing', escalation(null, now)),
  support('nothing-whole', escalation(null, now), { size: tall }),
  support('nothing-signed-out', escalation(null, now), small, {}),
  support('nothing-wrong-time', escalation(null, now), {
    size: tall,
    press: ['Support', { field: 'Depuis', text: '25:10' }, 'Déclarer l’incident majeur'],
  }),
  support('waiting', escalation(declared, now)),
  support('waiting-no-promise', escalation(declared, now, { delays: {} }), { size: tall }),
  support('late', escalation(late, now)),
  support('late-whole', escalation(late, now, { bridge }), { size: tall }),
  support('late-dark', escalation(late, now), dark),
  support('late-small', escalation(late, now), small),
  support(
    'late-talking',
    escalation(late, now, { bridge }),
    { size: tall },
    {
      session: f.signedIn,
      phone: { ...f.bound, calls: [f.connected] },
    },
  ),
  support('late-no-phone', escalation(late, now), {}, { session: f.signedIn, phone: f.unbound }),
  support('late-friday', escalation(atFive(late), friday)),
  support('late-other', escalation(other, now), { size: tall }),
  support('late-other-open', escalation(atFive(other), friday), { size: tall }),
  support('late-mail', escalation(late, now), {
    size: tall,
    press: ['Support', 'Mail préparé pour ASIP-Astreinte@sante.gouv.fr'],
  }),
  support('late-end', escalation(late, now), { size: tall, press: ['Support', 'Clore le suivi'] }),
  support('late-refused', escalation(late, now), {
    size: tall,
    failure: { code: 'Escalation_MailNotOpened' },
    press: ['Support', 'Ouvrir le mail préparé'],
  }),
  knowledge('all', []),
  knowledge('found', [{ field: search, text: 'mot de passe oublié' }]),
  knowledge('found-dark', [{ field: search, text: 'mot de passe oublié' }], dark),
  knowledge('none', [{ field: search, text: 'zzz' }], {
    ...small,
    answers: { ...answers, 'knowledge.suggest': [] },
  }),
  knowledge('read', ['J’ai oublié mon mot de passe'], { size: tall }),
  knowledge('read-small', ['J’ai oublié mon mot de passe'], small),
  knowledge('read-hostile', ['J’ai oublié mon mot de passe'], {
    answers: { ...answers, 'knowledge.read': hostile },
  }),
  knowledge('solved', ['J’ai oublié mon mot de passe', 'Cela a résolu mon problème'], { size: tall }),
  knowledge('away', [], { answers: {}, failure: { code: 'Records_NotAnswering' } }),
  request('list', {}),
  request('list-small', {}, { ...small, press: ['Support', 'Demandes de service'] }),
  request('phone', {}, { press: [...toRequests, 'Ouvrir : Déverrouiller un compte'] }),
  request(
    'phone-signed-out',
    { session: f.station.session, phone: f.unbound },
    {
      ...dark,
      press: [...toRequests, 'Ouvrir : Réinitialiser un mot de passe'],
    },
  ),
  request('form', {}, { size: tall, press: [...toRequests, moderate] }),
  request('form-signed-out', { session: f.station.session }, { press: [...toRequests, moderate] }),
  request('form-missing', {}, { size: tall, press: [...toRequests, moderate, 'Envoyer la demande'] }),
  request(
    'form-sent',
    {},
    { size: tall, press: [...toRequests, moderate, ...filledIn, 'Envoyer la demande'] },
  ),
  request(
    'form-no-desk',
    {},
    {
      size: tall,
      failure: { code: 'Requests_NoDesk' },
      press: [...toRequests, moderate, ...filledIn, 'Envoyer la demande'],
    },
  ),
  support('forced-colors', escalation(late, now), { forcedColors: true }),
];
