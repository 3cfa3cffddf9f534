import type { TrainingCard } from '../../../native/card/protocol.ts';
import training from '../../../resources/config/training.json' with { type: 'json' };
import { createTrainingAuthority } from './authority.ts';
import { type Directory, type DirectoryPhone, directorySchema } from './people.ts';
import { type IdentityServer, startIdentityServer } from './provider.ts';

export type { Directory, DirectoryPerson, DirectoryPhone } from './people.ts';

export interface TrainingIdentity extends IdentityServer {
  /** One card a person, in the order of the directory; `id` is the person's. */
  readonly cards: readonly TrainingCard[];
}

/** The people and phones that new operators train with. */
export const trainingDirectory: Directory = directorySchema.parse(training);

/**
 * Starts what training signs in to: an authority, its cards, an OpenID provider and the portal beside it, on a
 * free loopback port. `phones` replaces those of the directory, where the simulated exchange decides addresses.
 */
export async function startTrainingIdentity(
  options: { readonly directory?: Directory; readonly phones?: readonly DirectoryPhone[] } = {},
): Promise<TrainingIdentity> {
  const known = options.directory ?? trainingDirectory;
  const directory = { ...known, phones: [...(options.phones ?? known.phones)] };
  const authority = await createTrainingAuthority();
  const [cards, server] = await Promise.all([
    Promise.all(directory.people.map((person) => authority.issue(person))),
    startIdentityServer({ directory, anchors: [authority.root] }),
  ]);
  return { ...server, cards };
}
