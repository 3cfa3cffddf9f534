import type { ImportState } from '../../electron/directory/index.ts';
import type { Entry, EntryContent } from '../../electron/directory/rules/entry.ts';
import { contentSchema } from '../../electron/directory/rules/entry.ts';
import type { StationView } from '../../electron/ipc/rooms/station.ts';
import type { ImportReport } from '../../native/records/directory/imports/report.ts';
import type { DirectorySummary } from '../../native/records/directory/operations.ts';
import trainingEntries from '../../resources/config/training-directory.json' with { type: 'json' };
import * as f from './fixtures.ts';
import { dark, type GalleryState, small, station } from './state.ts';

const entries: readonly Entry[] = trainingEntries.map(({ favourite, ...entry }, index) => ({
  ...contentSchema.parse(entry),
  id: index + 1,
  favourite,
  source: index % 3 === 2 ? 'local' : 'annuaire samu',
}));
const favourites = entries.filter(({ favourite }) => favourite);

const long: Entry = {
  ...entry({
    name: 'Service d’accueil des urgences pédiatriques et néonatales du Groupement hospitalier de territoire de la Haute-Vallée-de-l’Exemple',
    organisation: 'Centre hospitalier intercommunal Saint-Exemple-sur-Fiction et de Port-Inventé-la-Montagne',
    service: 'Accueil et orientation des urgences pédiatriques, chirurgicales et médicales',
    town: 'Saint-Exemple-sur-Fiction',
    numbers: [
      { kind: 'office', number: '0033123456789012345' },
      { kind: 'office', number: '02 61 91 00 42' },
      { kind: 'mobile', number: '06 39 98 00 42' },
      { kind: 'home', number: '02 61 91 00 43' },
      { kind: 'fax', number: '02 61 91 00 44' },
    ],
    groups: ['Établissements de recours', 'Plan blanc', 'Astreinte de direction'],
    remarkable: 'Ne jamais raccrocher : passer aussitôt au médecin régulateur, puis rappeler le service',
  }),
};

function entry(content: Partial<EntryContent>): Entry {
  const [first] = entries;
  if (!first) throw new Error('there is a first entry');
  return { ...first, id: 99, favourite: false, source: 'local', ...content };
}

const summary: DirectorySummary = {
  entries: 1_204,
  unreadable: 0,
  canSeal: true,
  sources: [
    { name: 'annuaire samu', kind: 'csv', entries: 1_190, importedAt: f.now - 86_400_000 },
    { name: 'ldap', kind: 'ldap', entries: 1, importedAt: f.now - 3_600_000 },
  ],
  groups: [
    { name: 'Astreinte', entries: 12 },
    { name: 'Crise', entries: 4 },
  ],
};

const report: ImportReport = {
  source: 'annuaire samu',
  format: 'csv',
  encoding: 'Windows-1252',
  columns: [
    { header: 'Nom', field: 'name' },
    { header: 'Tél.', field: 'number.office' },
    { header: 'Couleur', field: null },
  ],
  added: 1_182,
  updated: 14,
  unchanged: 3,
  removed: 27,
  refused: 3,
  issues: [
    { line: 12, reason: 'no-number', detail: 'Dr SANS NUMÉRO', kept: false },
    { line: 48, reason: 'number-left-out', detail: 'voir standard', kept: true },
    { line: 1_107, reason: 'number-unreadable', detail: '02 40 08', kept: false },
    { line: 1_190, reason: 'malformed', detail: '', kept: false },
  ],
  issuesTotal: 4,
};

const tab = 'Annuaire';
const searched = { field: 'Rechercher dans l’annuaire', text: 'ville' } as const;
const bound = {
  session: f.signedIn,
  phone: f.bound,
  directory: { revision: 0, importing: null, ldapHost: 'ldap.samu.example' },
};
const log = { missed: 0, revision: 1, failure: null, lastDialled: null, kept: 'disk', days: 90 } as const;

function answers(found: readonly Entry[], over: Partial<DirectorySummary> = {}, total = found.length) {
  return {
    'directory.favourites': found.filter(({ favourite }) => favourite),
    'directory.search': { entries: found, total },
    'directory.summary': { ...summary, ...over },
    'directory.save': found[0],
    'directory.remove': found[0],
  };
}

function directory(
  name: string,
  answered: Readonly<Record<string, unknown>>,
  over: Partial<StationView> = {},
  options: Parameters<typeof station>[2] = {},
): GalleryState {
  const view = { callLog: log, ...bound, ...over };
  return { ...station(`directory${name}`, view, { press: [tab, searched], ...options }), answers: answered };
}

const manage = { press: [tab, 'Gérer l’annuaire'] };
const importing = (state: ImportState) => ({ directory: { revision: 0, importing: state, ldapHost: null } });
const file = 'annuaire_samu_2026-11-28.csv';

export const directoryStates: readonly GalleryState[] = [
  directory('', answers(entries)),
  directory('-favourites', answers(favourites), {}, { press: [tab] }),
  directory('-small', answers(entries), {}, small),
  directory('-dark', answers(entries), {}, dark),
  directory('-long', answers([long, ...entries.slice(0, 3)], {}, 126)),
  directory('-some', answers(entries.slice(0, 2), {}, 126)),
  directory('-too-many', answers(entries.slice(0, 2), {}, 501)),
  directory('-long-small', answers([long]), {}, small),
  directory('-talking', answers(entries.slice(0, 4)), { phone: { ...f.bound, calls: [f.connected] } }),
  directory('-empty', answers([], { entries: 0, sources: [], groups: [] }), {}, { press: [tab] }),
  directory('-no-favourite', answers([]), {}, { press: [tab] }),
  directory('-none', answers([])),
  directory('-failed', {}, {}, { press: [tab], failure: { code: 'Records_NotAnswering' } }),
  directory('-unreadable', answers(favourites, { unreadable: 3 }), {}, { press: [tab] }),
  directory('-stale', answers(entries.slice(0, 4)), {
    phone: {
      ...f.bound,
      link: { kind: 'stale', since: f.now - 12_000, attempt: 3 },
      capabilities: f.noCapabilities('link-down'),
    },
  }),
  directory(
    '-unbound',
    answers(favourites),
    { phone: f.unbound },
    { press: ['Consulter l’annuaire sans téléphone'] },
  ),
  directory(
    '-removed',
    answers(entries.slice(2, 4)),
    {},
    { press: [tab, searched, 'Supprimer la fiche SMUR Villefictive'] },
  ),
  directory('-add', answers(favourites), {}, { press: [tab, 'Ajouter une fiche'] }),
  directory('-edit', answers([long]), {}, { press: [tab, searched, `Modifier la fiche ${long.name}`] }),
  directory('-invalid', answers(favourites), {}, { press: [tab, 'Ajouter une fiche', 'Enregistrer'] }),
  directory('-manage', answers(favourites), {}, manage),
  directory('-manage-small', answers(favourites), {}, { ...small, ...manage }),
  directory('-manage-none', answers([], { sources: [], canSeal: false }), {}, manage),
  directory('-import-reading', answers(favourites), importing({ step: 'reading', file }), manage),
  directory('-import-preview', answers(favourites), importing({ step: 'preview', file, report }), manage),
  directory('-import-preview-dark', answers(favourites), importing({ step: 'preview', file, report }), {
    ...dark,
    ...manage,
  }),
  directory(
    '-import-nothing',
    answers(favourites),
    importing({ step: 'preview', file, report: { ...report, added: 0, updated: 0, unchanged: 0 } }),
    manage,
  ),
  directory(
    '-import-writing',
    answers(favourites),
    importing({ step: 'writing', file, done: 4_000, total: 12_040 }),
    manage,
  ),
  directory('-import-done', answers(favourites), importing({ step: 'done', file, report }), manage),
  directory(
    '-import-failed',
    answers(favourites),
    importing({
      step: 'failed',
      file,
      failure: { code: 'Directory_ColumnsUnknown', parameters: { columns: 'A, B' } },
    }),
    manage,
  ),
];
