import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import { ready, summary } from './board-states.ts';
import * as f from './fixtures.ts';
import { bar, dark, type GalleryState } from './state.ts';

/** The bar with every command, in every size that a zoom and a display make of it. */

const full: Partial<BarView> = { board: summary, agentStatus: ready };
const crowd: Partial<PhoneView> = {
  calls: [
    f.call('r', { displayName: 'M. Jean-Baptiste Charpentier de la Haute-Goulaine' }),
    f.connected,
    f.held,
    f.original,
  ],
};
const expanded: Partial<BarView> = { expanded: true };
const size = (width: number, height: number) => ({ size: { width, height } });
const row = size(1280, 124);
const row1200 = size(1200, 124);
const wide = size(1920, 124);
/** 1920 px at 200 %, and 1280 px at 200 %, in CSS pixels. */
const zoomed = size(960, 124);
const zoomedMore = size(960, 220);
const narrow = size(640, 184);
const narrowMore = size(640, 324);
const contrast = { forcedColors: true };

const consulting: Partial<PhoneView> = { calls: [f.original, f.consulted] };
const long: Partial<PhoneView> = {
  calls: [
    { ...f.original, displayName: 'Mme Marie-Antoinette de la Rochefoucauld-Montbel' },
    { ...f.consulted, displayName: 'Centre hospitalier universitaire de Nantes – Urgences pédiatriques' },
  ],
};
const talking: Partial<PhoneView> = { calls: [f.connected], lastDialled: '0240083333' };
const cannot: Partial<PhoneView> = { calls: [f.connected], capabilities: f.noCapabilities('phone-cannot') };
const hover = (name: string) => [name];

const troubles: BarView['troubles'] = [
  {
    id: 'workstation.disk',
    verdict: 'warning',
    title: 'Place sur le disque',
    finding: 'Disque presque plein',
  },
];
const grave: BarView['troubles'] = [
  { id: 'card.service', verdict: 'failure', title: 'Service des cartes à puce', finding: 'Service arrêté' },
  ...troubles,
];

export const barStates: readonly GalleryState[] = [
  bar('answers', { answers: 1 }),
  bar(
    'answers-call',
    { answers: 12, troubles, board: summary, agentStatus: ready },
    { calls: [f.connected] },
  ),
  bar('answers-dark', { answers: 2 }, {}, dark),
  bar('answers-narrow', { answers: 3, troubles: grave, degraded: true }, {}, zoomed),
  bar('trouble', { troubles }),
  bar('trouble-failure', { troubles: grave, degraded: true }),
  bar('trouble-call', { troubles: grave, board: summary, agentStatus: ready }, { calls: [f.connected] }),
  bar('trouble-wide', { troubles, degraded: true }, { calls: [f.connected] }, size(1920, 64)),
  bar('trouble-dark', { troubles: grave }, {}, dark),
  bar('trouble-contrast', { troubles }, {}, contrast),
  bar('trouble-narrow', { troubles, degraded: true }, {}, zoomed),
  bar('trouble-handle', { troubles: grave, collapsed: true }, {}, size(360, 64)),
  bar('more-idle', expanded, { lastDialled: '0240083333' }, row),
  bar('more-connected', expanded, talking, row),
  bar('more-ringing', expanded, { calls: [f.call('r')] }, row),
  bar('more-consulting', expanded, consulting, row),
  bar('more-consulting-wide', expanded, consulting, wide),
  bar('more-consulting-dark', expanded, consulting, { ...row, ...dark }),
  bar('more-consulting-contrast', expanded, consulting, { ...row, ...contrast }),
  bar('more-consulting-long', expanded, long, row),
  bar(
    'more-consulting-ringing',
    expanded,
    {
      calls: [f.original, { ...f.consulted, state: 'dialling', connectedAt: null }],
    },
    row,
  ),
  bar('more-conference', expanded, { calls: [f.conference] }, row),
  bar('more-conference-wide', expanded, { calls: [f.conference] }, wide),
  bar('more-cannot', expanded, cannot, { ...row, press: hover('Conférence') }),
  bar('more-locked', { ...expanded, locked: true }, talking, { ...row, press: hover('Double appel') }),
  bar('more-do-not-disturb', expanded, { ...talking, doNotDisturb: true }, row),
  bar('more-keypad', expanded, talking, { ...row, press: ['Clavier', 'Touche 1', 'Touche étoile'] }),
  bar('more-keypad-dark', expanded, talking, { ...row, ...dark, press: ['Clavier'] }),
  bar('more-failure', expanded, consulting, {
    ...row,
    failure: { code: 'Phone_NotConfirmed' },
    press: ['Transférer'],
  }),
  bar('caller-fire', {}, { calls: [f.call('r', { number: '0240083333', caller: f.fireBrigade })] }),
  bar(
    'caller-others',
    {},
    {
      calls: [
        f.call('r', {
          caller: { ...f.fireBrigade, kind: 'nursing-home', name: 'Ehpad Les Tilleuls – aile B', others: 2 },
        }),
      ],
    },
  ),
  bar('caller-remarkable', {}, { calls: [f.call('r', { caller: f.remarkable })] }),
  bar('caller-remarkable-two', {}, { calls: [f.call('r', { caller: f.remarkable }), f.connected] }),
  bar(
    'caller-remarkable-wide',
    {},
    { calls: [f.call('r', { caller: f.remarkable }), f.connected] },
    size(1920, 64),
  ),
  bar('caller-remarkable-dark', {}, { calls: [{ ...f.connected, caller: f.remarkable }] }, dark),
  bar('caller-remarkable-contrast', {}, { calls: [{ ...f.connected, caller: f.remarkable }] }, contrast),
  bar('full-two', full, { calls: [f.connected, f.call('r')] }),
  bar('full-crowd', { ...full, environment: f.formation }, crowd),
  bar('full-remarkable', full, { calls: [{ ...f.connected, caller: f.remarkable }, f.held] }),
  bar('full-consulting', { ...full, ...expanded, degraded: true }, consulting, row),
  bar('full-stale', full, {
    ...crowd,
    link: { kind: 'stale', since: f.now - 12_000, attempt: 3 },
    capabilities: f.noCapabilities('link-down'),
  }),
  bar('full-failure', full, consulting, {
    failure: { code: 'Phone_NotConfirmed' },
    press: ['Raccrocher : 02 40 08 33 33 (CH Nantes – Urgences)'],
  }),
  bar('full-wide', full, crowd, size(1920, 64)),
  bar('full-zoomed', full, crowd, zoomed),
  bar(
    'full-zoomed-stale',
    { ...full, degraded: true },
    { ...crowd, link: { kind: 'stale', since: f.now - 12_000, attempt: 3 } },
    zoomed,
  ),
  bar('full-narrow', full, crowd, narrow),
  bar('full-1199', { ...full, ...expanded }, consulting, size(1199, 220)),
  bar('full-1200', { ...full, ...expanded }, consulting, row1200),
  bar('full-850', { ...full, ...expanded }, consulting, size(850, 220)),
  bar('full-849', { ...full, ...expanded }, consulting, size(849, 324)),
  bar('conference', {}, { calls: [f.conference] }),
  bar('do-not-disturb', {}, { doNotDisturb: true }),
  bar('zoom-idle', {}, {}, zoomed),
  bar('zoom-two', { environment: f.formation }, { calls: [f.call('r'), f.connected] }, zoomed),
  bar('zoom-consulting', expanded, consulting, zoomedMore),
  bar('zoom-keypad', expanded, talking, { ...zoomedMore, press: ['Clavier'] }),
  bar(
    'zoom-stale',
    { degraded: true },
    { link: { kind: 'stale', since: f.now - 12_000, attempt: 3 } },
    zoomed,
  ),
  bar('narrow-two', {}, { calls: [f.call('r'), f.connected] }, narrow),
  bar('narrow-consulting', expanded, long, narrowMore),
  bar('narrow-keypad', expanded, talking, { ...narrowMore, press: ['Clavier'] }),
  bar('contrast-ringing', {}, { calls: [f.call('r'), f.connected, f.held] }, contrast),
  bar('contrast-idle', {}, {}, contrast),
  bar('contrast-dark', {}, { calls: [f.connected] }, { ...contrast, ...dark }),
  bar(
    'contrast-failure',
    {},
    { calls: [f.connected] },
    {
      ...contrast,
      failure: { code: 'Phone_NotConfirmed' },
      press: ['Mettre en garde : 02 40 08 33 33 (Pompiers CTA 44)'],
    },
  ),
];
