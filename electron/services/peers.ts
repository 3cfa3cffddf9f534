import { readFileSync } from 'node:fs';
import { net } from 'electron';
import type { CardBackendOptions } from '../../native/card/protocol.ts';
import { authorityFetch, type Fetch } from '../identity/index.ts';
import type {
  Configuration,
  IdentityConfiguration,
  TelephonyConfiguration,
} from '../settings/configuration.ts';
import { authorityOf } from '../shared/authority-file.ts';
import { startTraining, type Training } from '../training/training-process.ts';

/** What the services speak with: a site's own systems, or those of training. */
export interface Peers {
  readonly backend: CardBackendOptions;
  readonly identity: IdentityConfiguration;
  readonly telephony: TelephonyConfiguration;
  /** Who vouches for cards while the provider is away. */
  readonly cardTrust: {
    /** PEM, or null where none is configured. */
    readonly authorities: string | null;
    readonly revocationLists: readonly string[];
  };
  readonly training: Training | null;
}

export interface PeersOptions {
  readonly configuration: Configuration;
  /** Entry of the training process. */
  readonly trainingEntry: string;
  readonly onTrainingEnd: () => void;
}

/** Finds the peers of the environment. Rejects when training does not start. */
export async function findPeers({
  configuration,
  trainingEntry,
  onTrainingEnd,
}: PeersOptions): Promise<Peers> {
  if (configuration.environment === 'production') {
    const { identity, telephony, card } = configuration;
    const authorities = card.authoritiesFile ? readFileSync(card.authoritiesFile, 'utf8') : null;
    return {
      backend: { kind: 'pkcs11', modules: card.modules },
      identity,
      telephony,
      cardTrust: { authorities, revocationLists: card.revocationLists },
      training: null,
    };
  }
  const training = await startTraining(trainingEntry, onTrainingEnd);
  const { cards, identity, telephony, cardAuthorities, revocationLists } = training.world;
  return {
    backend: { kind: 'training', cards },
    identity,
    telephony,
    cardTrust: { authorities: cardAuthorities, revocationLists },
    training,
  };
}

/** Chromium's network stack knows the system's proxies; only Node's can trust one more authority. */
export function fetchOf(identity: IdentityConfiguration): Fetch {
  const authority = authorityOf(identity);
  if (authority) return authorityFetch(authority);
  return (url, init) => net.fetch(url, init);
}
