import { readFileSync } from 'node:fs';
import { net } from 'electron';
import type { CardBackendOptions, TrainingDamage } from '../native/card/protocol.ts';
import { type CardProcess, spawnCardUtility, startCardProcess } from './identity/card/index.ts';
import { authorityFetch, IdentityService, OidcIdentityProvider } from './identity/index.ts';
import type { TrainingView } from './ipc/views.ts';
import type {
  Configuration,
  IdentityConfiguration,
  TelephonyConfiguration,
} from './settings/configuration.ts';
import type { SettingsStore } from './settings/settings-store.ts';
import { type Observable, Subject } from './shared/listeners.ts';
import { endBindingWithSession, leave, signOut } from './station-session.ts';
import { PhoneBinding } from './telephony/binding.ts';
import { createDeskPhone, type DeskPhone } from './telephony/index.ts';
import { spawnUtility } from './telephony/spawn-utility.ts';
import { startTraining, type Training } from './training/training-process.ts';

/** Shorter than quitting waits (`electron/main.ts`), so that the processes are ended in any case. Milliseconds. */
const LEAVE_DEADLINE = 3_000;

/** Where the entries of the processes of their own are, in the built application. */
export interface Entries {
  readonly card: string;
  readonly telephony: string;
  readonly training: string;
}

export interface ServicesOptions {
  readonly configuration: Configuration;
  readonly entries: Entries;
  readonly settings: SettingsStore;
  readonly onTrainingEnd: () => void;
}

/** The simulated reader and callers, as the training panel drives them. */
export interface TrainingControls {
  readonly view: Observable<TrainingView>;
  insertCard(cardId: string): void;
  removeCard(): void;
  damageCard(damage: TrainingDamage): void;
  call(callerId: string): void;
}

export interface Services {
  readonly card: CardProcess;
  readonly identity: IdentityService;
  readonly phone: DeskPhone;
  readonly binding: PhoneBinding;
  readonly training: TrainingControls | null;
  /** Ends the session and lets the phone go. */
  signOut(): Promise<void>;
  /** The same, then ends every process, within the time that quitting leaves. */
  close(): Promise<void>;
}

interface Peers {
  readonly backend: CardBackendOptions;
  readonly identity: IdentityConfiguration;
  readonly telephony: TelephonyConfiguration;
  readonly training: Training | null;
}

/** Chooses the adapters of the environment and wires the capabilities to one another. Rejects when training does not start. */
export async function startServices(options: ServicesOptions): Promise<Services> {
  const { entries, settings } = options;
  const peers = await findPeers(options);
  const card = startCardProcess({ spawn: () => spawnCardUtility(entries.card), backend: peers.backend });
  const provider = new OidcIdentityProvider(peers.identity, fetchOf(peers.identity));
  const identity = new IdentityService({
    card,
    provider,
    remembered: {
      get: () => settings.current.get().profileId,
      set: (profileId) => settings.update({ profileId }),
    },
  });
  const phone = createDeskPhone({
    ...peers.telephony,
    authority: authorityOf(peers.telephony),
    spawn: () => spawnUtility(entries.telephony),
  });
  const binding = new PhoneBinding({
    phone,
    claims: identity,
    remember: (pairing) => settings.update({ phone: pairing }),
    remembered: () => settings.current.get().phone,
  });
  endBindingWithSession({ identity, phone, binding });
  return {
    card,
    identity,
    phone,
    binding,
    training: peers.training && trainingControls(peers.training, card, binding),
    signOut: () => signOut({ identity, binding }),
    close: async () => {
      await leave({ identity, phone, binding }, LEAVE_DEADLINE);
      identity.close();
      card.stop();
      peers.training?.stop();
    },
  };
}

async function findPeers({ configuration, entries, onTrainingEnd }: ServicesOptions): Promise<Peers> {
  if (configuration.environment === 'production') {
    const { identity, telephony, card } = configuration;
    return { backend: { kind: 'pkcs11', modules: card.modules }, identity, telephony, training: null };
  }
  const training = await startTraining(entries.training, onTrainingEnd);
  const { cards, identity, telephony } = training.world;
  return { backend: { kind: 'training', cards }, identity, telephony, training };
}

/** The PEM of a site's own authority; reading it was tried when the configuration was loaded. */
function authorityOf({ authorityFile }: { readonly authorityFile?: string | undefined }): string | null {
  return authorityFile ? readFileSync(authorityFile, 'utf8') : null;
}

/** Chromium's network stack knows the system's proxies; only Node's can trust one more authority. */
function fetchOf(identity: IdentityConfiguration) {
  const authority = authorityOf(identity);
  if (authority) return authorityFetch(authority);
  return (url: string, init: RequestInit): Promise<Response> => net.fetch(url, init);
}

function trainingControls(training: Training, card: CardProcess, binding: PhoneBinding): TrainingControls {
  const { holders, phones, callers } = training.world;
  const view = new Subject<TrainingView>({ inserted: null, damage: 'none', cards: holders, phones, callers });
  const change = (part: Partial<TrainingView>) => view.set({ ...view.get(), ...part });
  // A reader that hung has been started anew, without its fault.
  card.state.subscribe(({ kind }) => {
    if (kind === 'not-answering') change({ damage: 'none' });
  });
  return {
    view,
    insertCard: (cardId) => {
      card.training.insert(cardId);
      change({ inserted: cardId });
    },
    removeCard: () => {
      card.training.remove();
      change({ inserted: null });
    },
    damageCard: (damage) => {
      card.training.damage(damage);
      change({ damage });
    },
    call: (callerId) => {
      const bound = binding.state.get();
      if (bound.kind === 'bound') training.call(callerId, bound.number);
    },
  };
}
