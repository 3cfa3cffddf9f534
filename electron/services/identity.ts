import type { Failure } from '../failures/index.ts';
import { AccountService } from '../identity/account/account-service.ts';
import { type CardProcess, startCardProcess } from '../identity/card/index.ts';
import { type DegradedOffer, DegradedStation } from '../identity/degraded/index.ts';
import { IdentityService } from '../identity/identity-service.ts';
import { type Journal, memoryJournal, recordSessions, SignInJournal } from '../identity/journal/index.ts';
import { OidcAccountPortal, OidcIdentityProvider } from '../identity/oidc/index.ts';
import { PscMemory } from '../identity/psc-memory.ts';
import type { Configuration } from '../settings/configuration.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { ProcessChannel } from '../shared/supervised-process.ts';
import type { Vault } from '../vault/index.ts';
import { fetchOf, type Peers } from './peers.ts';

export interface IdentityServicesOptions {
  readonly peers: Peers;
  readonly session: Configuration['session'];
  readonly vault: Vault;
  /** Folder of what this workstation remembers of people. */
  readonly directory: string;
  readonly settings: SettingsStore;
  readonly spawnCard: () => ProcessChannel;
  readonly openBrowser: (url: string) => Promise<void>;
  readonly tell: (failure: Failure) => void;
}

export interface IdentityServices {
  readonly card: CardProcess;
  readonly identity: IdentityService;
  readonly account: AccountService;
  readonly journal: Journal;
  readonly pscMemory: PscMemory;
  /** Whether the station opens without the provider. */
  readonly degraded: DegradedOffer;
}

/** Wires the card, the provider and the portal to whoever works here. */
export function startIdentity({
  peers,
  session,
  vault,
  directory,
  settings,
  spawnCard,
  openBrowser,
  tell,
}: IdentityServicesOptions): IdentityServices {
  const fetch = fetchOf(peers.identity);
  const journal = peers.training
    ? memoryJournal({ days: session.journalDays })
    : new SignInJournal({ directory, vault, days: session.journalDays, report: tell });
  const degraded = new DegradedStation({
    vault,
    authorities: peers.cardTrust.authorities,
    revocationLists: peers.cardTrust.revocationLists,
    directory: peers.training ? null : directory,
    days: session.degradedDays,
    fetch,
    report: tell,
  });
  const card = startCardProcess({ spawn: spawnCard, backend: peers.backend });
  const portal = new OidcAccountPortal(peers.identity, fetch);
  const identity = new IdentityService({
    card,
    provider: new OidcIdentityProvider(peers.identity, fetch),
    account: portal,
    degraded,
    openBrowser,
    remembered: {
      get: () => settings.current.get().profileId,
      set: (profileId) => settings.update({ profileId }),
    },
  });
  const account = new AccountService({ identity, portal });
  recordSessions(identity.state, journal);
  return { card, identity, account, journal, pscMemory: new PscMemory(vault), degraded: degraded.offer };
}
