import 'reflect-metadata';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { X509Certificate } from '@peculiar/x509';
import type { z } from 'zod';
import type { configurationSchema } from '../../electron/settings/configuration.ts';
import type { Deliver } from '../../electron/training/identity/account/delivery.ts';
import type { Timing } from '../../electron/training/identity/account/timing.ts';
import {
  type Directory,
  type DirectoryPerson,
  type DirectoryPhone,
  identifierOf,
  trainingPsc,
} from '../../electron/training/identity/index.ts';
import { startTrainingPhones, type TrainingPhones } from '../../electron/training/telephony/index.ts';
import {
  type CardReaders,
  makeTestAuthority,
  makeVirtualCard,
  type SoftHsm,
  startCardReaders,
  startSoftHsm,
  type TestCard,
  type VirtualCard,
} from './card/index.ts';
import { type IdentityStand, startIdentityStand } from './identity/stand.ts';
import { startTelephonyStand, type TelephonyStand } from './telephony/index.ts';

export interface SiteOptions {
  /**
   * `exchange`: Kamailio with two real phones; `simulated`: the phones of training, in this process; `none`: nobody
   * answers.
   */
  readonly telephony?: 'exchange' | 'simulated' | 'none';
  /** `readers`: virtual cards in PC/SC readers; `tokens`: in SoftHSM2, always inserted; `none`: no card. */
  readonly cards?: 'readers' | 'tokens' | 'none';
  /** False: no OpenID provider answers. */
  readonly identity?: boolean;
  /** What lasts another time than usual at the provider, in seconds. */
  readonly timing?: Partial<Timing>;
  /** Carries what the provider sends to people, besides its inbox. */
  readonly deliver?: Deliver;
  /** Whom the provider knows besides the two who have a card. */
  readonly others?: readonly DirectoryPerson[];
  /** What is not as usual with the two people. */
  readonly people?: (usual: DirectoryPerson) => DirectoryPerson;
  /** Whether the provider serves the list of revoked cards. */
  readonly revocation?: boolean;
  /** How many colleagues the simulated exchange has besides, whom the board follows. */
  readonly colleagues?: number;
  /** Seconds after which the real phones register again. */
  readonly registrationSeconds?: number;
}

/** A site's configuration as a file states it, before defaults. */
export type SiteConfiguration = Extract<z.input<typeof configurationSchema>, { environment: 'production' }>;

export interface SitePerson {
  readonly name: string;
  readonly pin: string;
  readonly profiles: readonly string[];
  /** For the provider's controls: `site.identity.codeSentTo(id)`. */
  readonly id: string;
  readonly otp: { readonly identifier: string; readonly password: string } | null;
  /** Without the leading 8; null for those whom Pro Santé Connect does not know. */
  readonly rpps: string | null;
  /** Null where the site has no readers. */
  readonly card: VirtualCard | null;
  /** Environment in which this card alone is inserted; null where cards are not tokens. */
  readonly token: Readonly<Record<string, string>> | null;
  /** Puts the card on the list of those revoked. */
  revokeCard(): void;
}

export interface Site {
  /** What the application is started with. */
  readonly configuration: SiteConfiguration;
  /** What the application needs in its environment to find the cards. */
  readonly environment: Readonly<Record<string, string>>;
  /** One person a reader: staff with a CPE, a doctor with a CPS. */
  readonly people: readonly [SitePerson, SitePerson];
  readonly numbers: readonly string[];
  /** The provider, as last started. */
  readonly identity: IdentityStand | null;
  /** Really gone: nobody listens, and what it knew is forgotten. */
  stopIdentity(): Promise<void>;
  /** Starts it again at the same address. */
  startIdentity(): Promise<void>;
  readonly exchange: TelephonyStand | null;
  readonly simulatedPhones: TrainingPhones | null;
  readonly readers: CardReaders | null;
  stop(): Promise<void>;
}

const OPENSC = '/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so';
/** The discard port: what was left out does not answer. */
const NOBODY = '127.0.0.1:9';
const DOMAIN_OF_NOBODY = 'nobody.invalid';
const NUMBERS = ['1501', '1502'];
const FIRST_COLLEAGUE = 3_000;
const ENTITY = { id: 'samu00', name: 'Samu 00 – Stand' };

const usualStaff = {
  id: 'staff',
  familyName: 'ESSAI',
  givenName: 'Zoé',
  organisation: 'HOPITAL DES 3 DAMES',
  note: '',
  standing: 'known',
  card: {
    kind: 'CPE',
    nationalId: '30B0057881/CPET0002',
    pin: '1234',
    title: 'Personnel santé ou social',
  },
  profiles: [{ id: 'arm-samu00', role: 'ARM', entity: ENTITY, rights: ['sign-in-journal'] }],
  account: {
    password: { value: 'Phare-Du-Stand-15', age: 0, temporary: false },
    phone: { value: '+33639980101', usable: true },
    email: { value: 'zoe.essai@stand.example', usable: true },
    frozen: false,
    cardUsed: true,
  },
  psc: null,
} satisfies DirectoryPerson;

const usualDoctor = {
  id: 'doctor',
  familyName: 'MODELE',
  givenName: 'Ange',
  organisation: 'HOPITAL DES 3 DAMES',
  note: '',
  standing: 'known',
  card: { kind: 'CPS', nationalId: '899700075064', pin: '2345', title: 'Sage-Femme' },
  profiles: [{ id: 'mr-samu00', role: 'Médecin régulateur', entity: ENTITY, rights: [] }],
  account: {
    password: { value: 'Clocher+Du+Stand-33', age: 0, temporary: false },
    phone: { value: '+33639980102', usable: true },
    email: null,
    frozen: false,
    cardUsed: true,
  },
  psc: { rpps: '99700075064', ecps: true, linked: true },
} satisfies DirectoryPerson;

/**
 * Starts a whole site on the loopback address, as a Samu has: an exchange with desk phones, card readers, an OpenID
 * provider that trusts the cards of the two people. Whatever fails to start stops the rest.
 */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const {
    telephony = 'exchange',
    cards = 'readers',
    identity = true,
    timing = {},
    people: peopleFrom = (usual) => usual,
    revocation = false,
    registrationSeconds,
    colleagues = 0,
    deliver,
    others = [],
  } = options;
  const [staff, doctor] = [peopleFrom(usualStaff), peopleFrom(usualDoctor)];
  const registration = registrationSeconds === undefined ? {} : { registrationSeconds };
  // In the order of starting; stopped the other way round.
  const started: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const end of started.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'the site did not stop cleanly');
  };
  const start = async <T extends { stop(): Promise<void> | void }>(part: Promise<T> | T): Promise<T> => {
    const running = await part;
    started.push(() => running.stop());
    return running;
  };

  try {
    const authority = await makeTestAuthority();
    const staffCard = await authority.issueCpe(requestOf(staff));
    const doctorCard = await authority.issueCps(requestOf(doctor));
    const readers = cards === 'readers' ? await start(startCardReaders()) : null;
    const startTokens = async (inserted: readonly TestCard[]): Promise<SoftHsm> => {
      const softHsm = await start(startSoftHsm({ cards: inserted }));
      shareWithEveryone(dirname(softHsm.env.SOFTHSM2_CONF));
      return softHsm;
    };
    const tokens = cards === 'tokens' ? await startTokens([staffCard, doctorCard]) : null;
    const tokenOf = async (card: TestCard) => tokens && (await startTokens([card])).env;
    const cardIn = (reader: 0 | 1, content: TestCard): VirtualCard | null => {
      if (!readers) return null;
      const card = makeVirtualCard(content, readers.ports[reader]);
      started.push(() => card.remove());
      return card;
    };
    const people = [
      {
        ...sitePerson(staff),
        card: cardIn(0, staffCard),
        token: await tokenOf(staffCard),
        revokeCard: () => authority.revoke(staffCard),
      },
      {
        ...sitePerson(doctor),
        card: cardIn(1, doctorCard),
        token: await tokenOf(doctorCard),
        revokeCard: () => authority.revoke(doctorCard),
      },
    ] as const;

    const exchange =
      telephony === 'exchange'
        ? await start(startTelephonyStand({ authentication: true, ...registration }))
        : null;
    const simulatedPhones =
      telephony === 'simulated'
        ? await start(
            startTrainingPhones({
              numbers: [...NUMBERS, ...colleagueNumbers(colleagues)].map((number) => ({
                number,
                label: `Poste ${number}`,
                registered: true,
              })),
            }),
          )
        : null;
    const domain = exchange?.domain ?? simulatedPhones?.domain ?? DOMAIN_OF_NOBODY;
    const directory: Directory = {
      people: [staff, doctor, ...others],
      phones: NUMBERS.map((number) => directoryPhone(number, domain, exchange)),
    };
    const authorityPem = new X509Certificate(Buffer.from(authority.certificate)).toString('pem');
    const folder = mkdtempSync(join(tmpdir(), 'bandeau-site-'));
    started.push(() => rmSync(folder, { recursive: true, force: true }));
    const authoritiesFile = join(folder, 'card-authorities.pem');
    writeFileSync(authoritiesFile, authorityPem);
    shareWithEveryone(folder);
    const lists = revocation ? { revocationList: () => authority.revocationList() } : {};
    const sends = deliver ? { deliver } : {};
    const startProvider = (port = 0): Promise<IdentityStand> =>
      startIdentityStand({ directory, authorityPem, timing, port, ...lists, ...sends });
    let provider = identity ? await startProvider() : null;
    started.push(() => provider?.stop());

    return {
      configuration: {
        environment: 'production',
        label: 'STAND',
        site: ENTITY.name,
        identity: {
          issuer: provider?.issuer ?? `http://${NOBODY}`,
          clientId: provider?.clientId ?? 'bandeau',
          portal: provider?.portal ?? `http://${NOBODY}/portal`,
          psc: trainingPsc,
        },
        telephony: {
          servers: [exchange?.wsUrl ?? simulatedPhones?.url ?? `ws://${NOBODY}`],
          colleagues: colleagueNumbers(colleagues).map((number) => ({ number, name: `Collègue ${number}` })),
        },
        card: {
          modules: [tokens?.module ?? OPENSC],
          authoritiesFile,
          revocationLists: provider && revocation ? [provider.revocationList] : [],
        },
      },
      environment: { ...tokens?.env },
      people,
      numbers: telephony === 'none' ? [] : NUMBERS,
      get identity() {
        return provider;
      },
      stopIdentity: async () => provider?.stop(),
      startIdentity: async () => {
        if (provider) provider = await startProvider(Number(new URL(provider.issuer).port));
      },
      exchange,
      simulatedPhones,
      readers,
      stop,
    };
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
}

function colleagueNumbers(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(FIRST_COLLEAGUE + index));
}

function requestOf({ familyName, givenName, card }: DirectoryPerson) {
  return { familyName, givenName, pin: card.pin };
}

function sitePerson(person: DirectoryPerson): Omit<SitePerson, 'card' | 'token' | 'revokeCard'> {
  return {
    name: `${person.givenName} ${person.familyName}`,
    id: person.id,
    pin: person.card.pin,
    otp: person.account.password && {
      identifier: identifierOf(person),
      password: person.account.password.value,
    },
    rpps: person.psc?.rpps ?? null,
    profiles: person.profiles.map(({ id }) => id),
  };
}

function directoryPhone(number: string, domain: string, exchange: TelephonyStand | null): DirectoryPhone {
  return {
    number,
    label: `Poste ${number}`,
    addressOfRecord: `sip:${number}@${domain}`,
    credential: exchange && { username: number, password: exchange.passwordOf(number) },
    entity: ENTITY.id,
    registered: true,
    remoteControl: true,
  };
}

/** The application runs as another user; the keys in here sign for nobody but this site. */
function shareWithEveryone(folder: string): void {
  execFileSync('chmod', ['-R', 'a+rwX', folder]);
}
