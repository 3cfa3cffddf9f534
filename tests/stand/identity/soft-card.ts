import { createHash, createPrivateKey, sign } from 'node:crypto';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { CardReader } from '../../../electron/identity/index.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import type { DirectoryPerson } from '../../../electron/training/identity/index.ts';
import type { CardHolder, CardState, TrainingCard } from '../../../native/card/protocol.ts';

const READER = 'Software reader 00 00';

/** Signs as the card would: RSASSA-PKCS1-v1_5, SHA-256. */
export function signWith(card: TrainingCard): (data: Uint8Array) => Promise<Result<Uint8Array>> {
  const key = createPrivateKey({ key: Buffer.from(card.privateKey), format: 'der', type: 'pkcs8' });
  return async (data) => ok(sign('sha256', data, key));
}

export interface SoftReader extends CardReader {
  insert(card: TrainingCard, person: DirectoryPerson): void;
  remove(): void;
  show(state: CardState): void;
  /** The PIN buffers that were handed over, to see whether they are overwritten. */
  readonly pins: readonly Uint8Array[];
}

/** A reader of software cards: the port as the card process serves it, with keys in memory. */
export function softReader(): SoftReader {
  const state = new Subject<CardState>({ kind: 'reader-empty', reader: READER });
  const pins: Uint8Array[] = [];
  let inserted: TrainingCard | null = null;
  return {
    state,
    pins,
    insert: (card, person) => {
      inserted = card;
      const holder = holderOf(card, person);
      const { chain } = card;
      state.set({ kind: 'card-present', reader: READER, holder, validity: 'valid', pinTriesLeft: 3, chain });
    },
    remove: () => {
      inserted = null;
      state.set({ kind: 'reader-empty', reader: READER });
    },
    show: (next) => state.set(next),
    sign: async ({ cardId, pin, data }) => {
      pins.push(pin);
      const isRight = Buffer.from(pin).toString('ascii') === inserted?.pin;
      pin.fill(0);
      if (!inserted || cardIdOf(inserted) !== cardId) return fail('Card_Removed');
      return isRight ? signWith(inserted)(data) : fail('Card_PinWrong', { triesLeft: 2 });
    },
  };
}

export function cardIdOf({ chain }: TrainingCard): string {
  return createHash('sha256')
    .update(chain[0] ?? '')
    .digest('hex');
}

function holderOf(card: TrainingCard, person: DirectoryPerson): CardHolder {
  return {
    cardId: cardIdOf(card),
    nationalId: person.card.nationalId,
    familyName: person.familyName,
    givenName: person.givenName,
    kind: person.card.kind,
    title: person.card.title,
    organisation: person.organisation,
    issuer: 'AC FORMATION BANDEAU PERSONNES',
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2029-01-01T00:00:00Z',
  };
}
