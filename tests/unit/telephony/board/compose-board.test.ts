import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ABANDONED_STAYS,
  type Abandoned,
  noteAbandoned,
} from '../../../../electron/telephony/board/abandoned.ts';
import {
  type BoardSite,
  byUrgency,
  composeBoard,
  type Known,
} from '../../../../electron/telephony/board/compose-board.ts';
import { priorities, type Room, type WaitingCall } from '../../../../electron/telephony/board/ports.ts';
import type { Departure, QueueReport } from '../../../../electron/telephony/board/protocol.ts';

const room: Room = {
  id: 'urgences',
  label: 'Urgences',
  flows: [
    { name: '15', queue: 'file-15', priority: 'P1', level: 'F01' },
    { name: 'Smur', queue: 'sip:smur@autre.example', priority: 'P0' },
  ],
  pickUp: true,
  alertAfter: 30,
  answersFirst: false,
};
const site: BoardSite = {
  rooms: [
    room,
    { ...room, id: 'pro', flows: [{ name: 'PRO', queue: 'file-pro', priority: 'P3' }], pickUp: false },
  ],
  colleagues: [{ number: '1502', name: 'Dominique' }],
};

const party = (number: string) => ({ number, displayName: null });
const waiting = (id: string, since: number) => ({ id, party: party(`061${id}`), since, seenFromStart: true });
const queue = (name: string, ...calls: QueueReport['waiting']): [string, QueueReport] => [
  name,
  { queue: name, live: true, waiting: calls },
];

const known: Known = {
  link: { kind: 'up' },
  queues: new Map([
    queue('file-15', waiting('a', 2_000), waiting('b', 1_000)),
    queue('sip:smur@autre.example', waiting('c', 9_000)),
    queue('file-pro', waiting('d', 500)),
  ]),
  colleagues: new Map([['1502', { number: '1502', live: true, activity: 'busy' as const, party: null }]]),
  abandoned: [],
};

describe('a waiting room', () => {
  test('has the highest priority first, then who waits longest', () => {
    const [urgences] = composeBoard(site, known).rooms;
    expect(urgences?.waiting.map(({ flow, since }) => [flow, since])).toEqual([
      ['Smur', 9_000],
      ['15', 1_000],
      ['15', 2_000],
    ]);
    expect(urgences).toMatchObject({ priority: 'P0', longestSince: 1_000, live: true });
    expect(urgences?.flows.map(({ waiting: count }) => count)).toEqual([2, 1]);
  });

  test('lets only the call be taken that the exchange would give: the first of its queue, where the site allows it', () => {
    const [urgences, pro] = composeBoard(site, known).rooms;
    expect(urgences?.waiting.map(({ pickUpAt }) => pickUpAt)).toEqual(['smur', 'file-15', null]);
    expect(pro?.waiting.map(({ pickUpAt }) => pickUpAt)).toEqual([null]);
  });

  test('is not live while one of its queues is not followed', () => {
    const queues = new Map(known.queues).set('file-15', { queue: 'file-15', live: false, waiting: [] });
    expect(composeBoard(site, { ...known, queues }).rooms.map(({ live }) => live)).toEqual([false, true]);
  });

  test('before anything is known is empty, and not live', () => {
    const nothing = { ...known, queues: new Map(), colleagues: new Map() };
    const { rooms, colleagues } = composeBoard(site, nothing);
    expect(rooms[0]).toMatchObject({ waiting: [], priority: null, longestSince: null, live: false });
    expect(colleagues).toMatchObject([{ activity: 'unknown', live: false }]);
  });
});

test('nothing is live once the link is lost, and what was known stays in sight', () => {
  const lost = composeBoard(site, { ...known, link: { kind: 'stale', since: 1 } });
  expect(lost.rooms.some(({ live }) => live)).toBe(false);
  expect(lost.rooms[0]?.waiting).toHaveLength(3);
  expect(lost.colleagues).toMatchObject([{ activity: 'busy', live: false }]);
});

test('the order of waiting calls is total, whatever waits', () => {
  const call = fc.record({
    id: fc.string(),
    priority: fc.constantFrom(...priorities),
    since: fc.nat(5),
  });
  const full = (one: Pick<WaitingCall, 'id' | 'priority' | 'since'>): WaitingCall => ({
    ...one,
    party: party('15'),
    flow: '15',
    level: null,
    seenFromStart: true,
    pickUpAt: null,
  });
  fc.assert(
    fc.property(fc.uniqueArray(call, { selector: ({ id }) => id }), (calls) => {
      const sorted = calls.map(full).sort(byUrgency);
      expect(calls.toReversed().map(full).sort(byUrgency)).toEqual(sorted);
      sorted.slice(1).forEach((after, index) => {
        const before = sorted[index] ?? after;
        const order = priorities.indexOf(after.priority) - priorities.indexOf(before.priority);
        expect(order > 0 || (order === 0 && after.since >= before.since)).toBe(true);
      });
    }),
  );
});

describe('callers who gave up', () => {
  const departed = (id: string, outcome: Departure['outcome'], leftAt: number): Departure => ({
    id,
    queue: 'file-15',
    party: party(`061${id}`),
    since: leftAt - 1_000,
    leftAt,
    outcome,
  });
  const flowOf = () => '15';
  const note = (
    before: readonly Abandoned[],
    departures: Departure[],
    now: number,
    queues: QueueReport[] = [],
  ) => noteAbandoned(before, { departures, queues }, flowOf, now);

  test('are kept, the latest first; who was answered is not', () => {
    const first = note([], [departed('a', 'abandoned', 10), departed('b', 'taken', 10)], 10);
    const second = note(first, [departed('c', 'abandoned', 20), departed('d', 'unknown', 20)], 20);
    expect(second.map(({ id }) => id)).toEqual(['c', 'a']);
  });

  test('are taken off when they wait again, and after an hour', () => {
    const gaveUp = note([], [departed('a', 'abandoned', 10), departed('b', 'abandoned', 20)], 20);
    const again = { queue: 'file-15', live: true, waiting: [waiting('a', 30)] };
    expect(note(gaveUp, [], 30, [again]).map(({ id }) => id)).toEqual(['b']);
    expect(note(gaveUp, [], 21 + ABANDONED_STAYS)).toEqual([]);
    expect(note(gaveUp, [], 30)).toBe(gaveUp);
  });
});
