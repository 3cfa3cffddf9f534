import { describe, expect, test } from 'vitest';
import type { ColleagueState } from '../../../electron/telephony/board/ports.ts';
import { everyAction } from '../../../electron/telephony/ports.ts';
import { summaryOf } from '../../../renderer/bar/waiting-summary.ts';
import { actionsOn, commandFor, helpFor } from '../../../renderer/board/colleague-actions.ts';
import { byGroup, search } from '../../../renderer/board/search.ts';
import { tileAfter } from '../../../renderer/board/tile-keys.ts';
import { nobodyText } from '../../../renderer/ui/board-text.ts';
import { boardStates } from '../../gallery/board-states.ts';
import * as f from '../../gallery/fixtures.ts';

const colleague = (number: string, name: string, group?: string): ColleagueState => ({
  number,
  name,
  group,
  activity: 'free',
  party: null,
  live: true,
});
const all = [
  colleague('1502', 'Éléonore FACTICE', 'Médecins'),
  colleague('1503', 'Jean-Hervé d’Exercice', 'ARM'),
  { ...colleague('1604', 'Anaïs Cœur', 'ARM'), activity: 'busy' as const },
];

describe('searching a colleague', () => {
  const found = (text: string, over = {}) =>
    search(all, { text, group: null, freeOnly: false, ...over }).map(({ number }) => number);

  test('heeds neither accents, case, order nor punctuation', () => {
    expect(found('eleonore')).toEqual(['1502']);
    expect(found('FACT éléo')).toEqual(['1502']);
    expect(found('exercice herve')).toEqual(['1503']);
    expect(found('coeur')).toEqual(['1604']);
  });

  test('takes a part of the number, and everybody when nothing is typed', () => {
    expect(found('50')).toEqual(['1502', '1503']);
    expect(found('  ')).toHaveLength(3);
    expect(found('xyz')).toEqual([]);
  });

  test('keeps to a group, and to who is free', () => {
    expect(found('', { group: 'ARM' })).toEqual(['1503', '1604']);
    expect(found('', { group: 'ARM', freeOnly: true })).toEqual(['1503']);
    expect(byGroup(all).map(({ group, members }) => [group, members.length])).toEqual([
      ['Médecins', 1],
      ['ARM', 2],
    ]);
  });
});

describe('what one click does', () => {
  const view = boardStates.find(({ name }) => name === 'board-usual')?.view;
  if (!view || !('bound' in view)) throw new Error('no view of the board');
  const idle = helpFor(view);
  const inCall = helpFor({ ...view, calls: [f.connected] });

  test('without a call one calls, or takes what rings at somebody else’s', () => {
    expect(actionsOn({ activity: 'free', live: true }, idle)).toEqual(['dial']);
    expect(actionsOn({ activity: 'ringing', live: true }, idle)).toEqual(['pickUp', 'dial']);
    expect(actionsOn({ activity: 'ringing', live: false }, idle)).toEqual(['dial']);
    expect(actionsOn({ activity: 'absent', live: true }, idle)).toEqual([]);
  });

  test('in a conversation one consults or passes it on', () => {
    expect(actionsOn({ activity: 'free', live: true }, inCall)).toEqual(['consult', 'singleStepTransfer']);
    expect(commandFor('consult', '1502', inCall)).toEqual({
      action: 'consult',
      callId: f.connected.id,
      number: '1502',
    });
    expect(commandFor('consult', '1502', idle)).toBeNull();
  });

  test('a locked station begins nothing; a phone that cannot is not asked', () => {
    expect(actionsOn({ activity: 'free', live: true }, helpFor({ ...view, locked: true }))).toEqual([]);
    const cannot = everyAction({ available: false, reason: 'phone-cannot' });
    expect(actionsOn({ activity: 'free', live: true }, helpFor({ ...view, capabilities: cannot }))).toEqual(
      [],
    );
  });
});

test('all rooms together have the highest priority and the longest wait of any, and are live if all are', () => {
  const room = {
    id: 'a',
    label: 'A',
    waiting: 2,
    priority: 'P2' as const,
    longestSince: 1_000,
    longestSeenFromStart: true,
    alertAfter: 30,
    live: true,
  };
  const other = { ...room, id: 'b', waiting: 1, priority: 'P0' as const, longestSince: 5_000 };
  const board = { link: { kind: 'up' as const }, rooms: [room, other] };
  expect(summaryOf(board)).toEqual({ waiting: 3, priority: 'P0', longestSince: 1_000, live: true });
  expect(summaryOf({ ...board, rooms: [room, { ...other, live: false }] }).live).toBe(false);
  expect(summaryOf({ ...board, link: { kind: 'stale', since: 1 } }).live).toBe(false);
});

test('where waiting is not followed, nobody is said to wait and nobody not to', () => {
  expect(nobodyText(true)).toBe('Personne n’attend');
  expect(nobodyText(false)).toBe('Attente non suivie');
});

test('arrows go from tile to tile as they stand', () => {
  const tile = (id: number, offsetLeft: number, offsetTop: number) => ({
    id,
    offsetLeft,
    offsetTop,
    contains: (node: unknown) => node === nodes[id],
  });
  // Only their identity matters.
  const nodes = [0, 1, 2, 3, 4].map((id) => Object.assign(Object.create(null), { id }));
  const tiles = [tile(0, 0, 0), tile(1, 100, 0), tile(2, 0, 50), tile(3, 100, 50), tile(4, 0, 100)];
  const from = (id: number, key: string) => tileAfter(key, tiles, nodes[id])?.id ?? null;
  expect(from(0, 'ArrowRight')).toBe(1);
  expect(from(1, 'ArrowDown')).toBe(3);
  expect(from(3, 'ArrowDown')).toBe(4);
  expect(from(3, 'ArrowUp')).toBe(1);
  expect(from(4, 'ArrowUp')).toBe(2);
  expect(from(2, 'End')).toBe(4);
  expect(from(2, 'Home')).toBe(0);
  expect(from(4, 'ArrowRight')).toBeNull();
  expect(from(4, 'x')).toBeNull();
});
