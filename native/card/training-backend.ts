import { createPrivateKey, sign, timingSafeEqual } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackendSignRequest, CardBackend, OnCardState } from './backend.ts';
import { type AuthenticationCertificate, chooseCertificate, validityAt } from './certificate.ts';
import { modulesToTry } from './modules.ts';
import { wrongPin } from './pin.ts';
import type {
  CardHolder,
  CardState,
  PinTries,
  SignFailure,
  SignOutcome,
  TrainingCard,
  TrainingDamage,
} from './protocol.ts';

const READER = 'Lecteur de formation';
const UNKNOWN_ATR = '3b65000053434147';
const DAY_MS = 86_400_000;
/** As long as a real card takes, so that an operator learns to leave it in. */
const READ_MS = 300;
const SIGN_MS = 300;

type Dates = Pick<CardHolder, 'notBefore' | 'notAfter'>;

export interface TrainingOptions {
  readonly cards: readonly TrainingCard[];
  /** The card that is in the reader from the start, by its id. */
  readonly inserted: string | null;
  /** Stops the process from answering anything for ever: what a hung middleware does. */
  readonly hang: () => void;
}

interface SimulatedCard {
  readonly key: TrainingCard;
  readonly certificate: AuthenticationCertificate;
  triesLeft: PinTries;
}

/**
 * The simulated card and its reader. `expired` and `not-yet-valid` tell other dates than the certificate's, which end
 * yesterday or begin tomorrow; `silent` hangs the whole process at the next signature, as a middleware would.
 */
export function startTrainingBackend(options: TrainingOptions, onState: OnCardState): CardBackend {
  const cards = options.cards.flatMap(simulate);
  const cardOf = (id: string | null) => cards.find(({ key }) => key.id === id) ?? null;
  let inserted: SimulatedCard | null = cardOf(options.inserted);
  let damage: TrainingDamage = 'none';
  let isReading = false;
  /** Changes with each insertion and removal, so that what was begun before is known to be over. */
  let insertion = 0;

  const publish = (): void => onState(stateOf(inserted, damage, isReading));

  const signOn = async (card: SimulatedCard, { pin, data }: BackendSignRequest): Promise<SignOutcome> => {
    const during = insertion;
    if (damage === 'silent') options.hang();
    if (isUnreachable(damage)) return failed({ code: 'Card_Removed' });
    if (triesOf(card, damage) === 0) return failed({ code: 'Card_PinBlocked' });
    const isRight = samePin(pin, card.key.pin);
    card.triesLeft = isRight ? 3 : fewer(card.triesLeft);
    publish();
    if (!isRight) return failed(wrongPin(card.triesLeft));
    await delay(SIGN_MS);
    if (insertion !== during) return failed({ code: 'Card_Removed' });
    const privateKey = createPrivateKey({
      key: Buffer.from(card.key.privateKey),
      format: 'der',
      type: 'pkcs8',
    });
    return { ok: true, signature: Uint8Array.from(sign('sha256', data, privateKey)) };
  };

  publish();
  return {
    sign: async (request) => {
      if (inserted?.certificate.holder.cardId !== request.cardId) return failed({ code: 'Card_Removed' });
      return signOn(inserted, request);
    },
    stop: () => {
      insertion += 1;
    },
    training: {
      insert: (cardId) => {
        const card = cardOf(cardId);
        if (!card) return;
        inserted = card;
        insertion += 1;
        isReading = true;
        publish();
        const during = insertion;
        void delay(READ_MS).then(() => {
          if (insertion !== during) return;
          isReading = false;
          publish();
        });
      },
      remove: () => {
        inserted = null;
        isReading = false;
        insertion += 1;
        publish();
      },
      damage: (wanted) => {
        damage = wanted;
        publish();
      },
    },
  };
}

function simulate(key: TrainingCard): SimulatedCard[] {
  const certificates = key.chain.map((value) => ({ id: new Uint8Array(), value }));
  const certificate = chooseCertificate(certificates, new Date());
  return certificate ? [{ key, certificate, triesLeft: 3 }] : [];
}

function stateOf(card: SimulatedCard | null, damage: TrainingDamage, isReading: boolean): CardState {
  if (damage === 'middleware-missing') {
    return { kind: 'middleware-missing', searched: modulesToTry([], process.platform) };
  }
  if (damage === 'service-stopped') return { kind: 'service-stopped' };
  if (damage === 'no-reader') return { kind: 'no-reader' };
  if (!card) return { kind: 'reader-empty', reader: READER };
  if (isReading) return { kind: 'reading', reader: READER };
  if (damage === 'unknown-card') return { kind: 'card-unknown', reader: READER, atr: UNKNOWN_ATR };
  const { chain } = card.certificate;
  const holder = { ...card.certificate.holder, ...datesOf(card.certificate.holder, damage) };
  return {
    kind: 'card-present',
    reader: READER,
    holder,
    validity: validityAt(holder, new Date()),
    pinTriesLeft: triesOf(card, damage),
    chain,
  };
}

/** The dates that a damaged card tells, as long as its own. */
function datesOf(own: Dates, damage: TrainingDamage): Dates {
  const length = Date.parse(own.notAfter) - Date.parse(own.notBefore);
  if (damage === 'expired') return datesFrom(Date.now() - DAY_MS - length, length);
  return damage === 'not-yet-valid' ? datesFrom(Date.now() + DAY_MS, length) : own;
}

function datesFrom(start: number, length: number): Dates {
  const iso = (time: number) => new Date(time).toISOString();
  return { notBefore: iso(start), notAfter: iso(start + length) };
}

function triesOf(card: SimulatedCard, damage: TrainingDamage): PinTries {
  return damage === 'pin-blocked' ? 0 : card.triesLeft;
}

function fewer(tries: PinTries): PinTries {
  if (tries === 3) return 2;
  return tries === 2 ? 1 : 0;
}

function isUnreachable(damage: TrainingDamage): boolean {
  return ['unknown-card', 'no-reader', 'service-stopped', 'middleware-missing'].includes(damage);
}

function samePin(given: Uint8Array, expected: string): boolean {
  const right = Buffer.from(expected);
  return given.length === right.length && timingSafeEqual(given, right);
}

function failed(failure: SignFailure): SignOutcome {
  return { ok: false, failure };
}
