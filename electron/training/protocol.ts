import type { CardKind, TrainingCard } from '../../native/card/protocol.ts';
import type { IdentityConfiguration, TelephonyConfiguration } from '../settings/configuration.ts';

/** What the training process and main say to one another. Types only: both ends are ours and in the same build. */

export interface TrainingWorld {
  readonly identity: IdentityConfiguration;
  readonly telephony: TelephonyConfiguration;
  readonly cards: readonly TrainingCard[];
  /** Who the cards belong to, for the training panel. */
  readonly holders: readonly {
    readonly id: string;
    readonly name: string;
    readonly kind: CardKind;
    readonly pin: string;
    readonly note: string;
  }[];
  readonly phones: readonly { readonly number: string; readonly label: string }[];
  readonly callers: readonly { readonly id: string; readonly label: string }[];
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
