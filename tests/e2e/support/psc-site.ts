import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import type { PscConfiguration } from '../../../electron/settings/configuration.ts';
import type { Timing } from '../../../electron/training/identity/account/timing.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import {
  type Directory,
  type DirectoryPerson,
  trainingPsc,
} from '../../../electron/training/identity/index.ts';
import { startTrainingPhones, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { startSoftHsm } from '../../stand/card/index.ts';
import { type IdentityStand, startIdentityStand } from '../../stand/identity/stand.ts';
import { waitFor } from '../../stand/process.ts';
import type { SiteConfiguration } from '../../stand/site.ts';

/** A site with a card of nobody in its reader, where people sign in by Pro Santé Connect. */

const PHONE = '1501';
const ENTITY = { id: 'samu00', name: 'Samu 00 – Stand' };
/** How often the station asks whether the person has answered. */
export const POLL_MS = 300;
const ARRIVAL_MS = 10_000;

function person(id: string, givenName: string, psc: DirectoryPerson['psc']): DirectoryPerson {
  const account = {
    password: { value: 'Girouette-Du-Stand-7', age: 0, temporary: false },
    phone: null,
    email: { value: `${id}@stand.example`, usable: true },
    frozen: false,
    cardUsed: true,
  };
  return {
    id,
    familyName: 'MODELE',
    givenName,
    organisation: 'HOPITAL DES 3 DAMES',
    note: '',
    standing: 'known',
    card: { kind: 'CPS', nationalId: `8${psc?.rpps}`, pin: '2345', title: 'Médecin' },
    profiles: [{ id: `mr-${id}`, role: 'Médecin régulateur', entity: ENTITY, rights: [] }],
    account,
    psc,
  };
}

/** Whom Pro Santé Connect knows here. */
export const pscPeople = {
  linked: person('linked', 'Ange', { rpps: '99700075064', ecps: true, linked: true }),
  other: person('other', 'Lou', { rpps: '99700075065', ecps: true, linked: true }),
  withoutEcps: person('without-ecps', 'Sam', { rpps: '99700075066', ecps: false, linked: true }),
  unlinked: person('unlinked', 'Noa', { rpps: '99700075067', ecps: true, linked: false }),
} as const;

export interface PscSite {
  readonly configuration: SiteConfiguration;
  /** What the application needs in its environment to find no card of these people. */
  readonly environment: Readonly<Record<string, string>>;
  readonly phone: string;
  readonly phones: TrainingPhones;
  /** The provider as last started. */
  readonly identity: IdentityStand;
  /** Really gone: nobody listens, and what it knew is forgotten. */
  stopIdentity(): Promise<void>;
  /** Starts it again at the same address. */
  startIdentity(timing?: Partial<Timing>): Promise<void>;
  /** The request that waits on this person's e-CPS, once it has arrived: its digits, and the answer to it. */
  ecpsOf(who: DirectoryPerson): Promise<{ readonly digits: string; answer(accept: boolean): Promise<void> }>;
  stop(): Promise<void>;
}

export interface PscSiteOptions {
  readonly psc?: Partial<PscConfiguration>;
  readonly timing?: Partial<Timing>;
  readonly idleLockMinutes?: number;
}

export async function startPscSite({
  psc,
  timing = {},
  idleLockMinutes = 0,
}: PscSiteOptions = {}): Promise<PscSite> {
  const reader = startSoftHsm({ cards: [] });
  // The application runs as another user.
  execFileSync('chmod', ['-R', 'a+rwX', dirname(reader.env.SOFTHSM2_CONF)]);
  const phones = await startTrainingPhones({
    numbers: [{ number: PHONE, label: `Poste ${PHONE}`, registered: true }],
  });
  const directory: Directory = {
    people: Object.values(pscPeople),
    phones: [
      {
        number: PHONE,
        label: `Poste ${PHONE}`,
        addressOfRecord: phones.addressOfRecord(PHONE),
        credential: null,
        entity: ENTITY.id,
        registered: true,
        remoteControl: true,
      },
    ],
  };
  const authorityPem = (await createTrainingAuthority()).root.toString('pem');
  const start = (changed: Partial<Timing>, port?: number): Promise<IdentityStand> =>
    startIdentityStand({
      directory,
      authorityPem,
      timing: { poll: POLL_MS / 1_000, resend: 1, ...timing, ...changed },
      ...(port === undefined ? {} : { port }),
    });
  let identity = await start({});
  const { issuer, clientId, portal } = identity;

  return {
    configuration: {
      environment: 'production',
      label: 'STAND',
      site: ENTITY.name,
      identity: { issuer, clientId, portal, psc: { ...trainingPsc, ...psc } },
      telephony: { servers: [phones.url] },
      card: { modules: [reader.module] },
      session: { idleLockMinutes },
    },
    environment: reader.env,
    phone: PHONE,
    phones,
    get identity() {
      return identity;
    },
    stopIdentity: () => identity.stop(),
    startIdentity: async (changed = {}) => {
      identity = await start(changed, Number(new URL(issuer).port));
    },
    ecpsOf: async ({ id }) => {
      const { ecps } = identity;
      const request = await waitFor(() => ecps.requests.findLast(({ personId }) => personId === id), {
        timeoutMs: ARRIVAL_MS,
        what: `a request on the e-CPS of ${id}`,
      });
      return { digits: request.digits, answer: (accept) => ecps.answer(request.id, accept) };
    },
    stop: async () => {
      await identity.stop();
      await phones.stop();
      reader.stop();
    },
  };
}
