import type { TrainingCard } from '../../native/card/protocol.ts';
import type { Exercise } from '../ipc/exercise.ts';
import type { TrainingView } from '../ipc/rooms/training.ts';
import type {
  CardConfiguration,
  IdentityConfiguration,
  TelephonyConfiguration,
} from '../settings/configuration.ts';

/** What the training process and main say to one another. Types only: both ends are ours and in the same build. */

export interface TrainingWorld {
  readonly identity: IdentityConfiguration;
  readonly telephony: TelephonyConfiguration;
  readonly cards: readonly TrainingCard[];
  /** The authorities of the cards, PEM. */
  readonly cardAuthorities: string;
  /** Addresses of the lists of revoked cards. */
  readonly revocationLists: CardConfiguration['revocationLists'];
  /** Who the cards belong to, for the training panel. */
  readonly holders: TrainingView['cards'];
  readonly phones: TrainingView['phones'];
  readonly callers: TrainingView['callers'];
}

/** What arrived on simulated telephones and mailboxes, and what waits on the simulated e-CPS application. */
export type TrainingChanges = Pick<TrainingView, 'messages' | 'ecps'>;

/** main → training process */
export type TrainingRequest =
  /** Somebody calls the phone of `number`. */
  | { readonly type: 'call'; readonly callerId: string; readonly number: string }
  /** The reader of a message opens the link in it. */
  | { readonly type: 'followLink'; readonly messageId: string }
  | { readonly type: 'answerEcps'; readonly requestId: string; readonly accept: boolean }
  /** The provider and the portal drop every connection, or serve again; calls go on. */
  | { readonly type: 'breakPortal'; readonly broken: boolean }
  /** `number` is the bound phone, null while there is none. */
  | { readonly type: 'exercise'; readonly exercise: Exercise; readonly number: string | null };

/** training process → main */
export type TrainingReply =
  | { readonly type: 'ready'; readonly world: TrainingWorld }
  | ({ readonly type: 'changed' } & TrainingChanges)
  | { readonly type: 'failed'; readonly reason: string };
