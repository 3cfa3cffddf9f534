import type { RecentNumber } from '../../electron/call-log/rules/recent-numbers.ts';
import type { DialReading } from '../../electron/dialling/prepare-dial.ts';
import type { Suggestion } from '../../electron/handlers/dial-suggestions.ts';
import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import * as f from './fixtures.ts';
import { common, type GalleryState } from './state.ts';

/** The window that takes the keyboard, for each of its purposes. */

const ready: DialReading = {
  kind: 'ready',
  choice: { number: '0240083333', dialled: '00240083333', extension: null, doubtful: false },
};
const several: DialReading = {
  kind: 'several',
  choices: [
    { number: '0240083333', dialled: '00240083333', extension: null, doubtful: false },
    { number: '0612345678', dialled: '00612345678', extension: '12', doubtful: false },
    { number: '15', dialled: '15', extension: null, doubtful: true },
  ],
};
const letters: DialReading = { kind: 'refused', failure: { code: 'Number_Letters' } };
const found: readonly Suggestion[] = [
  { name: 'Hélène Le Goff', kind: 'colleague', place: 'Médecins régulateurs', number: '1502' },
  { name: 'CHU de Nantes – Hôtel-Dieu', kind: 'hospital', place: 'Urgences, Nantes', number: '0240083333' },
  {
    name: 'Centre hospitalier universitaire de Nantes – Urgences pédiatriques',
    kind: 'hospital',
    place: 'Hôpital mère-enfant, Nantes',
    number: '02 40 08 34 34',
  },
];
const recent: readonly RecentNumber[] = [
  { number: '0612345678', name: null, at: null },
  ...Array.from({ length: 4 }, (_, at) => ({
    number: `024008333${at}`,
    name:
      at % 3 === 0
        ? null
        : (['', 'Pompiers CTA 44', 'CHU de Nantes – Urgences pédiatriques, hôpital mère-enfant'][at % 3] ??
          ''),
    at: f.now - at * 4_000_000,
  })),
];
const field = (text: string) => ({ field: 'Nom ou numéro', text });
const talking = { ...f.bound, calls: [f.connected], lastDialled: '0240083333' };

function dial(name: string, over: Partial<BarView> = {}, options: Partial<GalleryState> = {}): GalleryState {
  return {
    name: `dial${name}`,
    page: 'dial',
    view: { ...f.bar, ...over },
    size: { width: 520, height: 136 },
    ...common,
    ...options,
  };
}
const about = (action: 'consult' | 'singleStepTransfer' | 'deflect' | 'generateDigits', callId: string) => ({
  purpose: { action, callId },
});
const higher = (height: number) => ({ size: { width: 520, height } });

export const dialStates: readonly GalleryState[] = [
  dial(''),
  dial('-empty', {}, { press: ['Appeler'] }),
  dial('-ready', {}, { press: [field('02 40 08 33 33')], answers: { 'dial.read': ready } }),
  dial(
    '-found',
    {},
    { ...higher(290), press: [field('nantes')], answers: { 'dial.read': letters, 'dial.find': found } },
  ),
  dial('-nobody', {}, { press: [field('zorglub')], answers: { 'dial.read': letters, 'dial.find': [] } }),
  dial(
    '-several',
    {},
    { ...higher(270), press: [field('02 40 08 33 33 ou 06 12 34 56 78')], answers: { 'dial.read': several } },
  ),
  dial('-recent', {}, { ...higher(420), answers: { 'dial.recent': recent } }),
  dial(
    '-unavailable',
    { phone: { ...f.bound, capabilities: f.noCapabilities('link-down') } },
    {
      ...higher(150),
      scheme: 'dark',
    },
  ),
  dial(
    '-failure',
    {},
    {
      ...higher(160),
      press: [field('0240083333'), 'Appeler'],
      answers: { 'dial.read': ready },
      failure: { code: 'Phone_NotConfirmed' },
    },
  ),
  dial(
    '-left-on-hold',
    { phone: { ...f.bound, calls: [f.held] } },
    {
      ...higher(280),
      press: [field('0240083333'), 'Appeler'],
      answers: { 'dial.read': ready },
      failure: { code: 'Phone_NotConfirmed', left: 'Phone_LeftOnHold' },
    },
  ),
  dial(
    '-refused',
    {},
    {
      ...higher(160),
      press: [field('bonjour'), 'Appeler'],
      answers: { 'dial.read': { kind: 'refused', failure: { code: 'Number_Letters' } } },
      failure: { code: 'Number_Letters' },
    },
  ),
  dial('-consult', { phone: { ...talking, lastDialled: null }, ...about('consult', 'c') }),
  dial(
    '-transfer-contrast',
    { phone: { ...talking, lastDialled: null }, ...about('singleStepTransfer', 'c') },
    {
      forcedColors: true,
    },
  ),
  dial('-deflect', { phone: { ...f.bound, calls: [f.call('r')] }, ...about('deflect', 'r') }),
  dial('-gone', { phone: { ...f.bound, calls: [] }, ...about('consult', 'c') }),
  dial('-keys', { phone: talking, ...about('generateDigits', 'c') }, { scheme: 'dark' }),
];
