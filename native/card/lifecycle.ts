import { validityAt } from './certificate.ts';
import type { CardHolder, CardState, PinTries } from './protocol.ts';

/** A reader as PC/SC tells it. */
export interface Reader {
  readonly name: string;
  readonly card: ReaderCard | null;
}

export interface ReaderCard {
  /** How many times PC/SC saw a card come or go in this reader: tells a card from the one before. */
  readonly events: number;
  /** The card does not answer, as when it is inserted the wrong way round. */
  readonly isMute: boolean;
  /** A program has it for itself alone (`SCARD_STATE_EXCLUSIVE`): others get `SCARD_E_SHARING_VIOLATION`. */
  readonly isHeld: boolean;
}

export interface ReadersView {
  readonly service: 'starting' | 'running' | 'stopped';
  readonly readers: readonly Reader[];
}

/** What PKCS#11 says of one slot. `busy` could not be read now: another try may succeed. */
export type SlotReading = { readonly slotId: string; readonly reader: string } & (
  | { readonly kind: 'empty' | 'busy' | 'unknown' | 'no-certificate' }
  | {
      readonly kind: 'card';
      readonly keyId: Uint8Array;
      readonly holder: CardHolder;
      readonly chain: readonly Uint8Array[];
    }
);

export type CardReading = Extract<SlotReading, { kind: 'card' }>;

/** All that is known; `cardState` says what it amounts to. */
export interface Facts {
  /** `searching`, `found`, or the places where there is none. */
  readonly middleware: 'searching' | 'found' | readonly string[];
  readonly view: ReadersView;
  readonly slots: readonly SlotReading[];
  /** Whether the slots were ever read: before, a library may have a token that PC/SC knows nothing of. */
  readonly hasRead: boolean;
  /** Whether `slots` was read after the last change in the readers. */
  readonly settled: boolean;
  /** The card that signed last: preferred when several are there. */
  readonly inUse: string | null;
  /** PIN tries left, by card id, as last told; asking costs a card time, so the holder shows before. */
  readonly tries: Readonly<Record<string, PinTries>>;
  /** ATR of the card in each reader where it was asked, hexadecimal. */
  readonly atrs: Readonly<Record<string, string>>;
}

export type FactEvent =
  | { readonly type: 'middleware'; readonly found: boolean; readonly searched: readonly string[] }
  | { readonly type: 'readers'; readonly view: ReadersView }
  | { readonly type: 'slots'; readonly slots: readonly SlotReading[]; readonly settled: boolean }
  | { readonly type: 'tries'; readonly cardId: string; readonly pinTriesLeft: PinTries }
  | { readonly type: 'used'; readonly cardId: string }
  | { readonly type: 'atr'; readonly reader: string; readonly atr: string };

export const initialFacts: Facts = {
  middleware: 'searching',
  view: { service: 'starting', readers: [] },
  slots: [],
  hasRead: false,
  settled: false,
  inUse: null,
  tries: {},
  atrs: {},
};

/** CK_SLOT_INFO keeps 64 bytes of a reader's name. */
const SLOT_DESCRIPTION_LENGTH = 64;

export function reduce(facts: Facts, event: FactEvent): Facts {
  switch (event.type) {
    case 'middleware':
      return { ...facts, middleware: event.found ? 'found' : event.searched };
    case 'readers': {
      // A removal shows at once, without waiting for the middleware to notice it.
      const slots = facts.slots.filter(
        ({ reader }) => !hasChanged(reader, facts.view, event.view) && !isEmptyReader(reader, event.view),
      );
      return { ...facts, view: event.view, slots, settled: false, atrs: {} };
    }
    case 'slots': {
      const slots = event.slots.filter((slot) => !isEmptyReader(slot.reader, facts.view));
      return { ...facts, slots, hasRead: true, settled: event.settled };
    }
    case 'tries':
      return { ...facts, tries: { ...facts.tries, [event.cardId]: event.pinTriesLeft } };
    case 'used':
      return { ...facts, inUse: event.cardId };
    case 'atr':
      return { ...facts, atrs: { ...facts.atrs, [event.reader]: event.atr } };
  }
}

/** What the reader shows, from all that is known. A token that the middleware can use wins over all else. */
export function cardState(facts: Facts, now: Date): CardState {
  const { middleware, view, slots } = facts;
  if (Array.isArray(middleware)) return { kind: 'middleware-missing', searched: middleware };
  if (middleware === 'searching' || view.service === 'starting') return { kind: 'starting' };

  const usable = usableCard(facts);
  if (usable) {
    const { reader, holder, chain } = usable;
    return {
      kind: 'card-present',
      reader,
      holder,
      validity: validityAt(holder, now),
      pinTriesLeft: facts.tries[holder.cardId] ?? 3,
      chain,
    };
  }

  const occupied = view.readers.find(({ card }) => card !== null);
  if (occupied?.card?.isMute === false && !facts.settled) return { kind: 'reading', reader: occupied.name };
  if (!facts.hasRead) return { kind: 'starting' };
  const bare = slots.find(({ kind }) => kind === 'no-certificate');
  if (bare) return { kind: 'no-certificate', reader: bare.reader };
  if (occupied) return { kind: 'card-unknown', reader: occupied.name, atr: facts.atrs[occupied.name] ?? '' };
  const unknown = slots.find(({ kind }) => kind === 'unknown');
  if (unknown) return { kind: 'card-unknown', reader: unknown.reader, atr: '' };

  if (view.service === 'stopped') return { kind: 'service-stopped' };
  const [first] = view.readers;
  return first ? { kind: 'reader-empty', reader: first.name } : { kind: 'no-reader' };
}

/** The card to work with: the one in use, else the first. */
export function usableCard({ slots, inUse }: Facts): CardReading | undefined {
  const cards = slots.filter((slot) => slot.kind === 'card');
  return cards.find(({ holder }) => holder.cardId === inUse) ?? cards[0];
}

/** Whether a reading accounts for every card that PC/SC sees, so that reading again would tell nothing new. */
export function isSettled(slots: readonly SlotReading[], view: ReadersView): boolean {
  const answering = view.readers.filter(({ card }) => card?.isMute === false).length;
  const told = slots.filter(({ kind }) => kind !== 'empty').length;
  return told >= answering && slots.every(({ kind }) => kind !== 'busy');
}

/** Whether a card left a reader between two views, be it to make room for another. */
export function hasLeft(before: ReadersView, after: ReadersView): boolean {
  return before.readers.some(({ name, card }) => {
    const now = after.readers.find((reader) => reader.name === name);
    return card !== null && card.events !== now?.card?.events;
  });
}

function hasChanged(slotReader: string, before: ReadersView, after: ReadersView): boolean {
  const old = readerOf(slotReader, before);
  const present = readerOf(slotReader, after);
  return (old !== undefined || present !== undefined) && old?.card?.events !== present?.card?.events;
}

function isEmptyReader(slotReader: string, view: ReadersView): boolean {
  return readerOf(slotReader, view)?.card === null;
}

function readerOf(slotReader: string, { readers }: ReadersView): Reader | undefined {
  return readers.find(
    ({ name }) =>
      name === slotReader || (slotReader.length >= SLOT_DESCRIPTION_LENGTH && name.startsWith(slotReader)),
  );
}
