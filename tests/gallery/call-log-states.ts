import type { LogEntry } from '../../electron/call-log/rules/entry.ts';
import type { CallLogView } from '../../electron/ipc/rooms/call-log.ts';
import * as f from './fixtures.ts';
import { dark, type GalleryState, small, station } from './state.ts';

const minute = 60_000;
const camille = { subject: 'p1', name: 'Camille Rivière' };
const view: CallLogView = {
  missed: 0,
  revision: 1,
  failure: null,
  lastDialled: null,
  kept: 'disk',
  days: 90,
};

function entry(id: string, minutesAgo: number, over: Partial<LogEntry> = {}): LogEntry {
  const beganAt = f.now - minutesAgo * minute;
  return {
    id,
    outcome: 'answered',
    direction: 'inbound',
    number: '+33612345678',
    name: null,
    members: [],
    phone: '1501',
    agent: camille,
    room: null,
    about: null,
    beganAt,
    answeredAt: beganAt + 4_000,
    endedAt: beganAt + 196_000,
    ringMs: 4_000,
    talkMs: 192_000,
    holdMs: 0,
    seenLate: false,
    uncertain: false,
    ...over,
  };
}

const unanswered = { answeredAt: null, talkMs: null, holdMs: null } as const;
const entries: readonly LogEntry[] = [
  entry('open', 1, {
    outcome: 'open',
    endedAt: null,
    talkMs: null,
    holdMs: null,
    name: 'Pompiers CTA 44',
    number: '0240083333',
  }),
  entry('missed', 6, { ...unanswered, outcome: 'missed', ringMs: 22_000 }),
  entry('withheld', 9, { ...unanswered, outcome: 'missed', ringMs: 5_000, number: null }),
  entry('outage', 16, {
    ...unanswered,
    outcome: 'outage',
    direction: null,
    number: null,
    endedAt: f.now - 12 * minute,
    agent: null,
    ringMs: null,
  }),
  entry('recovered', 16, {
    ...unanswered,
    outcome: 'recovered',
    endedAt: null,
    agent: null,
    ringMs: null,
    uncertain: true,
    number: '0687654321',
  }),
  entry('uncertain', 18, {
    uncertain: true,
    name: 'Smur Nantes',
    number: '15',
    holdMs: 65_000,
    talkMs: 120_000,
  }),
  entry('abandoned', 25, { ...unanswered, outcome: 'abandoned', room: '15', ringMs: 130_000, agent: null }),
  entry('outbound', 31, { direction: 'outbound', number: '0251000000' }),
  entry('unanswered', 40, {
    ...unanswered,
    direction: 'outbound',
    outcome: 'unanswered',
    number: '0251000000',
  }),
  entry('transferred', 55, { outcome: 'transferred', name: 'EHPAD Les Tilleuls', number: '0240112233' }),
  entry('consultation', 55, {
    outcome: 'transferred',
    direction: 'outbound',
    about: 'transferred',
    number: '1502',
  }),
  entry('conference', 190, {
    outcome: 'conference',
    name: 'Ambulances Durand',
    number: '0240445566',
    members: [
      { number: '0240445566', displayName: 'Ambulances Durand' },
      { number: '1502', displayName: 'Régulateur' },
    ],
  }),
  entry('late', 260, { seenLate: true, ringMs: null }),
  entry('interrupted', 300, { outcome: 'interrupted', endedAt: null, talkMs: null, holdMs: null }),
  entry('refused', 3_000, { ...unanswered, outcome: 'refused' }),
  entry('long', 3_100, {
    name: 'M. Jean-Baptiste Charpentier de la Haute-Goulaine, infirmier de nuit de l’EHPAD Les Tilleuls',
    agent: { subject: 'p2', name: 'Marie-Antoinette de la Rochefoucauld' },
    number: '0033123456789012345',
    holdMs: 3_725_000,
    talkMs: 7_300_000,
  }),
];

const page = (shown: readonly LogEntry[], more = false) => ({
  'callLog.page': { entries: shown, next: more ? { beganAt: 1, seq: 1 } : null },
});
const tab = 'Journal des appels';
const bound = { session: f.signedIn, phone: f.bound, callLog: view };

function log(
  name: string,
  answers: Readonly<Record<string, unknown>>,
  over: Partial<Parameters<typeof station>[1]> = {},
  options: Parameters<typeof station>[2] = {},
): GalleryState {
  return { ...station(`call-log${name}`, { ...bound, ...over }, { press: [tab], ...options }), answers };
}

export const callLogStates: readonly GalleryState[] = [
  station('desk', { ...bound, callLog: { ...view, missed: 3 } }),
  log('', page(entries)),
  log('-tall', page(entries), {}, { size: { width: 960, height: 1500 } }),
  log('-small', page(entries), {}, small),
  log('-dark', page(entries), {}, dark),
  log('-empty', page([])),
  log('-none', page([]), {}, { press: [tab, { field: 'Numéro ou nom', text: '4242' }] }),
  log('-failed', {}, {}, { failure: { code: 'Records_NotAnswering' } }),
  log('-memory', page(entries.slice(0, 4)), { callLog: { ...view, kept: 'memory' } }),
  log('-disk-full', page(entries.slice(0, 4)), {
    callLog: { ...view, failure: { code: 'Records_DiskFull' } },
  }),
  log('-stale', page(entries.slice(0, 4)), {
    phone: {
      ...f.bound,
      link: { kind: 'stale', since: f.now - 12_000, attempt: 3 },
      capabilities: f.noCapabilities('link-down'),
    },
  }),
  log(
    '-exported',
    {
      ...page(entries.slice(0, 4)),
      'callLog.export': {
        file: 'C:\\Users\\camille\\Documents\\journal-des-appels-2026-11-22.csv',
        count: 1_204,
      },
    },
    {},
    { press: [tab, 'Exporter (CSV)'] },
  ),
];
