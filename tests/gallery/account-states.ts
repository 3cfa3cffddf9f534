import type { Account } from '../../electron/identity/account/account.ts';
import type { JournalEntry } from '../../electron/identity/journal/entry.ts';
import type { DegradedState, SessionState } from '../../electron/identity/session-state.ts';
import type { AccountView } from '../../electron/ipc/rooms/account.ts';
import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { StationView } from '../../electron/ipc/rooms/station.ts';
import * as f from './fixtures.ts';
import type { GalleryState } from './state.ts';

/** The account of a signed-in person, work without the portal, the journal, and what training simulates of it. */

const day = 86_400_000;
const common = { scheme: 'light', failure: null, press: [] } as const;
const small = { size: { width: 720, height: 560 } };
const dark = { scheme: 'dark' } as const;

const profile = { ...f.profile, rights: [] };
const correspondent = { ...profile, role: 'Correspondant technique', rights: ['sign-in-journal'] as const };
const profiles = f.manyProfiles.slice(0, 3).map((one) => ({ ...one, rights: [] }));

const signedIn: Extract<SessionState, { kind: 'signed-in' }> = {
  kind: 'signed-in',
  person: f.person,
  method: 'card',
  profile,
  profiles: [profile, ...profiles],
  phone: '1501',
  degraded: null,
};
const longNamed = {
  ...signedIn,
  person: { subject: 'p2', givenName: 'Marie-Antoinette', familyName: 'de la Rochefoucauld-Montmorency' },
  profile: profiles[1] ?? profile,
};
const degraded: DegradedState = { since: f.now - 4_000_000, portalBack: false, busy: false, failure: null };
const withoutPortal = (over: Partial<DegradedState> = {}) => ({
  session: { ...signedIn, degraded: { ...degraded, ...over } },
  account: null,
});

const account: Account = {
  identifier: 'camille.riviere',
  password: { set: true, expiresAt: f.now + 100 * day, announcedFrom: f.now + 70 * day },
  passwordPolicy: {
    minimumLength: 12,
    upperCase: true,
    lowerCase: true,
    digit: true,
    specialCharacters: '!@#$%&*+-_=?',
  },
  channels: {
    phone: { value: '+33612345678', state: 'usable' },
    email: { value: 'camille.riviere@hopital.example', state: 'usable' },
  },
};
const noTest = { phone: null, email: null };
const read = (over: Partial<Account> = {}, tests: AccountView['tests'] = noTest): AccountView => ({
  account: { ...account, ...over },
  failure: null,
  tests,
});
const none = { value: null, state: 'none' } as const;
const brandNew: Partial<Account> = {
  channels: { phone: none, email: none },
  password: { set: false, expiresAt: null, announcedFrom: null },
};
const test = {
  value: '+33698765432',
  digits: 6,
  expiresAt: f.now + 272_000,
  resendAt: f.now + 25_000,
  triesLeft: 3,
};
const longAddress = `${'marie-antoinette.'.repeat(4)}de-la-rochefoucauld@centre-hospitalier-universitaire.example`;

const entry: JournalEntry = {
  at: f.now,
  event: 'signed-in',
  method: 'card',
  person: 'Camille Rivière',
  profile: 'ARM – Samu 44',
  failure: null,
  lockReason: null,
};
const shapes: readonly Partial<JournalEntry>[] = [
  {},
  { event: 'locked', lockReason: 'card-removed' },
  { event: 'refused', method: 'otp', failure: 'Otp_CodeWrong', person: null, profile: null },
  { event: 'refused', failure: 'Card_PinWrong', person: 'Benoît Le Guen', profile: null },
  { event: 'signed-in', method: 'psc', person: 'Marie-Antoinette de la Rochefoucauld-Montmorency' },
  { event: 'degraded-opened', profile: f.manyProfiles[1]?.entity.name ?? null },
  { event: 'signed-out' },
];
const entries = Array.from({ length: 5_000 }, (_, index) => ({
  ...entry,
  ...shapes[index % shapes.length],
  at: f.now - index * 1_700_000,
}));
const journal = (over: object) => ({
  answers: { 'journal.read': { entries, total: 12_431, keepsNames: true, days: 90, ...over } },
  press: ['Camille Rivière', 'Journal des connexions'],
});
const reader = { session: { ...signedIn, profile: correspondent } };

const base: StationView = {
  ...f.station,
  session: signedIn,
  phone: f.bound,
  account: read(),
  signIn: { otp: true, psc: null, degraded: 'offered', providerAway: false },
};
const messages = [
  {
    id: 'm3',
    kind: 'email',
    to: 'camille.riviere@hopital.example',
    name: 'Camille Rivière',
    subject: 'Associer votre identité Pro Santé Connect',
    text: 'Suivez ce lien dans les 5 minutes pour associer votre identité à votre compte.',
    at: f.now - 20_000,
    hasLink: true,
  },
  {
    id: 'm2',
    kind: 'sms',
    to: '+33612345678',
    name: 'Camille Rivière',
    subject: null,
    text: 'SI-Samu : votre code est 482913. Il est valable 5 minutes.',
    at: f.now - 90_000,
    hasLink: false,
  },
  ...Array.from({ length: 4 }, (_, index) => ({
    id: `o${index}`,
    kind: 'email' as const,
    to: longAddress,
    name: 'Marie-Antoinette de la Rochefoucauld-Montmorency',
    subject: 'Votre code à usage unique',
    text: `Votre code : 10293${index}`,
    at: f.now - 3_600_000 * (index + 1),
    hasLink: false,
  })),
] satisfies NonNullable<StationView['training']>['messages'];
const training: NonNullable<StationView['training']> = {
  ...f.training,
  cards: f.training.cards.map((card, index) => ({
    ...card,
    otp: index === 2 ? null : { identifier: `${card.id}.riviere-exercice`, password: 'Exercice-Samu-2026!' },
    rpps: index === 2 ? null : `8100012345${index}`,
  })),
  messages: [],
  ecps: [],
  portalBroken: false,
};
const busy: NonNullable<StationView['training']> = {
  ...training,
  messages,
  ecps: [{ id: 'e1', name: 'Benoît Le Guen', digits: '47', channel: 'MOBILE', expiresAt: f.now + 95_000 }],
  portalBroken: true,
};
const inTraining = { environment: f.formation, session: { kind: 'signed-out', failure: null } as const };

type Options = Partial<Pick<GalleryState, 'size' | 'scheme' | 'failure' | 'press' | 'answers'>>;

function station(name: string, over: Partial<StationView>, options: Options = {}): GalleryState {
  const size = { width: 960, height: 720 };
  return {
    name: `account-${name}`,
    page: 'station',
    view: { ...base, ...over },
    size,
    ...common,
    ...options,
  };
}

function bar(name: string, over: Partial<BarView>, width = 1280): GalleryState {
  const view: BarView = { ...f.bar, degraded: true, ...over };
  return { name: `bar-degraded${name}`, page: 'bar', view, size: { width, height: 64 }, ...common };
}

const open = (name: string) => ({ press: ['Camille Rivière', name] });
const channels = open('Modifier mes canaux OTP');

export const accountStates: readonly GalleryState[] = [
  station('menu', {}, { press: ['Camille Rivière'] }),
  station('menu-journal', reader, { press: ['Camille Rivière'], ...dark }),
  station('menu-degraded', withoutPortal(), { press: ['Camille Rivière'], ...small }),
  station(
    'menu-locked',
    { session: { ...longNamed, kind: 'locked', reason: 'idle', progress: null, failure: null } },
    { press: ['Marie-Antoinette de la Rochefoucauld-Montmorency'] },
  ),
  station('channels', {}, channels),
  station('channels-new', { account: read(brandNew) }, channels),
  station(
    'channels-sent',
    { account: read(brandNew, { phone: test, email: { ...test, value: longAddress, triesLeft: 1 } }) },
    { ...channels, ...small },
  ),
  station(
    'channels-expired',
    {
      account: read(
        { channels: { phone: { ...account.channels.phone, state: 'unusable' }, email: none } },
        { phone: { ...test, expiresAt: f.now - 1, resendAt: f.now - 1, triesLeft: 0 }, email: null },
      ),
    },
    { ...channels, ...dark },
  ),
  station(
    'channels-unusable',
    {
      account: read({
        channels: { phone: { ...account.channels.phone, state: 'unusable' }, email: none },
      }),
    },
    channels,
  ),
  station(
    'channels-empty',
    { account: read(brandNew) },
    { press: [...channels.press, 'Tester le téléphone OTP'] },
  ),
  station('channels-remove', {}, { press: [...channels.press, 'Supprimer le téléphone OTP'] }),
  station('channels-loading', { account: { account: null, failure: null, tests: noTest } }, channels),
  station(
    'channels-failing',
    { account: { account: null, failure: { code: 'Identity_ProviderUnreachable' }, tests: noTest } },
    channels,
  ),
  station('password', {}, open('Modifier mon mot de passe')),
  station(
    'password-otp',
    { session: { ...signedIn, method: 'otp' } },
    { ...open('Modifier mon mot de passe'), ...small },
  ),
  station('profile', {}, open('Changer de profil')),
  station(
    'profile-many',
    { session: { ...signedIn, profiles: f.manyProfiles.map((one) => ({ ...one, rights: [] })) } },
    { ...open('Changer de profil'), ...small },
  ),
  station('profile-only', { session: { ...signedIn, profiles: [profile] } }, open('Changer de profil')),
  station('first', { account: read(brandNew) }),
  station('first-phone', { account: read(brandNew), phone: f.unbound }, small),
  station(
    'first-password',
    { account: read({ password: { ...account.password, set: false, expiresAt: null } }) },
    dark,
  ),
  station('expiry', {
    account: read({ password: { set: true, expiresAt: f.now + 12 * day, announcedFrom: f.now - 10 * day } }),
  }),
  station('expired', {
    account: read({ password: { set: true, expiresAt: f.now - day, announcedFrom: f.now - 30 * day } }),
  }),
  station('degraded', withoutPortal()),
  station('degraded-phone', { ...withoutPortal(), phone: f.unbound }, small),
  station('degraded-back', { ...withoutPortal({ portalBack: true }), card: f.present }),
  station(
    'degraded-back-pin',
    { ...withoutPortal({ portalBack: true }), card: f.present },
    { press: ['Saisir mon code PIN'] },
  ),
  station(
    'degraded-back-failed',
    {
      ...withoutPortal({ portalBack: true, failure: { code: 'Identity_ProviderUnreachable' } }),
      card: f.present,
    },
    dark,
  ),
  station('journal', reader, journal({})),
  station('journal-small', reader, { ...journal({}), ...small, ...dark }),
  station('journal-empty', reader, journal({ entries: [], total: 0 })),
  station(
    'journal-nameless',
    reader,
    journal({
      entries: entries.slice(0, 12).map((one) => ({ ...one, person: null })),
      total: 12,
      keepsNames: false,
    }),
  ),
  station('journal-exported', reader, {
    answers: {
      ...journal({}).answers,
      'journal.export': {
        file: 'C:\\Users\\correspondant\\Documents\\journal-des-connexions-2026-11-22.csv',
      },
    },
    press: [...journal({}).press, 'Exporter (CSV)'],
  }),
  station('journal-failing', reader, { press: journal({}).press, failure: { code: 'Journal_NotAllowed' } }),
  station('training', { ...inTraining, training }, { press: ['Formation'] }),
  station('training-new', { ...inTraining, training: busy }),
  station('training-busy', { ...inTraining, training: busy }, { press: ['Formation'] }),
  station(
    'training-busy-small',
    { ...inTraining, training: busy },
    { press: ['Formation'], ...small, ...dark },
  ),
  bar('', {}),
  bar('-formation-crowd', {
    environment: f.formation,
    phone: { ...f.bound, calls: [f.connected, f.held, f.call('r')] },
  }),
  bar('-collapsed', { collapsed: true }, 320),
  bar(
    '-collapsed-locked',
    { collapsed: true, locked: true, phone: { ...f.bound, calls: [f.connected] } },
    320,
  ),
];
