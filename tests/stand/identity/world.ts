import { OidcIdentityProvider } from '../../../electron/identity/index.ts';
import {
  createTrainingAuthority,
  type TrainingAuthority,
} from '../../../electron/training/identity/authority.ts';
import {
  type DirectoryPerson,
  trainingDirectory,
  trainingPsc,
} from '../../../electron/training/identity/index.ts';
import type { TrainingCard } from '../../../native/card/protocol.ts';
import { type IdentityStand, type IdentityStandOptions, startIdentityStand } from './stand.ts';

export interface IdentityWorld {
  readonly authority: TrainingAuthority;
  readonly stand: IdentityStand;
  person(id: string): DirectoryPerson;
  /** One card a person, made when first asked for. */
  card(id: string): Promise<TrainingCard>;
  /** A client of the stand, as a station has. */
  client(timeout?: number): OidcIdentityProvider;
}

/** An authority with its cards, the training people, and a breakable provider that knows them. */
export async function identityWorld(
  options: Partial<Omit<IdentityStandOptions, 'authorityPem'>> = {},
): Promise<IdentityWorld> {
  const directory = options.directory ?? trainingDirectory;
  const authority = await createTrainingAuthority();
  const stand = await startIdentityStand({
    ...options,
    directory,
    authorityPem: authority.root.toString('pem'),
    revocationList: () => authority.revocationList(),
  });
  const cards = new Map<string, Promise<TrainingCard>>();
  const person = (id: string): DirectoryPerson => {
    const found = directory.people.find((candidate) => candidate.id === id);
    if (!found) throw new Error(`nobody is called ${id}`);
    return found;
  };
  return {
    authority,
    stand,
    person,
    card: (id) => {
      const card = cards.get(id) ?? authority.issue(person(id));
      cards.set(id, card);
      return card;
    },
    client: (timeout = 3_000) => {
      const { issuer, portal, clientId } = stand;
      return new OidcIdentityProvider(
        { issuer, portal, clientId, timeout, otp: true, psc: trainingPsc },
        fetch,
      );
    },
  };
}
