import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { BoardState, DepartedCall, RoomState } from '../../../electron/telephony/board/ports.ts';
import { startTrainingPhones, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { waitFor } from '../../stand/process.ts';
import { boardOver, room, type TestBoard } from './boards.ts';

const colleagues = [
  { number: '1502', name: 'Dominique' },
  { number: '1503', name: 'Alix' },
  { number: '1999', name: 'Nobody' },
];
const rooms = [room('urgences', ['7015', '7112']), room('pro', ['7024'], { pickUp: false })];

let exchange: TrainingPhones;
let board: TestBoard;

beforeEach(async () => {
  exchange = await startTrainingPhones({
    numbers: [
      { number: '1501', label: '1', registered: true },
      { number: '1502', label: '2', registered: true },
      { number: '1503', label: '3', registered: false },
    ],
    queues: ['7015', '7112', '7024'].map((address) => ({ address, label: address })),
  });
  board = boardOver([exchange.url], { rooms, colleagues });
  board.service.follow({ addressOfRecord: exchange.addressOfRecord('1501'), credential: null });
});

afterEach(async () => {
  await board.close();
  await exchange.stop();
});

const urgences = ({ rooms: [first] }: BoardState): RoomState => {
  if (!first) throw new Error('no room');
  return first;
};
const isLive = (state: BoardState): boolean => state.rooms.every(({ live }) => live);
const activityOf = (state: BoardState, number: string) =>
  state.colleagues.find((one) => one.number === number)?.activity;

function departed(): DepartedCall[] {
  const calls: DepartedCall[] = [];
  board.service.onDeparture((call) => calls.push(call));
  return calls;
}

describe('waiting rooms', () => {
  test('show who waits since when, and forget who was taken', async () => {
    await board.state('the rooms to be followed', isLive);
    const gone = departed();
    exchange.incomingCall({ number: '7015', from: '0639981234', displayName: 'Appel 15' });
    const state = await board.state('a call to wait', (now) => urgences(now).waiting.length === 1);
    expect(urgences(state).waiting).toMatchObject([
      {
        party: { number: '0639981234', displayName: 'Appel 15' },
        flow: '7015',
        seenFromStart: true,
        pickUpAt: '7015',
      },
    ]);
    expect(Math.abs(Date.now() - (urgences(state).longestSince ?? 0))).toBeLessThan(3_000);
    expect(exchange.pickUpAtPhone('1501', '7015')).not.toBeNull();
    await board.state('nobody to wait', (now) => urgences(now).waiting.length === 0);
    expect(gone).toMatchObject([{ room: 'urgences', flow: '7015' }]);
    expect(gone[0]?.outcome).not.toBe('abandoned');
  });

  test('keep who gave up until they call again', async () => {
    await board.state('the rooms to be followed', isLive);
    const gone = departed();
    const id = exchange.incomingCall({ number: '7112', from: '0639981234' });
    await board.state('a call to wait', (now) => urgences(now).waiting.length === 1);
    exchange.remoteHangsUp(id);
    const state = await board.state('an abandoned call', (now) => urgences(now).abandoned.length === 1);
    expect(urgences(state).abandoned).toMatchObject([{ flow: '7112', party: { number: '0639981234' } }]);
    expect(gone).toMatchObject([{ outcome: 'abandoned' }]);
    exchange.incomingCall({ number: '7015', from: '0639981234' });
    await board.state('nobody to have given up', (now) => urgences(now).abandoned.length === 0);
  });

  test('are marked when the link is lost, never shown as live, and true again after it', async () => {
    await board.state('the rooms to be followed', isLive);
    const first = exchange.incomingCall({ number: '7015', from: '0639981234' });
    await board.state('a call to wait', (now) => urgences(now).waiting.length === 1);
    const gone = departed();
    exchange.setFault('link-cut', true);
    const lost = await board.state('the link to be lost', ({ link }) => link.kind === 'stale');
    expect(lost.rooms.some(({ live }) => live)).toBe(false);
    expect(lost.colleagues.some(({ live }) => live)).toBe(false);
    expect(urgences(lost).waiting).toHaveLength(1);
    exchange.remoteHangsUp(first);
    exchange.incomingCall({ number: '7112', from: '0639985678' });
    exchange.setFault('link-cut', false);
    const back = await board.state('the rooms to be followed again', isLive, 10_000);
    expect(urgences(back).waiting).toMatchObject([{ party: { number: '0639985678' } }]);
    expect(gone).toHaveLength(1);
  });

  test('outlive their process: timers go on, and who left meanwhile is told', async () => {
    await board.state('the rooms to be followed', isLive);
    const leaves = exchange.incomingCall({ number: '7015', from: '0639981111' });
    exchange.incomingCall({ number: '7112', from: '0639982222' });
    const before = await board.state('two calls to wait', (now) => urgences(now).waiting.length === 2);
    const since = urgences(before).waiting.find(({ party }) => party.number === '0639982222')?.since;
    const gone = departed();
    const pid = board.pid();
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    await board.state('what is shown to be marked', (now) => !isLive(now));
    exchange.remoteHangsUp(leaves);
    const after = await board.state('another process to follow', isLive, 10_000);
    expect(urgences(after).waiting).toMatchObject([
      { party: { number: '0639982222' }, since, seenFromStart: true },
    ]);
    expect(gone).toMatchObject([{ party: { number: '0639981111' }, outcome: 'unknown' }]);
  });
});

describe('colleagues', () => {
  test('are free, ring, talk, are absent; who is no number is absent', async () => {
    const known = (state: BoardState) =>
      activityOf(state, '1502') === 'free' && activityOf(state, '1503') === 'absent';
    const first = await board.state('colleagues to be known', known);
    await board.state('a number that is none to be absent', (now) => activityOf(now, '1999') === 'absent');
    expect(first.colleagues.find(({ number }) => number === '1502')?.live).toBe(true);
    const id = exchange.incomingCall({ number: '1502', from: '0639981234' });
    const ringing = await board.state('it to ring', (now) => activityOf(now, '1502') === 'ringing');
    expect(ringing.colleagues[0]?.party?.number).toBe('0639981234');
    exchange.answerAtPhone(id);
    await board.state('them to talk', (now) => activityOf(now, '1502') === 'busy');
    exchange.hangUpAtPhone(id);
    await board.state('them to be free', (now) => activityOf(now, '1502') === 'free');
    exchange.setRegistered('1503', true);
    await board.state('the phone to be there', (now) => activityOf(now, '1503') === 'free');
  });

  test('may be picked up, and queues where the site allows it', () => {
    expect(board.service.mayPickUp('1502')).toMatchObject({ ok: true });
    expect(board.service.mayPickUp('7015')).toMatchObject({ ok: true });
    for (const number of ['7024', '0639981234']) {
      expect(board.service.mayPickUp(number)).toMatchObject({ failure: { code: 'Board_PickUpNotAllowed' } });
    }
  });
});

describe('the agent’s state', () => {
  const activity = () => /<rpid:(?!activities)([\w-]+)/.exec(exchange.presence('1501') ?? '')?.[1] ?? null;

  test('is published, changed, published anew after the link was lost, and removed at the end', async () => {
    await board.state('the rooms to be followed', isLive);
    expect(await board.process.publish('ready')).toMatchObject({ ok: true });
    expect(exchange.presence('1501')).toContain('<basic>open</basic>');
    expect(await board.process.publish('notReady')).toMatchObject({ ok: true });
    expect(activity()).toBe('away');
    exchange.setFault('link-cut', true);
    await board.state('the link to be lost', ({ link }) => link.kind === 'stale');
    exchange.setFault('link-cut', false);
    await waitFor(() => board.published.length > 0, { timeoutMs: 10_000, what: 'it to be published again' });
    expect(board.published).toMatchObject([{ ok: true }]);
    expect(activity()).toBe('away');
    await board.close();
    expect(exchange.presence('1501')).toBeNull();
  });

  test('is published again by the process that replaces a dead one', async () => {
    expect(await board.process.publish('notReady')).toMatchObject({ ok: true });
    const pid = board.pid();
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    await waitFor(() => board.pid() !== pid, { timeoutMs: 5_000, what: 'another process' });
    await board.state('it to follow', isLive, 10_000);
    expect(activity()).toBe('away');
  });
});

test('nothing is left behind: no process, no subscription, no publication', async () => {
  await board.state('the rooms to be followed', isLive);
  await board.process.publish('ready');
  expect(exchange.counts().subscriptions).toBeGreaterThanOrEqual(5);
  await board.close();
  await waitFor(() => exchange.counts().connections === 0, {
    timeoutMs: 2_000,
    what: 'the link to be closed',
  });
  expect(exchange.counts().subscriptions).toBe(0);
});
