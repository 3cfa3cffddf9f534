import type {
  MonthView,
  RunSummary,
  RunView,
  VerificationView,
  VerifiedCheck,
} from '../../electron/ipc/rooms/verification.ts';
import { textOf } from '../../electron/prerequisites/index.ts';
import { dateText } from '../../renderer/station/verification/date.ts';
import * as f from './fixtures.ts';
import { common, dark, type GalleryState, small, station } from './state.ts';

/** « Vérifier le poste », from the first run to one that finds faults. */

type Entry = NonNullable<VerifiedCheck['entry']>;

function check(
  id: string,
  title: string,
  verdict: Entry['verdict'] = 'ok',
  more: Partial<Entry> = {},
): VerifiedCheck {
  const group = groupOf(id);
  return {
    id,
    group,
    title,
    phase: 'idle',
    entry: { id, group, title, verdict, tookMs: 12, ...more },
  };
}

function groupOf(id: string): VerifiedCheck['group'] {
  const groups = ['application', 'workstation', 'card', 'network', 'telephony', 'support'] as const;
  const found = groups.find((group) => id.startsWith(`${group}.`));
  if (!found) throw new Error(`no group: ${id}`);
  return found;
}

function found(code: Parameters<typeof textOf>[0]): Partial<Entry> {
  const { title, cause, remedy, who } = textOf(code, {});
  return {
    code,
    finding: title,
    cause,
    ...(remedy === undefined ? {} : { remedy }),
    ...(who === undefined ? {} : { who }),
  };
}

const sound: readonly VerifiedCheck[] = [
  check('application.version', 'Version de Bandeau', 'ok', { measured: '0.1.0' }),
  check('application.storage', 'Enregistrement sur le poste', 'ok', {
    measured: 'écriture et relecture réussies',
  }),
  check('workstation.system', 'Système du poste', 'ok', { measured: 'Windows 11 Professionnel' }),
  check('workstation.disk', 'Place sur le disque', 'ok', { measured: '81,85 Go libres', expected: '1 Go' }),
  check('card.reader', 'Lecteur de carte', 'ok', { measured: 'Lecteur Gemalto 1' }),
  check('network.connection.portal', 'Connexion au portail', 'ok', { measured: '12 ms' }),
  check('telephony.phone', 'Téléphone du poste', 'ok', { measured: '1501' }),
  check('support.server', 'Serveur du support', 'not-applicable', found('Support_NoServer')),
];

const over = (changed: readonly VerifiedCheck[]): readonly VerifiedCheck[] =>
  sound.map((one) => changed.find(({ id }) => id === one.id) ?? one);

const wanting = over([
  check('workstation.disk', 'Place sur le disque', 'warning', {
    ...found('Storage_Full'),
    measured: '300 Mo libres',
    expected: '1 Go',
  }),
]);
const failing = over([
  check('application.storage', 'Enregistrement sur le poste', 'failure', found('Storage_Forbidden')),
  ...wanting.filter(({ id }) => id === 'workstation.disk'),
  check('support.server', 'Serveur du support', 'failure', {
    finding: 'Nom introuvable',
    cause: `Aucun serveur DNS ne connaît « ${'support-regional.'.repeat(6)}exemple.fr ».`,
    remedy: 'Demandez à l’équipe réseau de déclarer ce nom, puis relancez la vérification.',
    who: 'network',
  }),
]);

function view(
  checks: readonly VerifiedCheck[],
  verdict: 'ok' | 'warning' | 'failure',
  more: Partial<VerificationView> = {},
): VerificationView {
  const count = (wanted: Entry['verdict']) => checks.filter(({ entry }) => entry?.verdict === wanted).length;
  const counts = {
    ok: count('ok'),
    warning: count('warning'),
    failure: count('failure'),
    'not-applicable': count('not-applicable'),
  };
  const date = new Date(f.now).toISOString();
  return {
    isRunning: false,
    checks,
    report: {
      id: '76ca054518ef'.padEnd(64, '0'),
      date,
      verdict,
      counts,
      complete: true,
      fingerprint: '76ca 0545 18ef',
    },
    changes: [],
    ...more,
  };
}

const running: VerificationView = {
  isRunning: true,
  checks: sound.map((one, index) => {
    if (index < 3) return one;
    return { ...one, phase: index < 5 ? 'running' : 'waiting', entry: null };
  }),
  report: null,
  changes: [],
};
const rerunning: VerificationView = {
  ...view(failing, 'failure'),
  isRunning: true,
  checks: failing.map((one, index) =>
    index < 3 ? one : { ...one, phase: index < 5 ? 'running' : 'waiting' },
  ),
};
const stoppedChecks = sound.map((one, index) =>
  index < 3 ? one : check(one.id, one.title, 'not-applicable', found('Check_Cancelled')),
);
const sum = view(stoppedChecks, 'ok');
const stopped: VerificationView = { ...sum, report: sum.report && { ...sum.report, complete: false } };
const open = { press: ['Vérifier le poste'] } as const;
const changes = ['Depuis hier : écriture refusée (Enregistrement sur le poste).'];

function runOf({ report, checks, changes: told }: VerificationView): RunView {
  const { site, label: environment, version } = f.production;
  if (!report) throw new Error('no run');
  const entries = checks.flatMap(({ entry }) => entry ?? []);
  return { ...report, site, environment, version, checks: entries, changes: told };
}

/** On paper: 794 × 1123 CSS pixels are A4. */
function paper(name: string, of: VerificationView): GalleryState {
  return {
    name: `report-${name}`,
    page: 'report',
    view: runOf(of),
    size: { width: 794, height: 1123 },
    ...common,
  };
}

const november: MonthView = {
  month: { id: '2026-11', name: 'novembre 2026' },
  looks: 'Vérifications demandées : 14 · contrôles automatiques : 5 120',
  well: null,
  points: [
    {
      id: 'card.reader',
      title: 'Lecteur de carte',
      verdict: 'failure',
      lines: [
        '3 défauts : Lecteur absent',
        'durée connue : 2 h 10',
        'dure encore, depuis le 27 novembre 2026',
      ],
    },
    {
      id: 'workstation.disk',
      title: 'Place sur le disque',
      verdict: 'warning',
      lines: ['1 point à surveiller : Disque presque plein', 'durée inconnue'],
    },
  ],
};
const calm: MonthView = {
  ...november,
  well: 'Aucun défaut ni point à surveiller n’a été trouvé ce mois-ci.',
  points: [],
};
const month = (view: MonthView | null) => ({
  press: ['Vérifier le poste', 'Bilan mensuel'],
  answers: { 'month.list': view ? [view.month] : [], 'month.read': view },
});

function runs(count: number): readonly RunSummary[] {
  const [well, ill] = [view(sound, 'ok').report, view(failing, 'failure').report];
  return Array.from({ length: count }, (_, index) => {
    const run = index % 4 === 1 ? ill : well;
    if (!run) throw new Error('no report');
    const date = new Date(f.now - index * 43_200_000).toISOString();
    return { ...run, id: String(index).padStart(64, '0'), date };
  });
}

/** What main answers about the runs that are kept. */
function kept(list: readonly RunSummary[]): Readonly<Record<string, unknown>> {
  const run = runOf(view(failing, 'failure', { changes }));
  return {
    'verification.runs': list,
    'verification.read': run,
    'verification.compare': [
      'Depuis hier : lecteur absent (Lecteur de carte).',
      'Depuis hier : place sur le disque de nouveau conforme.',
    ],
  };
}

const last = ['Vérifier le poste', 'Dernières vérifications'] as const;
const second = `Ouvrir la vérification du ${dateText(runs(2)[1]?.date ?? '')}`;
const lastRuns = { verification: view(sound, 'ok') };

export const verificationStates: readonly GalleryState[] = [
  station('verification-month', { verification: view(sound, 'ok') }, month(november)),
  station('verification-month-calm', { verification: view(sound, 'ok') }, month(calm)),
  station('verification-month-none', { verification: view(sound, 'ok') }, month(null)),
  station('verification-month-small', { verification: view(sound, 'ok') }, { ...small, ...month(november) }),
  station('verification-starting', { verification: null }, open),
  station(
    'verification-stopped-program',
    { verification: null, stopped: { code: 'Configuration_NotJson', parameters: { file: 'site.json' } } },
    open,
  ),
  station('verification-running', { verification: running }, open),
  station('verification-again', { verification: rerunning }, open),
  station('verification-sound', { verification: view(sound, 'ok') }, open),
  station('verification-warning', { verification: view(wanting, 'warning') }, open),
  station('verification-failing', { verification: view(failing, 'failure', { changes }) }, open),
  station(
    'verification-failing-small',
    { verification: view(failing, 'failure', { changes }) },
    { ...small, ...open },
  ),
  station('verification-failing-dark', { verification: view(failing, 'failure') }, { ...dark, ...open }),
  station('verification-stopped', { verification: stopped }, open),
  station(
    'verification-not-saved',
    { verification: view(sound, 'ok') },
    {
      press: ['Vérifier le poste', 'Enregistrer le rapport'],
      failure: { code: 'Verification_NotSaved' },
    },
  ),
  station(
    'verification-saved',
    { verification: view(sound, 'ok'), session: f.signedIn, phone: f.bound },
    {
      press: ['Vérifier le poste', 'Enregistrer le rapport'],
      answers: {
        'verification.save': { file: `C:\\Users\\Public\\${'dossier\\'.repeat(12)}verification.txt` },
      },
    },
  ),
  station('verification-runs-none', lastRuns, { press: last, answers: kept([]) }),
  station('verification-runs-one', lastRuns, { press: last, answers: kept(runs(1)) }),
  station('verification-runs-two', lastRuns, { press: last, answers: kept(runs(2)) }),
  station('verification-runs-many', lastRuns, { press: last, answers: kept(runs(30)) }),
  station('verification-runs-small', lastRuns, { ...small, press: last, answers: kept(runs(5)) }),
  station('verification-runs-dark', lastRuns, { ...dark, press: last, answers: kept(runs(5)) }),
  station('verification-runs-unread', lastRuns, { press: last, failure: { code: 'Request_Failed' } }),
  station('verification-run-open', lastRuns, { press: [...last, second], answers: kept(runs(5)) }),
  station('verification-run-open-small', lastRuns, {
    ...small,
    press: [...last, second],
    answers: kept(runs(5)),
  }),
  station('verification-run-gone', lastRuns, {
    press: [...last, second],
    answers: { 'verification.runs': runs(2) },
    failure: { code: 'Verification_NotKept' },
  }),
  paper('sound', view(sound, 'ok')),
  paper('failing', view(failing, 'failure', { changes })),
  paper('stopped', stopped),
];
