import { type ChecksOptions, createChecks } from '../../../electron/prerequisites/index.ts';
import type {
  Desktop,
  InspectedCard,
  Machine,
  PhoneSummary,
  TrialPhone,
} from '../../../electron/prerequisites/ports.ts';
import { runChecks, withNeeds } from '../../../electron/prerequisites/rules/run-checks.ts';
import { configurationSchema } from '../../../electron/settings/configuration.ts';
import { prerequisitesSchema } from '../../../electron/settings/schemas/prerequisites.ts';
import { everyAction } from '../../../electron/telephony/ports.ts';

/** A sound workstation on which nobody works yet. */
export const soundMachine: Machine = {
  system: async () => ({ name: 'Windows 11 Pro (22631)', support: 'current' }),
  memory: () => 16e9,
  freeSpace: async () => 50e9,
  synchronisesClock: async () => true,
  programs: async () => [],
  headsets: async () => ['Jabra EVOLVE 20'],
};

export const soundDesktop: Desktop = {
  screens: () => [{ width: 1920, height: 1080 }],
  hasSecretStorage: () => true,
};

const holder = {
  cardId: 'a',
  nationalId: '899700075064',
  familyName: 'ESSAI',
  givenName: 'Zoé',
  kind: 'CPE',
  title: null,
  organisation: null,
  issuer: 'AC',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2029-01-01T00:00:00.000Z',
} as const;

export const soundCard = {
  middleware: {
    path: 'C:\\Windows\\System32\\cps3_pkcs11_w64.dll',
    description: 'Cryptolib CPS',
    version: '5.2',
  },
  searched: ['C:\\Windows\\System32\\cps3_pkcs11_w64.dll'],
  service: 'running',
  readers: [{ name: 'Lecteur 00', hasCard: true, isMute: false, isHeld: false }],
  state: {
    kind: 'card-present',
    reader: 'Lecteur 00',
    holder,
    validity: 'valid',
    pinTriesLeft: 3,
    chain: [],
  },
} satisfies InspectedCard;

export const soundPhone: PhoneSummary = {
  link: { kind: 'up', server: 'wss://sip1.example' },
  registered: true,
  capabilities: everyAction({ available: true }),
  isBound: true,
};

export interface World {
  readonly machine?: Partial<Machine>;
  readonly desktop?: Desktop | null;
  readonly card?: InspectedCard | null;
  readonly phone?: PhoneSummary | null;
  readonly folder?: string;
  readonly configuration?: ChecksOptions['configuration'];
  readonly canDial?: boolean;
  readonly policy?: ReturnType<ChecksOptions['policy']>;
  readonly trialPhone?: TrialPhone;
  readonly asked?: string;
}

const training = configurationSchema.parse({ environment: 'formation', label: 'TEST', site: 'Samu 00' });

/** The checks of a workstation that is sound but for what is given. */
export function checksOf(world: World = {}) {
  return createChecks({
    configuration: world.configuration ?? { ok: true, value: training },
    defaults: prerequisitesSchema.parse({}).thresholds,
    version: '1.2.3',
    folder: world.folder ?? '/nowhere',
    machine: { ...soundMachine, ...world.machine },
    desktop: world.desktop === undefined ? soundDesktop : world.desktop,
    routeOf: async () => ({ kind: 'direct' }),
    inspectCard: async () => (world.card === undefined ? soundCard : world.card),
    phone: () => (world.phone === undefined ? soundPhone : world.phone),
    policy: () => world.policy ?? { kind: 'none' },
    trialPhone: world.trialPhone ?? null,
    asked: world.asked ?? null,
    canDial: () => world.canDial ?? true,
    now: () => Date.parse('2026-06-01T12:00:00Z'),
  });
}

/** Runs these checks and what they need; what each found, as `id: verdict code`. */
export async function found(world: World, ...ids: readonly string[]): Promise<readonly string[]> {
  const results = await runChecks(withNeeds(checksOf(world), ids));
  return results
    .filter(({ id }) => ids.includes(id))
    .map(({ id, finding }) =>
      [`${id}:`, finding.verdict, ...('code' in finding ? [finding.code] : [])].join(' '),
    );
}
