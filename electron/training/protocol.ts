import type { TrainingCard } from '../../native/card/protocol.ts';
import type { TrainingView } from '../ipc/views.ts';
import type { IdentityConfiguration, TelephonyConfiguration } from '../settings/configuration.ts';

/** What the training process and main say to one another. Types only: both ends are ours and in the same build. */

export interface TrainingWorld {
  readonly identity: IdentityConfiguration;
  readonly telephony: TelephonyConfiguration;
  readonly cards: readonly TrainingCard[];
  /** Who the cards belong to, for the training panel. */
  readonly holders: TrainingView['cards'];
  readonly phones: TrainingView['phones'];
  readonly callers: TrainingView['callers'];
}

/** main → training process: somebody calls the phone of `number`. */
export interface TrainingRequest {
  readonly type: 'call';
  readonly callerId: string;
  readonly number: string;
}

/** training process → main */
export type TrainingReply =
  | { readonly type: 'ready'; readonly world: TrainingWorld }
  | { readonly type: 'failed'; readonly reason: string };
