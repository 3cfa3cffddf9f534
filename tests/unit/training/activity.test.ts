import { afterEach, beforeEach, expect, test } from 'vitest';
import { startActivity } from '../../../electron/training/telephony/activity.ts';
import { startTrainingPhones, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { ManualClock } from './manual-clock.ts';

const colleagues = ['1511', '1512', '1513'];
const queues = [
  { address: 'file-15', label: 'Salle 15' },
  { address: 'file-p3', label: 'Salle P3', pickUp: false },
];

let clock: ManualClock;
let phones: TrainingPhones;

beforeEach(async () => {
  clock = new ManualClock();
  phones = await startTrainingPhones({
    numbers: [
      { number: '1501', label: 'Poste 1', registered: true },
      ...colleagues.map((number) => ({ number, label: number, registered: true, staffed: true })),
    ],
    queues,
    clock,
  });
});

afterEach(() => phones.stop());

/** The same numbers at each run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

test('colleagues and queues live, and the phone that is trained with is left alone', () => {
  const stop = startActivity(phones, { colleagues, queues, random: seeded(7), clock });
  const seen = { waiting: 0, talking: 0, own: 0 };
  for (let minute = 0; minute < 240; minute += 1) {
    clock.pass(15_000);
    seen.waiting = Math.max(seen.waiting, phones.callsAt('file-15').length);
    seen.own += phones.callsAt('1501').length;
    const talking = colleagues.filter((number) =>
      phones.callsAt(number).some(({ state }) => state === 'connected'),
    );
    seen.talking = Math.max(seen.talking, talking.length);
  }
  expect(seen.waiting).toBeGreaterThan(0);
  expect(seen.waiting).toBeLessThanOrEqual(4);
  expect(seen.talking).toBeGreaterThan(1);
  expect(seen.own).toBe(0);
  stop();
});

test('once it is stopped nothing begins, and what was there can end', () => {
  const stop = startActivity(phones, { colleagues, queues, random: seeded(7), clock });
  clock.pass(120_000);
  stop();
  for (const number of [...colleagues, ...queues.map(({ address }) => address)]) {
    for (const { id } of phones.callsAt(number)) phones.hangUpAtPhone(id);
  }
  clock.pass(300_000);
  expect(phones.counts()).toMatchObject({ calls: 0, legs: 0, timers: 0 });
});
