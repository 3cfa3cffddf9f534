import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  cardState,
  type FactEvent,
  type Facts,
  hasLeft,
  initialFacts,
  isSettled,
  type ReadersView,
  reduce,
  type SlotReading,
} from '../../../native/card/lifecycle.ts';
import type { CardHolder, CardState } from '../../../native/card/protocol.ts';

const now = new Date('2026-06-01T00:00:00.000Z');
const READERS = ['Reader A', 'Reader B'] as const;

function holder(cardId: string): CardHolder {
  return {
    cardId,
    nationalId: '899700075064',
    familyName: 'ESSAI',
    givenName: 'Zoé',
    kind: 'CPS',
    title: null,
    organisation: null,
    issuer: 'AC',
    notBefore: '2026-01-01T00:00:00.000Z',
    notAfter: '2027-01-01T00:00:00.000Z',
  };
}

function card(reader: string, cardId = 'one'): SlotReading {
  return { slotId: reader, reader, kind: 'card', keyId: new Uint8Array(), holder: holder(cardId), chain: [] };
}

function slot(reader: string, kind: 'empty' | 'busy' | 'unknown' | 'no-certificate'): SlotReading {
  return { slotId: reader, reader, kind };
}

function running(...readers: ReadersView['readers']): ReadersView {
  return { service: 'running', readers };
}

const empty = (name: string) => ({ name, card: null });
const occupied = (name: string, events = 1, isMute = false) => ({
  name,
  card: { events, isMute, isHeld: false },
});
const found: FactEvent = { type: 'middleware', found: true, searched: ['/lib.so'] };
const sees = (view: ReadersView): FactEvent => ({ type: 'readers', view });
const reads = (...slots: readonly SlotReading[]): FactEvent => ({ type: 'slots', slots, settled: true });

function after(...events: readonly FactEvent[]): Facts {
  return events.reduce(reduce, initialFacts);
}

function stateAfter(...events: readonly FactEvent[]): CardState {
  return cardState(after(...events), now);
}

describe('what the reader shows', () => {
  it.each<[string, readonly FactEvent[], CardState]>([
    ['starting, before anything is known', [], { kind: 'starting' }],
    ['starting, until the slots are read', [found, sees(running())], { kind: 'starting' }],
    [
      'middleware missing, with the places searched',
      [{ type: 'middleware', found: false, searched: ['/a.so'] }, sees(running(empty('Reader A')))],
      { kind: 'middleware-missing', searched: ['/a.so'] },
    ],
    [
      'service stopped',
      [found, sees({ service: 'stopped', readers: [] }), reads()],
      { kind: 'service-stopped' },
    ],
    ['no reader', [found, sees(running()), reads()], { kind: 'no-reader' }],
    [
      'reader empty',
      [found, sees(running(empty('Reader A'))), reads(slot('Reader A', 'empty'))],
      { kind: 'reader-empty', reader: 'Reader A' },
    ],
    [
      'reading, from the insertion on',
      [found, sees(running(empty('Reader A'))), reads(), sees(running(occupied('Reader A')))],
      { kind: 'reading', reader: 'Reader A' },
    ],
    [
      'card unknown, with its ATR once asked',
      [
        found,
        sees(running(occupied('Reader A'))),
        reads(slot('Reader A', 'unknown')),
        { type: 'atr', reader: 'Reader A', atr: '3b00' },
      ],
      { kind: 'card-unknown', reader: 'Reader A', atr: '3b00' },
    ],
    [
      'card unknown, when it does not answer',
      [found, sees(running(occupied('Reader A', 1, true))), reads(slot('Reader A', 'empty'))],
      { kind: 'card-unknown', reader: 'Reader A', atr: '' },
    ],
    [
      'no certificate',
      [found, sees(running(occupied('Reader A'))), reads(slot('Reader A', 'no-certificate'))],
      { kind: 'no-certificate', reader: 'Reader A' },
    ],
  ])('is %s', (_name, events, expected) => {
    expect(stateAfter(...events)).toEqual(expected);
  });

  it('is the card that can be used, whatever is in the other readers', () => {
    const view = running(occupied('Reader A'), occupied('Reader B'));

    expect(stateAfter(found, sees(view), reads(slot('Reader A', 'unknown'), card('Reader B')))).toMatchObject(
      {
        kind: 'card-present',
        reader: 'Reader B',
        validity: 'valid',
        pinTriesLeft: 3,
      },
    );
  });

  it('is rather the card in use', () => {
    const view = running(occupied('Reader A'), occupied('Reader B'));
    const events = [found, sees(view), reads(card('Reader A', 'one'), card('Reader B', 'two'))];

    expect(stateAfter(...events)).toMatchObject({ reader: 'Reader A' });
    expect(stateAfter(...events, { type: 'used', cardId: 'two' })).toMatchObject({ reader: 'Reader B' });
  });

  it('is the token of a library with readers of its own, even without PC/SC', () => {
    const events = [
      found,
      sees({ service: 'stopped', readers: [] }),
      reads(card('SoftHSM slot ID 0x1')),
    ] as const;

    expect(stateAfter(...events)).toMatchObject({ kind: 'card-present', reader: 'SoftHSM slot ID 0x1' });
  });

  it('is empty at the removal, before the middleware notices it', () => {
    const events = [found, sees(running(occupied('Reader A'))), reads(card('Reader A'))];

    expect(stateAfter(...events, sees(running(empty('Reader A'))))).toEqual({
      kind: 'reader-empty',
      reader: 'Reader A',
    });
  });

  it('is read again when a card took the place of another unseen', () => {
    const events = [found, sees(running(occupied('Reader A', 1))), reads(card('Reader A'))];

    expect(stateAfter(...events, sees(running(occupied('Reader A', 3)))).kind).toBe('reading');
  });

  it('tells the tries left, and remembers them', () => {
    const events = [
      found,
      sees(running(occupied('Reader A'))),
      reads(card('Reader A')),
      { type: 'tries', cardId: 'one', pinTriesLeft: 1 },
    ] as const;

    expect(stateAfter(...events)).toMatchObject({ pinTriesLeft: 1 });
    expect(stateAfter(...events, reads(card('Reader A')))).toMatchObject({ pinTriesLeft: 1 });
  });

  it('knows a reader by the 64 characters that PKCS#11 keeps of its name', () => {
    const name = 'Gemalto PC Twin Reader with an unusually long name of its maker (0001) 00 00';
    const events = [found, sees(running(occupied(name))), reads(card(name.slice(0, 64)))];

    expect(stateAfter(...events, sees(running(empty(name)))).kind).toBe('reader-empty');
  });

  it('is not settled while a card that PC/SC sees is not accounted for', () => {
    const view = running(occupied('Reader A'));

    expect(isSettled([slot('Reader A', 'empty')], view)).toBe(false);
    expect(isSettled([slot('Reader A', 'busy')], view)).toBe(false);
    expect(isSettled([slot('Reader A', 'unknown')], view)).toBe(true);
    expect(isSettled([slot('Reader A', 'empty')], running(occupied('Reader A', 1, true)))).toBe(true);
  });
});

describe('whatever the order of events', () => {
  const readerView = fc.tuple(
    ...READERS.map((name) =>
      fc.option(
        fc.record({
          name: fc.constant(name),
          card: fc.option(fc.record({ events: fc.nat(4), isMute: fc.boolean(), isHeld: fc.boolean() })),
        }),
      ),
    ),
  );
  const view: fc.Arbitrary<ReadersView> = fc.record({
    service: fc.constantFrom('starting', 'running', 'stopped'),
    readers: readerView.map((readers) => readers.filter((reader) => reader !== null)),
  });
  const reading: fc.Arbitrary<SlotReading> = fc.oneof(
    fc
      .tuple(fc.constantFrom(...READERS), fc.constantFrom('empty', 'busy', 'unknown', 'no-certificate'))
      .map(([reader, kind]) => slot(reader, kind)),
    fc
      .tuple(fc.constantFrom(...READERS), fc.constantFrom('one', 'two'))
      .map(([reader, id]) => card(reader, id)),
  );
  const event: fc.Arbitrary<FactEvent> = fc.oneof(
    fc.record({ type: fc.constant('middleware'), found: fc.boolean(), searched: fc.constant(['/lib.so']) }),
    fc.record({ type: fc.constant('readers'), view }),
    fc.record({
      type: fc.constant('slots'),
      slots: fc.array(reading, { maxLength: 3 }),
      settled: fc.boolean(),
    }),
    fc.record({
      type: fc.constant('tries'),
      cardId: fc.constantFrom('one', 'two'),
      pinTriesLeft: fc.constantFrom(0, 1, 2, 3),
    }),
    fc.record({ type: fc.constant('used'), cardId: fc.constantFrom('one', 'two') }),
  );
  const history = fc.array(event, { maxLength: 30 });

  it('a card never shows in a reader that PC/SC sees empty', () => {
    fc.assert(
      fc.property(history, (events) => {
        const facts = after(...events);
        const state = cardState(facts, now);
        const reader =
          'reader' in state ? facts.view.readers.find(({ name }) => name === state.reader) : null;
        if (state.kind === 'card-present' && reader) expect(reader.card).not.toBeNull();
        if (state.kind === 'reader-empty') expect(reader?.card).toBeNull();
      }),
    );
  });

  it('the last view and the last reading decide what card shows', () => {
    fc.assert(
      fc.property(history, view, fc.array(reading, { maxLength: 3 }), (events, lastView, slots) => {
        const last = [found, sees(lastView), reads(...slots)];
        const fresh = cardState({ ...after(...last), inUse: null, tries: {} }, now);
        const worn = cardState({ ...after(...events, ...last), inUse: null, tries: {} }, now);
        expect(worn).toEqual(fresh);
      }),
    );
  });

  it('a card that leaves makes its reading void', () => {
    fc.assert(
      fc.property(history, view, (events, next) => {
        const before = after(...events);
        const gone = before.view.readers.filter((reader) =>
          hasLeft({ ...before.view, readers: [reader] }, next),
        );
        const { slots } = reduce(before, sees(next));
        for (const { name } of gone) expect(slots.some(({ reader }) => reader === name)).toBe(false);
      }),
    );
  });
});
