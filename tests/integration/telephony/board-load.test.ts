import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { DepartedCall } from '../../../electron/telephony/board/ports.ts';
import { startTrainingPhones } from '../../../electron/training/telephony/index.ts';
import { boardOver, room } from './boards.ts';

const QUEUES = 20;
const COLLEAGUES = 180;
const CALLS_A_SECOND = 50;
const SECONDS = 6;

test('200 subscriptions and 50 calls a second: nobody who waited is lost, and main hears five times a second', async () => {
  const queues = Array.from({ length: QUEUES }, (_, index) => String(7_000 + index));
  const colleagues = Array.from({ length: COLLEAGUES }, (_, index) => String(2_000 + index));
  const exchange = await startTrainingPhones({
    numbers: ['1501', ...colleagues].map((number) => ({ number, label: number, registered: true })),
    queues: queues.map((address) => ({ address, label: address })),
  });
  const board = boardOver([exchange.url], {
    rooms: [room('all', queues)],
    colleagues: colleagues.map((number) => ({ number, name: number })),
    heartbeat: 5,
  });
  try {
    board.service.follow({ addressOfRecord: exchange.addressOfRecord('1501'), credential: null });
    const followed = performance.now();
    await board.state(
      'everything to be followed',
      ({ rooms, colleagues: all }) =>
        rooms.every(({ live }) => live) && all.every(({ activity }) => activity === 'free'),
      30_000,
    );
    const startup = performance.now() - followed;
    const gone: DepartedCall[] = [];
    board.service.onDeparture((call) => gone.push(call));
    const from = board.reports.length;
    const began = performance.now();

    const total = CALLS_A_SECOND * SECONDS;
    for (let index = 0; index < total; index += 1) {
      const to = index % 2 === 0 ? queues[index % QUEUES] : colleagues[index % COLLEAGUES];
      const id = exchange.incomingCall({ number: to ?? '', from: `06${String(index).padStart(8, '0')}` });
      setTimeout(() => exchange.remoteHangsUp(id), 700);
      await delay(Math.max(0, began + ((index + 1) * 1_000) / CALLS_A_SECOND - performance.now()));
    }
    const lasted = performance.now() - began;
    await board.state(
      'all to be over',
      ({ rooms, colleagues: all }) =>
        rooms.every(({ waiting }) => waiting.length === 0) &&
        all.every(({ activity }) => activity === 'free'),
      15_000,
    );
    const settled = performance.now() - began;
    const perSecond = (board.reports.length - from) / (settled / 1_000);
    console.log(
      `followed in ${Math.round(startup)} ms; ${total} calls in ${Math.round(lasted)} ms, settled ${Math.round(settled - lasted)} ms later; ${perSecond.toFixed(1)} reports a second`,
    );
    const waited = Array.from({ length: total }, (_, index) => index).filter((index) => index % 2 === 0);
    expect(gone.map(({ party }) => party.number).toSorted()).toEqual(
      waited.map((index) => `06${String(index).padStart(8, '0')}`).toSorted(),
    );
    expect(gone.every(({ outcome }) => outcome === 'abandoned')).toBe(true);
    expect(perSecond).toBeLessThanOrEqual(5.5);
  } finally {
    await board.close();
    await exchange.stop();
  }
});
