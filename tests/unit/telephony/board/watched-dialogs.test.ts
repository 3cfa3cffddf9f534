import { expect, test } from 'vitest';
import { activityOf } from '../../../../electron/telephony/board/activity.ts';
import { departures, waitsAt } from '../../../../electron/telephony/board/waiting.ts';
import {
  nothingWatched,
  reduceDialogs,
  type WatchedDialogs,
} from '../../../../electron/telephony/board/watched-dialogs.ts';
import type { Dialog } from '../../../../electron/telephony/documents/dialog-info.ts';
import { EMPTY_GRACE } from '../../../../electron/telephony/documents/dialogs-told.ts';
import { dialog, document } from '../documents.ts';

function told(
  state: WatchedDialogs,
  at: number,
  version: number,
  kind: 'full' | 'partial',
  dialogs: Dialog[],
  subscription = 's1',
): WatchedDialogs {
  return reduceDialogs(state, {
    type: 'document',
    at,
    subscription,
    document: document(version, kind, dialogs),
  });
}

const empty = told(nothingWatched, 0, 0, 'full', []);

test('a call that comes while we listen waits since then', () => {
  const state = told(empty, 5_000, 1, 'full', [dialog('1')]);
  expect(state.dialogs).toMatchObject([{ since: 5_000, seenFromStart: true, answered: false }]);
  expect(told(state, 9_000, 2, 'full', [dialog('1')]).dialogs[0]?.since).toBe(5_000);
});

test('a call that was there before is seen since then, unless the exchange tells for how long it has been there', () => {
  const seen = told(nothingWatched, 5_000, 0, 'full', [dialog('1'), dialog('2', { duration: 40 })]);
  expect(seen.dialogs).toMatchObject([
    { since: 5_000, seenFromStart: false },
    { since: -35_000, seenFromStart: true },
  ]);
});

test('a gap in the versions is known as one, and a full document closes it', () => {
  const gap = told(empty, 1_000, 2, 'partial', [dialog('1')]);
  expect(gap.whole).toBe(false);
  expect(gap.dialogs).toMatchObject([{ seenFromStart: false }]);
  expect(told(gap, 2_000, 3, 'full', [dialog('2')])).toMatchObject({
    whole: true,
    dialogs: [{ id: '2' }],
    left: [{ dialog: { id: '1' }, outcome: 'unknown' }],
  });
});

test('an older document is not believed', () => {
  const state = told(empty, 1_000, 4, 'full', [dialog('1')]);
  expect(told(state, 2_000, 3, 'full', [])).toMatchObject({ whole: false, dialogs: [{ id: '1' }] });
  expect(told(state, 2_000, 4, 'partial', [dialog('1', { state: 'terminated' })]).dialogs).toHaveLength(1);
});

test('a notification without a body says nothing for a while, then that nobody is there', () => {
  const waiting = told(empty, 1_000, 1, 'full', [dialog('1')]);
  const anew = reduceDialogs(waiting, { type: 'document', at: 2_000, subscription: 's2', document: null });
  expect(anew).toMatchObject({ whole: false, dialogs: [{ id: '1' }] });
  const again = told(anew, 2_500, 0, 'full', [dialog('1')], 's2');
  expect(again).toMatchObject({ whole: true, dialogs: [{ since: 1_000 }] });
  const later = reduceDialogs(anew, { type: 'tick', at: 2_000 + EMPTY_GRACE });
  expect(later).toMatchObject({ whole: true, dialogs: [] });
});

test('a call that an exchange names anew after a restart goes on waiting', () => {
  const waiting = told(empty, 1_000, 1, 'full', [dialog('1')]);
  const renamed = told(waiting, 9_000, 0, 'full', [dialog('other', { callId: 'call-1' })], 's2');
  expect(renamed).toMatchObject({ dialogs: [{ id: 'other', since: 1_000, seenFromStart: true }], left: [] });
});

test.for([
  ['cancelled', 'abandoned'],
  ['replaced', 'taken'],
  ['rejected', 'unknown'],
  [null, 'unknown'],
] as const)('a call that ends with %s is %s', ([event, outcome]) => {
  const waiting = told(empty, 1_000, 1, 'full', [dialog('1')]);
  const over = told(waiting, 5_000, 2, 'full', [dialog('1', { state: 'terminated', event })]);
  expect(departures(waiting, over, false)).toMatchObject([{ outcome, dialog: { since: 1_000 } }]);
});

test('a call that is answered at the queue is taken, unless the queue answers everybody', () => {
  const waiting = told(empty, 1_000, 1, 'full', [dialog('1')]);
  const answered = told(waiting, 5_000, 2, 'full', [dialog('1', { state: 'confirmed' })]);
  expect(departures(waiting, answered, false)).toMatchObject([{ outcome: 'taken' }]);
  expect(answered.dialogs.filter(waitsAt(false))).toEqual([]);
  expect(departures(waiting, answered, true)).toEqual([]);
  expect(answered.dialogs.filter(waitsAt(true))).toHaveLength(1);
  const gone = told(answered, 9_000, 3, 'full', [dialog('1', { state: 'terminated', event: 'remote-bye' })]);
  expect(departures(answered, gone, false)).toEqual([]);
  expect(departures(answered, gone, true)).toMatchObject([{ outcome: 'abandoned' }]);
});

test('what a colleague does', () => {
  const phone = { heard: true, registered: true, gone: false };
  const activity = (dialogs: Dialog[], over: Partial<typeof phone> = {}) =>
    activityOf({ ...phone, ...over, dialogs: told(empty, 1, 1, 'full', dialogs) }).activity;
  expect(activity([])).toBe('free');
  expect(activity([dialog('1')])).toBe('ringing');
  expect(activity([dialog('1', { state: 'confirmed' })])).toBe('busy');
  expect(activity([dialog('1', { direction: 'initiator', state: 'trying' })])).toBe('busy');
  expect(activity([dialog('1'), dialog('2', { state: 'confirmed' })])).toBe('busy');
  expect(activity([], { registered: false })).toBe('absent');
  expect(activity([], { gone: true })).toBe('absent');
  expect(activity([], { heard: false })).toBe('unknown');
});
