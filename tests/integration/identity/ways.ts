import { OidcIdentityProvider, type Tokens } from '../../../electron/identity/index.ts';
import type { Fetch } from '../../../electron/identity/oidc/exchange.ts';
import { OidcAccountPortal } from '../../../electron/identity/oidc/index.ts';
import type { PscConfiguration } from '../../../electron/settings/configuration.ts';
import type { Deliver, Message } from '../../../electron/training/identity/account/delivery.ts';
import type { Timing } from '../../../electron/training/identity/account/timing.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import { trainingDirectory } from '../../../electron/training/identity/index.ts';
import { directorySchema } from '../../../electron/training/identity/people.ts';
import { type IdentityServer, startIdentityServer } from '../../../electron/training/identity/provider.ts';
import { signWith } from '../../stand/identity/soft-card.ts';

export const PASSWORD = 'Formation-2026!';
const phone = { value: '+33612345678' };
const email = { value: 'prenom.nom@hopital.example' };
const known = { password: { value: PASSWORD }, phone, email };

/** Accounts of one kind each; who has a `rpps` is known of Pro Santé Connect. */
const accounts = {
  both: { account: known, psc: { rpps: '10000000001' } },
  phoneOnly: { account: { ...known, email: null }, psc: { rpps: '10000000002', ecps: false } },
  unlinked: {
    account: { ...known, email: { value: 'link@hopital.example' } },
    psc: { rpps: '10000000003', linked: false },
  },
  noChannel: { account: { password: { value: PASSWORD } } },
  unusable: { account: { ...known, phone: { ...phone, usable: false } } },
  noPassword: { account: { phone, email } },
  expired: { account: { ...known, password: { value: PASSWORD, age: 200 } } },
  temporary: { account: { ...known, password: { value: PASSWORD, temporary: true } } },
  frozen: { account: { ...known, frozen: true } },
  firstTime: { account: { ...known, cardUsed: false }, psc: { rpps: '10000000004' } },
};

export type Who = keyof typeof accounts;

const template = trainingDirectory.people.find(({ id }) => id === 'arm-1');
const people = Object.entries(accounts).map(([id, account]) => ({
  ...template,
  id,
  familyName: id,
  card: { ...template?.card, nationalId: `30B0099991/${id}` },
  ...account,
}));
const directory = directorySchema.parse({ people, phones: [] });

export const identifierOf = (who: Who): string => `camille.${who}`.toLowerCase();
export const rppsOf = (who: 'both' | 'phoneOnly' | 'unlinked' | 'firstTime'): string =>
  `8${accounts[who].psc.rpps}`;
export const bytes = (words: string): Uint8Array => new TextEncoder().encode(words);

export interface Ways {
  readonly server: IdentityServer;
  /** What was sent to people, latest last. */
  readonly messages: readonly Message[];
  /** Whether messages can be sent from now on. */
  carry(works: boolean): void;
  client(options?: {
    psc?: Partial<PscConfiguration>;
    patience?: number;
    fetch?: Fetch;
  }): OidcIdentityProvider;
  readonly account: OidcAccountPortal;
  /** The last code sent. */
  code(): string;
  /** A person who has signed in by card. */
  byCard(who: Who): Promise<Tokens>;
}

/** Training's provider and portal with people of every kind, whose messages arrive here, and go through `carrier` before. */
export async function startWays(timing: Partial<Timing> = {}, carrier?: Deliver): Promise<Ways> {
  const authority = await createTrainingAuthority();
  const messages: Message[] = [];
  let carries = true;
  const server = await startIdentityServer({
    directory,
    anchors: [authority.root],
    timing: { poll: 0.2, resend: 0, ...timing },
    deliver: async (message) => {
      if (!carries) throw new Error('no network for messages');
      await carrier?.(message);
      messages.push(message);
    },
  });
  const { issuer, portal, clientId } = server;
  const psc: PscConfiguration = {
    flow: 'ciba',
    acrValues: 'eidas1',
    scope: 'openid profile offline_access',
    channels: ['MOBILE', 'CARD'],
    activation: 'https://wallet.example/',
  };
  const configuration = { issuer, portal, clientId, timeout: 3_000, otp: true };
  const client: Ways['client'] = (options = {}) =>
    new OidcIdentityProvider(
      { ...configuration, psc: { ...psc, ...options.psc } },
      options.fetch ?? fetch,
      options.patience === undefined ? {} : { browserPatience: options.patience },
    );
  return {
    server,
    messages,
    carry: (works) => {
      carries = works;
    },
    client,
    account: new OidcAccountPortal(configuration, fetch),
    code: () => /\d{6}/.exec(messages.at(-1)?.text ?? '')?.[0] ?? '',
    byCard: async (who) => {
      const person = directory.people.find(({ id }) => id === who);
      if (!person) throw new Error(`nobody is called ${who}`);
      const card = await authority.issue(person);
      const grant = await client().signInWithCard({ chain: card.chain, sign: signWith(card) });
      if (!grant.ok) throw new Error(grant.failure.code);
      return grant.value;
    },
  };
}
