import type { CardInspection, CardState, SignOutcome, TrainingDamage } from './protocol.ts';

export interface BackendSignRequest {
  readonly cardId: string;
  /** Read before the promise resolves, then overwritten by who called. */
  readonly pin: Uint8Array;
  readonly data: Uint8Array;
}

/** What serves the card process: the middleware, or the simulated card of the training. */
export interface CardBackend {
  sign(request: BackendSignRequest): Promise<SignOutcome>;
  stop(): void;
  /** Only the training has it. */
  readonly training?: {
    insert(cardId: string): void;
    remove(): void;
    damage(damage: TrainingDamage): void;
  };
}

export type OnCardState = (state: CardState) => void;
export type OnCardInspection = (inspection: CardInspection) => void;
