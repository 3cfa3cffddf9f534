import type { TrainingCard } from '../../../native/card/protocol.ts';
import training from '../../../resources/config/training.json' with { type: 'json' };
import type { PscConfiguration } from '../../settings/configuration.ts';
import { Inbox, type ReceivedMessage } from './account/inbox.ts';
import { createTrainingAuthority } from './authority.ts';
import { type Directory, type DirectoryPhone, directorySchema } from './people.ts';
import { type IdentityServer, startIdentityServer } from './provider.ts';

export { type Directory, type DirectoryPerson, type DirectoryPhone, identifierOf } from './people.ts';

export interface TrainingIdentity extends IdentityServer {
  /** One card a person, in the order of the directory; `id` is the person's. */
  readonly cards: readonly TrainingCard[];
  /** The authorities of the cards, PEM. */
  readonly cardAuthorities: string;
  readonly inbox: { readonly messages: readonly ReceivedMessage[]; follow(messageId: string): Promise<void> };
}

export interface TrainingIdentityOptions {
  readonly directory?: Directory;
  /** Replaces the phones of the directory, where the simulated exchange decides addresses. */
  readonly phones?: readonly DirectoryPhone[];
  /** Told when a message came, or what waits on the e-CPS application is another list. */
  readonly onChange?: () => void;
}

/** The people and phones that new operators train with. */
export const trainingDirectory: Directory = directorySchema.parse(training);

/** How a station of training, or of the tests' stand, asks for Pro Santé Connect: at the portal's own provider. */
export const trainingPsc: PscConfiguration = {
  flow: 'ciba',
  acrValues: 'eidas1',
  scope: 'openid profile offline_access',
  channels: ['MOBILE', 'CARD'],
  activation: 'https://wallet.esw.esante.gouv.fr/',
};

/**
 * Starts what training signs in to: an authority, its cards, an OpenID provider and the portal beside it, on a
 * free loopback port; codes and links arrive in its inbox.
 */
export async function startTrainingIdentity(
  options: TrainingIdentityOptions = {},
): Promise<TrainingIdentity> {
  const { directory: known = trainingDirectory, onChange = () => undefined } = options;
  const directory = { ...known, phones: [...(options.phones ?? known.phones)] };
  const authority = await createTrainingAuthority();
  const inbox = new Inbox(onChange);
  const [cards, server] = await Promise.all([
    Promise.all(directory.people.map((person) => authority.issue(person))),
    startIdentityServer({
      directory,
      anchors: [authority.root],
      deliver: async (message) => inbox.receive(message),
      revocationList: () => authority.revocationList(),
      onEcpsChange: onChange,
    }),
  ]);
  return { ...server, cards, cardAuthorities: authority.certificates, inbox };
}
