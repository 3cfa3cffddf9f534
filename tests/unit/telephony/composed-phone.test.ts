import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ENDED_STAYS } from '../../../electron/telephony/calls.ts';
import { ComposedPhone } from '../../../electron/telephony/composed-phone.ts';
import { dialog } from './documents.ts';
import { ToldLine, target } from './told-line.ts';

const HOUR = 3_600_000;

let line: ToldLine;
let phone: ComposedPhone;
/** What was added to the clock on the wall, in ms. */
let step = 0;

beforeEach(async () => {
  vi.useFakeTimers();
  step = 0;
  line = new ToldLine();
  const clock = { monotonic: () => performance.now(), epoch: () => Date.now() + step };
  phone = new ComposedPhone({ line, actionTimeout: 1_000, clock });
  await phone.bind(target);
  line.tell();
});
afterEach(async () => {
  await phone.close();
  vi.useRealTimers();
});

const onTheWall = () => Date.now() + step;

test.for([-HOUR, HOUR])('a clock that is set by %i ms moves no timer and keeps no ended call', (by) => {
  line.tell(dialog('1', { state: 'confirmed' }));
  vi.advanceTimersByTime(10_000);
  step = by;
  vi.advanceTimersByTime(1_000);
  const [call] = phone.state.get().calls;
  expect(onTheWall() - (call?.connectedAt ?? 0)).toBe(11_000);

  line.tell(dialog('1', { state: 'confirmed' }), dialog('2'));
  vi.advanceTimersByTime(3_000);
  const [, second] = phone.state.get().calls;
  expect(onTheWall() - (second?.startedAt ?? 0)).toBe(3_000);

  line.tell(dialog('1', { state: 'terminated' }), dialog('2', { state: 'terminated' }));
  expect(phone.state.get().calls).toHaveLength(2);
  vi.advanceTimersByTime(ENDED_STAYS + 500);
  expect(phone.state.get().calls).toEqual([]);
});

test('times are whole ms, and the same each time they are told', () => {
  line.tell(dialog('1'));
  const [call] = phone.state.get().calls;
  expect(Number.isInteger(call?.startedAt)).toBe(true);
  step = 200;
  line.tell(dialog('1'));
  vi.advanceTimersByTime(2_000);
  expect(phone.state.get().calls).toEqual([call]);
});

test('what is still on its way after the phone was let go shows nowhere', async () => {
  await phone.unbind();
  line.tell(dialog('1'));
  line.emit({ type: 'link', link: { kind: 'up', server: 'wss://sip.example' } }, line.watched);
  expect(phone.state.get()).toMatchObject({ calls: [], link: { kind: 'down' } });

  const before = line.watched;
  await phone.bind({ ...target, number: '1502' });
  line.emit({ type: 'device', device: null }, before);
  expect(phone.state.get()).toMatchObject({ number: '1502', registered: true });
});
