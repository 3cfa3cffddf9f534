import { describe, expect, test } from 'vitest';
import {
  callsOf as callsIn,
  ENDED_STAYS,
  referenceOf as referenceIn,
} from '../../../electron/telephony/calls.ts';
import type { DialogInfo } from '../../../electron/telephony/documents/dialog-info.ts';
import { EMPTY_GRACE } from '../../../electron/telephony/documents/dialogs-told.ts';
import type { Call } from '../../../electron/telephony/ports.ts';
import { dialog, document, hear, nothingWatched, type Watched } from './documents.ts';

const take = (watched: Watched, at: number, told: DialogInfo | null, subscription = 's1'): Watched =>
  hear(watched, { type: 'document', at, subscription, document: told });
const tick = (watched: Watched, at: number): Watched => hear(watched, { type: 'tick', at });
const callsOf = ({ calls }: Watched): readonly Call[] => callsIn(calls);
const referenceOf = ({ calls }: Watched, callId: string) => referenceIn(calls, callId);

const watching = take(nothingWatched('1501'), 0, document(0, 'full', []));
const ringing = take(watching, 1_000, document(1, 'full', [dialog('7')]));
const connected = take(ringing, 2_000, document(2, 'full', [dialog('7', { state: 'confirmed' })]));

describe('one call', () => {
  test('rings, is connected, held, retrieved and ended, each with its time', () => {
    expect(callsOf(ringing)).toMatchObject([
      { state: 'ringing', direction: 'inbound', number: '0600000007', startedAt: 1_000, connectedAt: null },
    ]);
    expect(callsOf(connected)).toMatchObject([{ state: 'connected', connectedAt: 2_000 }]);
    const held = take(
      connected,
      3_000,
      document(3, 'full', [dialog('7', { state: 'confirmed', held: true })]),
    );
    expect(callsOf(held)).toMatchObject([{ state: 'held', connectedAt: 2_000, heldAt: 3_000 }]);
    const back = take(held, 4_000, document(4, 'full', [dialog('7', { state: 'confirmed' })]));
    expect(callsOf(back)).toMatchObject([{ state: 'connected', connectedAt: 2_000, heldAt: null }]);
    const ended = take(back, 5_000, document(5, 'full', [dialog('7', { state: 'terminated' })]));
    expect(callsOf(ended)).toMatchObject([{ state: 'ended', endedAt: 5_000 }]);
    expect(callsOf(tick(ended, 5_000 + ENDED_STAYS - 1))).toHaveLength(1);
    expect(callsOf(tick(ended, 5_000 + ENDED_STAYS))).toEqual([]);
  });

  test('that the phone makes is dialling', () => {
    const state = take(
      watching,
      1,
      document(1, 'full', [dialog('7', { direction: 'initiator', state: 'trying' })]),
    );
    expect(callsOf(state)).toMatchObject([{ state: 'dialling', direction: 'outbound' }]);
  });

  test('seen first in the first document was there before, and later ones were not', () => {
    const there = take(nothingWatched('1501'), 1, document(5, 'full', [dialog('7', { state: 'confirmed' })]));
    expect(callsOf(there)).toMatchObject([{ seenFromStart: false, startedAt: 1, connectedAt: 1 }]);
    expect(callsOf(ringing)).toMatchObject([{ seenFromStart: true }]);
  });

  test('whose first notification came merged is still seen from its start', () => {
    const merged = take(watching, 9, document(4, 'full', [dialog('7', { state: 'confirmed' })]));
    expect(callsOf(merged)).toMatchObject([{ state: 'connected', seenFromStart: true }]);
  });

  test('that a full document no longer contains is over; a partial one says nothing of it', () => {
    expect(callsOf(take(connected, 9_000, document(3, 'full', [])))).toMatchObject([
      { state: 'ended', endedAt: 9_000 },
    ]);
    expect(callsOf(take(connected, 9, document(3, 'partial', [])))).toMatchObject([{ state: 'connected' }]);
  });

  test('keeps the tags that were told while it rang', () => {
    const bare = dialog('7', { state: 'confirmed', localTag: null, remoteTag: null });
    const state = take(ringing, 2_000, document(2, 'full', [bare]));
    expect(referenceOf(state, callsOf(state)[0]?.id ?? '')).toMatchObject({
      callId: 'call-7',
      localTag: 'local',
      remoteTag: 'remote',
    });
  });
});

describe('what notifiers really send', () => {
  test('a terminated dialog repeated, or never seen alive, is no call', () => {
    const over = dialog('7', { state: 'terminated' });
    const ended = tick(take(connected, 3_000, document(3, 'full', [over])), 3_000 + ENDED_STAYS);
    expect(callsOf(take(ended, 9_000, document(4, 'full', [over])))).toEqual([]);
    expect(callsOf(take(nothingWatched('1501'), 1, document(0, 'full', [over])))).toEqual([]);
  });

  test('the furthest state counts when one document lists a dialog twice', () => {
    const both = [dialog('7', { state: 'terminated' }), dialog('7', { state: 'confirmed' })];
    expect(callsOf(take(connected, 3_000, document(3, 'full', both)))).toMatchObject([{ state: 'ended' }]);
  });

  test('a lower version is discarded, and the state asked for anew', () => {
    const lower = take(connected, 3_000, document(1, 'full', []));
    expect(callsOf(lower)).toEqual(callsOf(connected));
    expect(lower.dialogs.needsFullState).toBe(true);
    expect(callsOf(take(connected, 3_000, document(2, 'partial', [dialog('8')])))).toEqual(
      callsOf(connected),
    );
  });

  test('a partial version too far ahead asks for the full state, which settles it', () => {
    const gap = take(connected, 3_000, document(5, 'partial', [dialog('8')]));
    expect(gap.dialogs.needsFullState).toBe(true);
    expect(callsOf(gap)).toHaveLength(2);
    const full = take(gap, 4_000, document(0, 'full', [dialog('8')]), 's2');
    expect(full.dialogs.needsFullState).toBe(false);
    expect(callsOf(full).map(({ state }) => state)).toEqual(['ended', 'ringing']);
  });

  test('a first notification without a body leaves the calls for a moment, then ends them', () => {
    const empty = take(connected, 3_000, null, 's2');
    expect(callsOf(tick(empty, 3_000 + EMPTY_GRACE - 1))).toEqual(callsOf(connected));
    expect(callsOf(tick(empty, 3_000 + EMPTY_GRACE))).toMatchObject([{ state: 'ended' }]);
    const followed = take(empty, 3_100, document(1, 'full', [dialog('7', { state: 'confirmed' })]), 's2');
    expect(callsOf(tick(followed, 9_000))).toEqual(callsOf(connected));
  });

  test('an exchange that restarted names its dialogs anew: the call goes on under its id, with its times', () => {
    const renamed = dialog('new-7', { callId: 'call-7', number: '0600000007', state: 'confirmed' });
    const empty = take(connected, 3_000, null, 's2');
    const back = take(empty, 3_100, document(0, 'full', [renamed]), 's2');
    expect(callsOf(tick(back, 9_000))).toEqual(callsOf(connected));
    const over = take(back, 9_000, document(1, 'full', [{ ...renamed, state: 'terminated' }]), 's2');
    expect(callsOf(over)).toMatchObject([{ id: callsOf(connected)[0]?.id, state: 'ended', endedAt: 9_000 }]);
  });

  test('two legs of one call to oneself, or a fork of it, stay what they are when they are renamed', () => {
    const legs = (one: string, two: string) => [
      dialog(one, { callId: 'c', number: '0600000001', state: 'confirmed' }),
      dialog(two, { callId: 'c', number: '0600000002', state: 'confirmed', direction: 'initiator' }),
    ];
    const before = take(watching, 1_000, document(1, 'full', legs('a', 'b')));
    const after = take(before, 2_000, document(0, 'full', legs('x', 'y').reverse()), 's2');
    expect(callsOf(after)).toEqual(callsOf(before));
    const fork = dialog('z', { callId: 'c', number: '0600000003' });
    const forked = take(after, 3_000, document(1, 'full', [...legs('x', 'y'), fork]), 's2');
    expect(callsOf(forked)).toMatchObject([...callsOf(before), { number: '0600000003', state: 'ringing' }]);
  });

  test('a call that comes back after it was believed over is another call', () => {
    const lost = take(connected, 3_000, document(3, 'full', []));
    const found = take(lost, 4_000, document(4, 'full', [dialog('7', { state: 'confirmed' })]));
    const ids = callsOf(found).map(({ id }) => id);
    expect(callsOf(found).map(({ state }) => state)).toEqual(['ended', 'connected']);
    expect(new Set(ids).size).toBe(2);
  });

  test('a call from the phone’s own number is our leg of a dialling, and not shown', () => {
    const own = dialog('9', { number: '1501', state: 'confirmed' });
    expect(callsOf(take(watching, 1, document(1, 'full', [own])))).toEqual([]);
  });

  test.for([
    ['poste-1501', 'poste-1501'],
    ['+33240083333', '0240083333'],
    ['0240083333', '+33240083333'],
  ] as const)('nor is one from the user of the address of record: %s, shown as %s', ([user, shown]) => {
    const empty = take(nothingWatched('1501', user), 0, document(0, 'full', []));
    const own = dialog('9', { number: shown, state: 'confirmed' });
    expect(callsOf(take(empty, 1, document(1, 'full', [own])))).toEqual([]);
  });

  test('a caller whose number is within the user of the address of record is a caller', () => {
    const empty = take(nothingWatched('1501', 'poste-15'), 0, document(0, 'full', []));
    expect(callsOf(take(empty, 1, document(1, 'full', [dialog('9', { number: '15' })])))).toHaveLength(1);
  });

  test('times never go back when the clock does', () => {
    const earlier = take(connected, 500, document(3, 'full', []));
    expect(callsOf(earlier)).toMatchObject([{ connectedAt: 2_000, endedAt: 2_000 }]);
  });
});
