import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { BackendSignRequest, CardBackend, OnCardInspection, OnCardState } from './backend.ts';
import { meaningOfError } from './errors.ts';
import {
  type CardReading,
  cardState,
  type FactEvent,
  type Facts,
  hasLeft,
  initialFacts,
  isSettled,
  type ReadersView,
  reduce,
  type SlotReading,
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
export function startPkcs11Backend(
  configured: readonly string[],
  onState: OnCardState,
  onInspection: OnCardInspection,
): CardBackend {
  const paths = modulesToTry(configured, process.platform);
  let facts: Facts = initialFacts;
  let cryptoki: Cryptoki | null = null;
  let reading = false;
  let relistWanted = true;
  // The middleware has one user at a time, whatever locking it claims.
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(task: () => Promise<T>): Promise<T> => {
    const done = last.then(task, task);
    last = done.catch(() => {});
    return done;
  };

  const publish = (): void => {
    onInspection({
      middleware: cryptoki?.library ?? (facts.middleware === 'searching' ? 'loading' : null),
      searched: paths,
      service: facts.view.service,
      readers: facts.view.readers.map(({ name, card }) => ({
        name,
        hasCard: card !== null,
        isMute: card?.isMute === true,
        isHeld: card?.isHeld === true,
      })),
    });
    onState(cardState(facts, new Date()));
  };
  const dispatch = (event: FactEvent): void => {
    facts = reduce(facts, event);
    publish();
  };

  const load = (): void => {
    const { module, searched } = findModule(paths, existsSync, openCryptoki);
    cryptoki = module;
    dispatch({ type: 'middleware', found: module !== null, searched });
  };

  let isLoading = false;
  /** Once the readers were told: a card that it does not know makes a middleware slow to load, and this process deaf. */
  const loadOnce = (): void => {
    if (isLoading) return;
    isLoading = true;
    void alone(async () => {
      await delay(0);
      load();
    }).then(read);
  };

  /** Reads the slots once. What the readers did meanwhile makes the reading void: another one is on its way. */
  const readOnce = async (isLast: boolean): Promise<boolean> => {
    const { view } = facts;
    if (!cryptoki) return true;
    const relist = relistWanted || view.readers.length === 0;
    relistWanted = false;
    const slots = await readSlots(cryptoki, relist);
    if (facts.view !== view) return true;
    const settled = isSettled(slots, view);
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
      let isSettledNow = await readOnce(false);
      for (const [index, pause] of READ_AGAIN_MS.entries()) {
        if (isSettledNow || reading) break;
        await delay(pause);
        relistWanted = true;
        isSettledNow = await readOnce(index === READ_AGAIN_MS.length - 1);
      }
      await readUnknownAtr();
      for (const slot of facts.slots) if (slot.kind === 'card') refreshTries(slot);
    });
  };

  /** Shown with an unknown card, for whoever has to tell which card it is. */
  const readUnknownAtr = async (): Promise<void> => {
    const state = cardState(facts, new Date());
    const { view } = facts;
    if (state.kind !== 'card-unknown' || state.atr !== '') return;
    const atr = await watch.readAtr(state.reader);
    if (atr !== null && facts.view === view) dispatch({ type: 'atr', reader: state.reader, atr });
  };

  const onReaders = (view: ReadersView): void => {
    const isBack = facts.view.service === 'stopped' && view.service === 'running';
    if (hasLeft(facts.view, view) || facts.view.readers.length !== view.readers.length) relistWanted = true;
    dispatch({ type: 'readers', view });
    if (facts.middleware === 'searching') {
      loadOnce();
      return;
    }
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
    if (facts.middleware === 'searching') return;
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
      // The right PIN gives a card all its tries back: no need to ask.
      dispatch({ type: 'tries', cardId: holder.cardId, pinTriesLeft: 3 });
      return { ok: true, signature };
    } catch (error) {
      return failed(await explain(error, card));
    }
  };

  /** `atMost`: OpenSC raises no flag on the first error of a card whose number of tries it does not know. */
  const refreshTries = ({ slotId, holder }: CardReading, atMost: PinTries = 3): PinTries | null => {
    try {
      const told = cryptoki?.pinTriesLeft(slotId) ?? null;
      if (told === null) return null;
      const pinTriesLeft = told < atMost ? told : atMost;
      dispatch({ type: 'tries', cardId: holder.cardId, pinTriesLeft });
      return pinTriesLeft;
    } catch {
      return null;
    }
  };

  const explain = async (error: unknown, card: CardReading): Promise<SignFailure> => {
    switch (meaningOfError(error)) {
      case 'pin-wrong': {
        const triesLeft = refreshTries(card, 2);
        return triesLeft === null ? { code: 'Card_Removed' } : wrongPin(triesLeft);
      }
      case 'pin-blocked':
        dispatch({ type: 'tries', cardId: card.holder.cardId, pinTriesLeft: 0 });
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

async function readSlots(cryptoki: Cryptoki, relist: boolean): Promise<readonly SlotReading[]> {
  try {
    return await cryptoki.readSlots(relist);
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
