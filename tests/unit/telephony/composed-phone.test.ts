import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ok } from '../../../electron/failures/index.ts';
import { ENDED_STAYS } from '../../../electron/telephony/calls.ts';
import { ComposedPhone } from '../../../electron/telephony/composed-phone.ts';
import type { Dialog } from '../../../electron/telephony/documents/dialog-info.ts';
import type { Line, LineEvent } from '../../../electron/telephony/line/line.ts';
import type { PhoneTarget } from '../../../electron/telephony/ports.ts';
import { dialog, document } from './documents.ts';

const target: PhoneTarget = {
  number: '1501',
  addressOfRecord: 'sip:1501@samu.test',
  credential: null,
  deviceId: null,
};
const device = { id: '<urn:uuid:1>', userAgent: 'Desk 1', contact: 'sip:1501@192.0.2.1' };
const HOUR = 3_600_000;

/** A line that says what the test lets it say. */
class ToldLine implements Line {
  emit: (event: LineEvent, watch: number) => void = () => undefined;
  watched = 0;
  #version = -1;

  prepare() {}

  onEvent(listener: (event: LineEvent, watch: number) => void) {
    this.emit = listener;
    return () => undefined;
  }
  async watch(_target: PhoneTarget, watch: number) {
    this.watched = watch;
    return ok({ kind: 'bound' as const, device });
  }
  async unwatch() {}
  async close() {}
  resubscribe() {}
  dial = async () => ok();
  signal = async () => ok();
  csta = async () => ok();

  tell(...dialogs: Dialog[]): void {
    this.#version += 1;
    const told = document(this.#version, 'full', dialogs);
    this.emit({ type: 'dialogs', subscription: 's', document: told, receivedAt: 0 }, this.watched);
  }
}

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
