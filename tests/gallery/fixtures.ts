import { offeredKeys } from '../../electron/dialling/accelerator.ts';
import type { CallerIdentity } from '../../electron/directory/index.ts';
import type { Profile } from '../../electron/identity/ports.ts';
import type { SessionState } from '../../electron/identity/session-state.ts';
import type { BarView } from '../../electron/ipc/rooms/bar.ts';
import type { EnvironmentView } from '../../electron/ipc/rooms/environment.ts';
import type { CardView } from '../../electron/ipc/rooms/identity.ts';
import type { StationView } from '../../electron/ipc/rooms/station.ts';
import type { TicketsView } from '../../electron/ipc/rooms/support.ts';
import type { CallView, PhoneView } from '../../electron/ipc/rooms/telephony.ts';
import type { LrmState } from '../../electron/lrm/ports.ts';
import type { Outage } from '../../electron/telephony/outage.ts';
import { type Capabilities, everyAction, type UnavailableReason } from '../../electron/telephony/ports.ts';
import type { CardHolder } from '../../native/card/protocol.ts';

/** Views of every state worth looking at. Persons and numbers are invented. */

export const now = Date.UTC(2026, 10, 22, 3, 12, 30);

export const formation: EnvironmentView = {
  kind: 'formation',
  label: 'Formation',
  site: 'Samu d’exercice',
  helpdeskPhone: '0 809 100 809',
  version: '0.1.0',
};
export const production: EnvironmentView = {
  ...formation,
  kind: 'production',
  label: 'Production',
  site: 'CRRA 44 – CHU de Nantes',
};

const holder: CardHolder = {
  cardId: 'a'.repeat(64),
  nationalId: '30B0057881/CPET0002',
  familyName: 'RIVIERE',
  givenName: 'CAMILLE',
  kind: 'CPE',
  title: 'Personnel santé ou social',
  organisation: 'HOPITAL DES 3 DAMES',
  issuer: 'TEST AC IGC-SANTE ELEMENTAIRE PERSONNES',
  notBefore: '2025-01-14T00:00:00Z',
  notAfter: '2028-01-14T00:00:00Z',
};
const reader = 'Gemalto IDBridge CT30 00 00';
export const present: Extract<CardView, { kind: 'card-present' }> = {
  kind: 'card-present',
  reader,
  holder,
  validity: 'valid',
  pinTriesLeft: 3,
  inUse: true,
};
export const readerEmpty: CardView = { kind: 'reader-empty', reader };
export const cards: Readonly<Record<string, CardView>> = {
  starting: { kind: 'starting' },
  'middleware-missing': { kind: 'middleware-missing' },
  'service-stopped': { kind: 'service-stopped' },
  'no-reader': { kind: 'no-reader' },
  'not-answering': { kind: 'not-answering' },
  'reader-empty': readerEmpty,
  reading: { kind: 'reading', reader },
  'card-unknown': { kind: 'card-unknown', reader },
  'no-certificate': { kind: 'no-certificate', reader },
  present,
  'two-tries': { ...present, pinTriesLeft: 2 },
  'last-try': { ...present, pinTriesLeft: 1 },
  blocked: { ...present, pinTriesLeft: 0 },
  expired: { ...present, validity: 'expired', holder: { ...holder, notAfter: '2026-03-01T00:00:00Z' } },
  'not-yet-valid': {
    ...present,
    validity: 'not-yet-valid',
    holder: { ...holder, notBefore: '2027-02-01T00:00:00Z' },
  },
};
export const otherCard: CardView = {
  ...present,
  inUse: false,
  holder: { ...holder, cardId: 'b'.repeat(64), givenName: 'BENOIT', familyName: 'LE GUEN', kind: 'CPS' },
};

export const person = { subject: 'p1', givenName: 'Camille', familyName: 'Rivière' };
export const profile: Profile = {
  id: 'arm',
  role: 'ARM',
  entity: { id: '44', name: 'Samu 44' },
  rights: [],
};
const longEntity = 'Centre de réception et de régulation des appels de Loire-Atlantique';
export const manyProfiles: readonly Profile[] = Array.from({ length: 25 }, (_, index) => ({
  id: `p${index}`,
  role: index % 3 === 0 ? 'Superviseur de salle' : 'ARM',
  entity: { id: `e${index}`, name: index === 1 ? longEntity : `Samu ${index + 10}` },
  rights: [],
}));

const yes = { available: true } as const;
export const allCapabilities: Capabilities = everyAction(yes);
const no = (reason: UnavailableReason) => ({ available: false, reason }) as const;
export const noCapabilities = (reason: UnavailableReason): Capabilities => everyAction(no(reason));
export const device = {
  id: 'urn:uuid:00000000-0000-1000-8000-00112233445a',
  userAgent: 'ALE-30h R300 1.2.3',
  contact: 'sip:1501@10.44.2.17:5060',
};
export const unbound: PhoneView = {
  binding: { kind: 'unbound', remembered: null, failure: null },
  link: { kind: 'down' },
  phoneRegistered: false,
  calls: [],
  capabilities: noCapabilities('not-bound'),
  doNotDisturb: null,
  lastDialled: null,
  droppedDocuments: 0,
};
export const bound: PhoneView = {
  binding: { kind: 'bound', number: '1501', device },
  link: { kind: 'up', server: 'wss://sip1.example/ws' },
  phoneRegistered: true,
  calls: [],
  capabilities: allCapabilities,
  doNotDisturb: null,
  lastDialled: null,
  droppedDocuments: 0,
};

export function call(id: string, over: Partial<CallView> = {}): CallView {
  return {
    id,
    direction: 'inbound',
    state: 'ringing',
    number: '+33612345678',
    displayName: null,
    startedAt: now - 7_000,
    connectedAt: null,
    heldAt: null,
    endedAt: null,
    seenFromStart: true,
    members: [],
    consultationOf: null,
    caller: null,
    ...over,
  };
}
export const connected = call('c', {
  state: 'connected',
  number: '0240083333',
  displayName: 'Pompiers CTA 44',
  connectedAt: now - 192_000,
  startedAt: now - 200_000,
});
export const held = call('h', {
  state: 'held',
  number: '15',
  displayName: 'Smur Nantes',
  connectedAt: now - 500_000,
  heldAt: now - 65_000,
  startedAt: now - 510_000,
});
export const ended = call('e', {
  state: 'ended',
  number: '0251000000',
  connectedAt: now - 60_000,
  endedAt: now - 2_000,
  startedAt: now - 66_000,
});

export const fireBrigade: CallerIdentity = {
  entryId: 1,
  name: 'CTA-CODIS 44',
  kind: 'fire-brigade',
  organisation: 'SDIS 44',
  service: null,
  town: 'Nantes',
  remarkable: null,
  others: 0,
};
export const remarkable: CallerIdentity = {
  ...fireBrigade,
  entryId: 2,
  name: 'Mme Odette Kervella',
  kind: 'other',
  remarkable: 'Trachéotomie, ne parle pas : compter les coups au combiné, envoyer un Smur d’emblée',
};
export const outage = {
  kind: 'outage',
  cause: 'server-unreachable',
  since: now - 12_000,
  works: ['desk-phone', 'directory', 'call-log'],
  todo: ['by-hand', 'wait', 'support'],
  portalAway: false,
  boardAway: false,
} as const satisfies Outage;
export const restored: Outage = {
  kind: 'restored',
  cause: 'server-unreachable',
  since: now - 200_000,
  until: now - 5_000,
};
export const captures: StationView['captures'] = {
  possible: true,
  kept: [
    { id: '2', at: now - 11_000, cause: 'server-unreachable' },
    { id: '1', at: now - 86_400_000, cause: null },
  ],
};
export const original = call('o', {
  state: 'held',
  number: '+33612345678',
  displayName: 'M. Le Bihan',
  connectedAt: now - 130_000,
  heldAt: now - 22_000,
  startedAt: now - 140_000,
});
export const consulted = call('k', {
  state: 'connected',
  direction: 'outbound',
  number: '0240083333',
  displayName: 'CH Nantes – Urgences',
  connectedAt: now - 12_000,
  startedAt: now - 20_000,
  consultationOf: 'o',
});
export const conference = call('cf', {
  state: 'connected',
  number: null,
  connectedAt: now - 412_000,
  startedAt: now - 420_000,
  members: [
    { number: '+33612345678', displayName: 'M. Le Bihan' },
    { number: '0240083333', displayName: 'CH Nantes – Urgences' },
    { number: '15', displayName: 'Smur Nantes' },
  ],
});

const work = {
  person,
  method: 'card',
  profile,
  profiles: [profile],
  phone: '1501',
  degraded: null,
} as const;
export const signedIn: Extract<SessionState, { kind: 'signed-in' }> = { kind: 'signed-in', ...work };
export const locked: Extract<SessionState, { kind: 'locked' }> = {
  kind: 'locked',
  ...work,
  reason: 'card-removed',
  progress: null,
  failure: null,
};

export const psc: NonNullable<StationView['signIn']['psc']> = {
  flow: 'ciba',
  channels: ['MOBILE', 'CARD'],
  activation: 'https://wallet.esw.esante.gouv.fr/',
  canRemember: true,
  remembered: null,
};

/** A desk that was read two minutes ago, and has nothing new. */
export const readTickets: TicketsView = {
  looking: false,
  asOf: now - 120_000,
  failure: null,
  unread: 0,
  revision: 1,
  reads: true,
  days: 90,
};

export const station: StationView = {
  environment: production,
  stopped: null,
  card: readerEmpty,
  session: { kind: 'signed-out', failure: null },
  signIn: { otp: true, psc, degraded: 'offered', providerAway: false },
  account: null,
  callLog: null,
  lrm: null,
  verification: null,
  escalation: null,
  requests: [],
  support: null,
  asked: null,
  directory: null,
  phone: unbound,
  settings: {
    displays: [
      { id: 1, label: 'Écran 1 (1920 × 1080)', primary: true },
      { id: 2, label: 'Écran 2 (3840 × 2160)', primary: false },
    ],
    barDisplay: null,
    barCollapsed: false,
    zoom: 1,
    shortcuts: [
      { action: 'callCopied', keys: 'Control+Shift+F9', status: 'held', site: 'Control+Shift+F9' },
      { action: 'openNumberField', keys: 'Control+Shift+F10', status: 'taken', site: 'Control+Shift+F10' },
      { action: 'answer', keys: 'F13', status: 'held', site: null },
      { action: 'hangUp', keys: null, status: 'none', site: null },
      { action: 'holdOrRetrieve', keys: 'Control+Shift+F9', status: 'same-keys', site: null },
    ],
    offeredKeys,
  },
  outage: null,
  captures: { possible: true, kept: [] },
  notices: [],
  hasBoard: false,
  training: null,
};

export const training: NonNullable<StationView['training']> = {
  inserted: null,
  damage: 'none',
  cards: [
    {
      id: 'camille',
      name: 'Camille Rivière',
      kind: 'CPE',
      pin: '1234',
      note: 'ARM, un seul profil',
      otp: { identifier: 'camille.riviere', password: 'Exercice-2026' },
      rpps: null,
    },
    {
      id: 'benoit',
      name: 'Benoît Le Guen',
      kind: 'CPS',
      pin: '4321',
      note: 'Médecin régulateur, trois profils',
      otp: { identifier: 'benoit.leguen', password: 'Exercice-2027' },
      rpps: '10001234567',
    },
    { id: 'ines', name: 'Inès Maréchal', kind: 'CPF', pin: '0000', note: '', otp: null, rpps: null },
  ],
  phones: [
    { number: '1501', label: 'Poste ARM 1' },
    { number: '1502', label: 'Poste ARM 2, sans commande à distance' },
  ],
  callers: [
    { id: 'mobile', label: 'Un mobile' },
    { id: 'withheld', label: 'Un numéro masqué' },
    { id: 'sdis', label: 'Le CTA des pompiers' },
  ],
  messages: [],
  ecps: [],
  portalBroken: false,
  telephony: { fault: 'none', activity: false },
};

export const bar: BarView = {
  environment: production,
  agent: { name: 'Camille Rivière', role: 'ARM', entity: 'Samu 44' },
  locked: false,
  degraded: false,
  phone: bound,
  outage: null,
  purpose: { action: 'dial' },
  offer: null,
  refusal: null,
  withFile: [],
  collapsed: false,
  expanded: false,
  board: null,
  agentStatus: null,
  troubles: [],
  answers: 0,
};

const receiver = { host: 'lrm.samu44.example', waiting: 0, dead: 0, last: 'delivered' } as const;

export const lrm: LrmState = {
  receivers: [receiver],
  commands: { kind: 'listening', port: 15_150 },
  durable: true,
  withFile: [],
};

export const lrmAway: LrmState = {
  receivers: [
    { ...receiver, waiting: 12, dead: 3, last: 'unreachable' },
    { ...receiver, host: 'secours.samu44.example:8443', dead: 1, last: 'refused' },
  ],
  commands: { kind: 'failed', failure: { code: 'Lrm_PortUnavailable', parameters: { port: 15_150 } } },
  durable: false,
  withFile: [],
};
