import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackendSignRequest, CardBackend, OnCardState } from './backend.ts';
import { meaningOfError } from './errors.ts';
import {
  type CardReading,
  cardState,
  type FactEvent,
  type Facts,
  initialFacts,
  isSettled,
  type ReadersView,
  reduce,
} from './lifecycle.ts';
import { findModule, modulesToTry } from './modules.ts';
import { watchReaders } from './pcsc.ts';
import { wrongPin } from './pin.ts';
import { type Cryptoki, openCryptoki } from './pkcs11.ts';
import type { PinTries, SignFailure, SignOutcome } from './protocol.ts';
import { isSignedBy } from './signature.ts';

/** A card just inserted may need a moment before the middleware sees it: pauses between readings, in ms. */
const READ_AGAIN_MS = [100, 200, 400, 800] as const;
const TICK_MS = 2_000;
/** PC/SC looks at a reader every 400 ms: a removal that the middleware called an error is known by then. */
const REMOVAL_NOTICE_MS = 700;

/** Serves the card through a PKCS#11 library of `configured` or of the usual places, and PC/SC. */
export function startPkcs11Backend(configured: readonly string[], onState: OnCardState): CardBackend {
  const paths = modulesToTry(configured, process.platform);
  let facts: Facts = initialFacts;
  let cryptoki: Cryptoki | null = null;
  let reading = false;
  // The middleware has one user at a time, whatever locking it claims.
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(task: () => Promise<T>): Promise<T> => {
    const done = last.then(task, task);
    last = done.catch(() => {});
    return done;
  };

  const publish = (): void => onState(cardState(facts, new Date()));
  const dispatch = (event: FactEvent): void => {
    facts = reduce(facts, event);
    publish();
  };

  const load = (): void => {
    const { module, searched } = findModule(paths, existsSync, openCryptoki);
    cryptoki = module;
    dispatch({ type: 'middleware', found: module !== null, searched });
  };

  /** Reads the slots once; the readers may change meanwhile, so what is told is checked against them anew. */
  const readOnce = (isLast: boolean): boolean => {
    if (!cryptoki) return true;
    const slots = readSlots(cryptoki);
    const settled = isSettled(slots, facts.view);
    dispatch({ type: 'slots', slots, settled: settled || isLast });
    return settled;
  };

  const read = (): void => {
    if (reading) return;
    reading = true;
    void alone(async () => {
      // Lets the state that says so leave before the middleware blocks this process.
      await delay(0);
      reading = false;
      for (const pause of READ_AGAIN_MS) {
        if (readOnce(false) || reading) return;
        await delay(pause);
      }
      readOnce(true);
    });
  };

  const onReaders = (view: ReadersView): void => {
    const isBack = facts.view.service === 'stopped' && view.service === 'running';
    dispatch({ type: 'readers', view });
    // What a middleware kept of a service that died is of no use with the new one.
    if (isBack) void alone(async () => reinitialise());
    read();
  };
  const reinitialise = (): void => {
    try {
      cryptoki?.reinitialise();
    } catch {
      cryptoki?.close();
      cryptoki = null;
    }
  };

  const tick = setInterval(() => {
    if (!cryptoki) void alone(async () => load()).then(read);
    // Without a PC/SC reader nothing announces a token: a library may have readers of its own (GALSS, SoftHSM).
    else if (facts.view.readers.length === 0) read();
    else publish();
  }, TICK_MS);

  const signOn = async (card: CardReading, request: BackendSignRequest): Promise<SignOutcome> => {
    if (!cryptoki) return failed({ code: 'Card_NotAnswering' });
    const { slotId, keyId, holder, chain } = card;
    try {
      const signature = await cryptoki.sign({ slotId, keyId, pin: request.pin, data: request.data });
      const [leaf] = chain;
      if (!leaf || !isSignedBy(leaf, request.data, signature))
        return failed({ code: 'Card_SignatureRefused' });
      dispatch({ type: 'used', cardId: holder.cardId });
      return { ok: true, signature };
    } catch (error) {
      return failed(await explain(error, card));
    } finally {
      refreshTries(card);
    }
  };

  const refreshTries = ({ slotId, holder }: CardReading): PinTries | null => {
    try {
      const pinTriesLeft = cryptoki?.pinTriesLeft(slotId) ?? null;
      if (pinTriesLeft !== null) dispatch({ type: 'tries', cardId: holder.cardId, pinTriesLeft });
      return pinTriesLeft;
    } catch {
      return null;
    }
  };

  const explain = async (error: unknown, card: CardReading): Promise<SignFailure> => {
    switch (meaningOfError(error)) {
      case 'pin-wrong': {
        const triesLeft = refreshTries(card);
        return triesLeft === null ? { code: 'Card_Removed' } : wrongPin(triesLeft);
      }
      case 'pin-blocked':
        return { code: 'Card_PinBlocked' };
      case 'pin-format':
        return { code: 'Card_PinFormat' };
      case 'removed':
      case 'unknown-token':
        return { code: 'Card_Removed' };
      default:
        // Many middlewares tell a removal in the middle of an operation as an error of the device.
        if (refreshTries(card) !== null) await delay(REMOVAL_NOTICE_MS);
        return { code: cardIn(facts, card.holder.cardId) ? 'Card_SignatureRefused' : 'Card_Removed' };
    }
  };

  load();
  const watch = watchReaders(onReaders);

  return {
    sign: (request) =>
      alone(async () => {
        const card = cardIn(facts, request.cardId);
        return card ? signOn(card, request) : failed({ code: 'Card_Removed' });
      }),
    stop: () => {
      clearInterval(tick);
      watch.stop();
      cryptoki?.close();
    },
  };
}

function readSlots(cryptoki: Cryptoki): ReturnType<Cryptoki['readSlots']> {
  try {
    return cryptoki.readSlots();
  } catch {
    // A library that has lost its service refuses to list; PC/SC tells of the service itself.
    return [];
  }
}

function cardIn(facts: Facts, cardId: string): CardReading | undefined {
  return facts.slots.filter((slot) => slot.kind === 'card').find(({ holder }) => holder.cardId === cardId);
}

function failed(failure: SignFailure): SignOutcome {
  return { ok: false, failure };
}
