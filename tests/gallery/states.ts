import type { Failure } from '../../electron/failures/index.ts';
import type { StationView } from '../../electron/ipc/rooms/station.ts';
import type { PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import { accountStates } from './account-states.ts';
import { barStates } from './bar-states.ts';
import { boardStates } from './board-states.ts';
import { callLogStates } from './call-log-states.ts';
import { captureStates } from './capture-states.ts';
import { dialStates } from './dial-states.ts';
import { directoryStates } from './directory-states.ts';
import * as f from './fixtures.ts';
import { outageStates } from './outage-states.ts';
import { reportStates } from './report-states.ts';
import { signInStates } from './sign-in-states.ts';
import { bar, dark, type GalleryState, small, station } from './state.ts';
import { supportStates } from './support-states.ts';
import { ticketStates } from './ticket-states.ts';
import { verificationStates } from './verification-states.ts';

const { signedIn, locked } = f;
const choosing = {
  kind: 'choosing-profile',
  person: f.person,
  profiles: f.manyProfiles.slice(0, 3),
  preselected: 'p1',
  failure: null,
} as const;
const inTraining = { environment: f.formation, training: f.training };
const wide = { size: { width: 1920, height: 64 } };
const large = { size: { width: 2560, height: 64 } };
const handle = { size: { width: 320, height: 64 } };
const widest = { size: { width: 3840, height: 64 } };

const stale: Partial<PhoneView> = {
  link: { kind: 'stale', since: f.now - 12_000, attempt: 3 },
  calls: [f.connected],
  capabilities: f.noCapabilities('link-down'),
};
const unplugged: Partial<PhoneView> = {
  phoneRegistered: false,
  capabilities: f.noCapabilities('phone-unregistered'),
};
const talking: PhoneView = { ...f.bound, calls: [f.connected, f.held] };
const pinWrong: Partial<StationView> = {
  environment: f.formation,
  training: { ...f.training, inserted: 'camille' },
  card: f.cards['two-tries'] ?? f.present,
  session: { kind: 'signed-out', failure: { code: 'Card_PinWrong', parameters: { triesLeft: 2 } } },
};
const crowd = [
  f.call('r', { displayName: 'M. Jean-Baptiste Charpentier de la Haute-Goulaine' }),
  f.connected,
  f.held,
  f.ended,
  ...Array.from({ length: 4 }, (_, index) =>
    f.call(`q${index}`, {
      state: 'held',
      number: `02400${index}0000`,
      connectedAt: f.now - 90_000,
      heldAt: f.now - 60_000,
    }),
  ),
];
const phoneFailure: Failure = { code: 'Request_Failed' };

export const states: readonly GalleryState[] = [
  ...boardStates,
  ...accountStates,
  ...callLogStates,
  ...directoryStates,
  ...Object.entries(f.cards).map(([kind, card]) => station(`card-${kind}`, { card })),
  station('pin-wrong', {
    card: f.cards['two-tries'] ?? f.present,
    session: { kind: 'signed-out', failure: { code: 'Card_PinWrong', parameters: { triesLeft: 2 } } },
  }),
  station('pin-last-try', {
    card: f.cards['last-try'] ?? f.present,
    session: { kind: 'signed-out', failure: { code: 'Card_PinLastTry' } },
  }),
  station('pin-wrong-training', pinWrong, { size: { width: 960, height: 580 }, press: ['Formation'] }),
  station('pin-wrong-small', pinWrong, small),
  station('card-revoked', {
    card: f.present,
    session: { kind: 'signed-out', failure: { code: 'Identity_CertificateRevoked' } },
  }),
  station('card-removed', { session: { kind: 'signed-out', failure: { code: 'Card_Removed' } } }),
  station('session-ended', {
    card: f.cards['no-reader'] ?? f.readerEmpty,
    session: { kind: 'signed-out', failure: { code: 'Identity_SessionEnded' } },
  }),
  station('pin-empty', { card: f.present }, { press: ['Se connecter'] }),
  station('provider-away', {
    card: f.present,
    session: { kind: 'signed-out', failure: { code: 'Identity_ProviderUnreachable' } },
  }),
  station('small', { card: f.present, ...inTraining }, small),
  station('dark', { card: f.present }, dark),
  station('training', inTraining),
  station(
    'training-open',
    { ...inTraining, card: f.present, training: { ...f.training, inserted: 'camille' } },
    { press: ['Formation'] },
  ),
  station(
    'training-open-silent',
    { ...inTraining, card: f.present, training: { ...f.training, inserted: 'camille', damage: 'silent' } },
    { press: ['Formation'] },
  ),
  station(
    'training-open-telephony',
    {
      ...inTraining,
      session: signedIn,
      phone: f.bound,
      training: { ...f.training, telephony: { fault: 'exchange-frozen', activity: true } },
    },
    { size: { width: 960, height: 2200 }, press: ['Formation'] },
  ),
  station(
    'training-open-telephony-dark',
    { ...inTraining, training: { ...f.training, telephony: { fault: 'phone-silent', activity: false } } },
    { ...dark, size: { width: 960, height: 2200 }, press: ['Formation'] },
  ),
  station('training-open-small', { ...inTraining, phone: f.bound }, { ...small, press: ['Formation'] }),
  ...signInStates,
  station('profiles', { session: choosing }),
  station('profiles-many', { session: { ...choosing, profiles: f.manyProfiles } }, small),
  station('profiles-none', { session: { ...choosing, profiles: [], preselected: '' } }),
  station('phone-empty', { session: signedIn }),
  station('phone-remembered', {
    session: signedIn,
    phone: { ...f.unbound, binding: { kind: 'unbound', remembered: '1501', failure: null } },
  }),
  station('phone-unknown', {
    session: signedIn,
    phone: {
      ...f.unbound,
      binding: {
        kind: 'unbound',
        remembered: '1599',
        failure: { code: 'Phone_NumberUnknown', parameters: { number: '1599' } },
      },
    },
  }),
  station('phone-searching', {
    session: signedIn,
    phone: { ...f.unbound, binding: { kind: 'binding', number: '1501' } },
  }),
  station('phone-devices', {
    session: signedIn,
    phone: {
      ...f.unbound,
      binding: {
        kind: 'choose-device',
        number: '1501',
        devices: [f.device, { id: 'x', userAgent: null, contact: 'sip:1501@10.44.2.99:5060;transport=tcp' }],
      },
    },
  }),
  station('ready', { session: signedIn, phone: f.bound }),
  station('ready-cannot', {
    session: signedIn,
    phone: {
      ...f.bound,
      droppedDocuments: 2,
      capabilities: {
        ...f.allCapabilities,
        answer: { available: false, reason: 'phone-cannot' },
        hold: { available: false, reason: 'phone-cannot' },
      },
    },
  }),
  station('ready-watched', {
    session: signedIn,
    phone: { ...f.bound, capabilities: { ...f.noCapabilities('phone-cannot'), dial: { available: true } } },
  }),
  station('ready-unregistered', { session: signedIn, phone: { ...f.bound, ...unplugged } }),
  station('leaving', { session: signedIn, phone: talking }, { press: ['Se déconnecter'] }),
  station(
    'leaving-account',
    { session: signedIn, phone: talking },
    { ...dark, press: ['Camille Rivière', 'Changer de téléphone'] },
  ),
  station(
    'locked-leaving',
    { session: locked, phone: { ...f.bound, calls: [f.held] } },
    { ...small, press: ['Se déconnecter'] },
  ),
  station('ready-stale', { session: signedIn, phone: { ...f.bound, ...stale } }),
  station('ready-lrm', { session: signedIn, phone: f.bound, lrm: f.lrm }),
  station('ready-lrm-waiting', { session: signedIn, phone: f.bound, lrm: f.lrmAway }, small),
  station('ready-lrm-waiting-dark', { session: signedIn, phone: f.bound, lrm: f.lrmAway }, dark),
  station('ready-dark', { session: signedIn, phone: f.bound }, dark),
  station('locked', { session: locked, phone: { ...f.bound, calls: [f.connected] } }),
  station('locked-same-card', { session: locked, phone: f.bound, card: f.present }),
  station('locked-other-card', { session: locked, phone: f.bound, card: f.otherCard }),
  station('locked-dark', { session: locked, phone: f.bound }, dark),
  station('notices', {
    notices: [
      { id: 1, failure: { code: 'Request_Failed' } },
      { id: 2, failure: { code: 'Card_NotAnswering' } },
    ],
  }),
  station('stopped', { stopped: { code: 'Request_Failed' } }),
  station('account', { session: signedIn, phone: f.bound }, { press: ['Camille Rivière'] }),
  station('settings', {}, { press: ['Réglages'] }),
  station('settings-dark', {}, { ...dark, press: ['Réglages'] }),
  station('settings-small', {}, { ...small, press: ['Réglages'] }),
  station('help', {}, { press: ['Aide'] }),
  station('help-small', {}, { ...small, press: ['Aide', 'Que faire quand…'] }),

  bar('signed-out', { agent: null }, f.unbound),
  bar('unbound', {}, f.unbound),
  bar('idle', {}),
  bar('idle-formation', { environment: f.formation }),
  bar('ringing', {}, { calls: [f.call('r')] }),
  bar(
    'ringing-named',
    {},
    { calls: [f.call('r', { displayName: 'EHPAD Les Tilleuls – infirmière de nuit, aile B' })] },
  ),
  bar('ringing-withheld', {}, { calls: [f.call('r', { number: null })] }),
  bar(
    'dialling',
    {},
    { calls: [f.call('d', { direction: 'outbound', state: 'dialling', number: '0240083333' })] },
  ),
  bar('connected', {}, { calls: [f.connected] }),
  bar('connected-seen-late', {}, { calls: [{ ...f.connected, seenFromStart: false }] }),
  bar('held', {}, { calls: [f.held] }),
  bar('ended', {}, { calls: [f.ended] }),
  bar('ended-lost', {}, { calls: [{ ...f.ended, connectedAt: null }] }),
  bar('two', {}, { calls: [f.connected, f.call('r')] }),
  bar('with-file', { withFile: [f.connected.id] }, { calls: [f.connected, f.call('r')] }),
  bar('with-file-dark', { withFile: [f.connected.id] }, { calls: [f.connected] }, dark),
  bar('key-refused', { refusal: { id: 1, failure: { code: 'Shortcut_NothingRings' } } }),
  bar('two-named', {}, { calls: [f.connected, f.call('r', { displayName: 'CH Formation — Urgences' })] }),
  bar('locked-two', { locked: true }, { calls: [f.connected, f.call('r')] }),
  bar(
    'three',
    { environment: f.formation },
    { calls: [f.connected, f.held, f.call('r', { number: null })] },
    { press: ['Pompiers CTA 44 En com. 03:12'] },
  ),
  bar('unregistered', {}, unplugged),
  bar('unregistered-wide', {}, unplugged, wide),
  bar('crowd', {}, { calls: crowd }),
  bar('crowd-wide', {}, { calls: crowd }, wide),
  bar('crowd-large', {}, { calls: crowd }, large),
  bar('crowd-widest', {}, { calls: crowd }, widest),
  bar(
    'cannot',
    {},
    { calls: [f.call('r')], capabilities: f.noCapabilities('phone-cannot') },
    { press: ['Répondre : 06 12 34 56 78'] },
  ),
  bar(
    'cannot-refuse',
    {},
    { calls: [f.call('r')], capabilities: f.noCapabilities('phone-unregistered') },
    { press: ['Refuser : 06 12 34 56 78'] },
  ),
  bar(
    'cannot-dial',
    {},
    { calls: [f.connected], capabilities: f.noCapabilities('asking') },
    { press: ['Nouvel appel'] },
  ),
  bar(
    'failure',
    {},
    { calls: [f.connected] },
    { failure: phoneFailure, press: ['Mettre en garde : 02 40 08 33 33 (Pompiers CTA 44)'] },
  ),
  bar(
    'failure-wide',
    {},
    { calls: [f.connected] },
    { ...wide, failure: phoneFailure, press: ['Mettre en garde : 02 40 08 33 33 (Pompiers CTA 44)'] },
  ),
  bar('stale', {}, stale),
  bar('stale-wide', {}, stale, wide),
  bar('stale-crowd', {}, { ...stale, calls: crowd }),
  bar('locked', { locked: true }, { calls: [f.connected] }),
  bar('connecting', {}, { link: { kind: 'connecting' }, capabilities: f.noCapabilities('link-down') }),
  bar('dark-ringing', {}, { calls: [f.call('r'), f.connected] }, dark),
  bar('dark-idle', {}, {}, dark),
  bar('dark-stale', {}, stale, dark),
  bar(
    'long-names',
    {
      agent: {
        name: 'Marie-Antoinette de la Rochefoucauld',
        role: 'Superviseur de salle',
        entity: f.manyProfiles[1]?.entity.name ?? '',
      },
      locked: true,
      environment: f.formation,
    },
    { calls: [f.connected, f.held] },
  ),
  bar('collapsed', { collapsed: true }, {}, handle),
  bar('collapsed-ringing', { collapsed: true, locked: true }, { calls: [f.call('r'), f.connected] }, handle),
  bar('collapsed-connected', { collapsed: true }, { calls: [f.connected] }, handle),
  bar('collapsed-stale', { collapsed: true, locked: true }, stale, handle),
  bar('collapsed-unregistered', { collapsed: true }, unplugged, handle),

  ...barStates,
  ...verificationStates,
  ...reportStates,
  ...supportStates,
  ...ticketStates,
  ...outageStates,

  ...dialStates,
  ...captureStates,
];
