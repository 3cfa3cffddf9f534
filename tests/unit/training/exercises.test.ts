import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createExercises, type Exercises } from '../../../electron/training/exercises.ts';
import { startTrainingPhones, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { PlainSip } from '../../integration/telephony/plain-sip.ts';

const queues = [
  { address: '7015', label: '15', priority: 'P1' },
  { address: '7112', label: '112', priority: 'P1' },
  { address: '7018', label: '18', priority: 'P0' },
] as const;

let phones: TrainingPhones;
let exercises: Exercises;

beforeEach(async () => {
  phones = await startTrainingPhones({
    numbers: [
      { number: '1501', label: 'Poste 1', registered: true },
      { number: '1510', label: 'Coordination', registered: true, staffed: true },
    ],
    queues,
    answerAfter: 50,
  });
  exercises = createExercises({ phones, queues, colleagues: ['1510'] });
});

afterEach(async () => {
  exercises.stop();
  await phones.stop();
});

const statesAt = (number: string) => phones.callsAt(number).map(({ state }) => state);

describe('the other side', () => {
  test('gives up while it rings, hangs up once it talks', () => {
    const talking = phones.incomingCall({ number: '1501', from: '18' });
    phones.answerAtPhone(talking);
    phones.incomingCall({ number: '1501', from: '0639981234' });
    exercises.run({ do: 'give-up' }, '1501');
    expect(statesAt('1501')).toEqual(['connected']);
    exercises.run({ do: 'hang-up' }, '1501');
    expect(statesAt('1501')).toEqual([]);
  });

  test('passes us on to another service', () => {
    phones.answerAtPhone(phones.incomingCall({ number: '1501', from: '18' }));
    exercises.run({ do: 'pass-on' }, '1501');
    expect(phones.callsAt('1501')).toMatchObject([
      { state: 'connected', others: [{ displayName: 'CH Formation — Cardiologie' }] },
    ]);
  });

  test('may be a colleague who hands a caller over once we have answered', async () => {
    exercises.run({ do: 'hand-over', callerId: 'firefighters' }, '1501');
    expect(phones.callsAt('1501')).toMatchObject([{ state: 'alerting', others: [{ number: '1510' }] }]);
    phones.answerAtPhone(phones.callsAt('1501')[0]?.id ?? '');
    await vi.waitFor(
      () => expect(phones.callsAt('1501')).toMatchObject([{ others: [{ displayName: 'CODIS' }] }]),
      { timeout: 4_500 },
    );
    expect(phones.callsAt('1510')).toEqual([]);
  });

  test('does nothing where no phone is bound', () => {
    exercises.run({ do: 'hand-over', callerId: 'public' }, null);
    exercises.run({ do: 'hang-up' }, null);
    expect(phones.counts().calls).toBe(0);
  });
});

describe('waiting rooms', () => {
  test('fill by priority, the emptiest queue first, and are emptied', () => {
    for (let index = 0; index < 3; index += 1)
      exercises.run({ do: 'wait', callerId: 'public', priority: 'P1' }, null);
    exercises.run({ do: 'wait', callerId: 'withheld', priority: 'P0' }, null);
    exercises.run({ do: 'wait', callerId: 'public', priority: 'P3' }, null);
    expect(queues.map(({ address }) => phones.callsAt(address).length)).toEqual([2, 1, 1]);
    exercises.run({ do: 'empty-rooms' }, null);
    expect(phones.counts().calls).toBe(0);
  });

  test('know no caller who is not on the list', () => {
    exercises.run({ do: 'wait', callerId: '__proto__', priority: 'P1' }, null);
    expect(phones.counts().calls).toBe(0);
  });
});

test('one fault at a time, and none when it is taken back', async () => {
  exercises.run({ do: 'fault', fault: 'phone-silent' }, '1501');
  const sip = await PlainSip.connect(phones.url);
  const options = { method: 'OPTIONS', uri: phones.addressOfRecord('1501') };
  await expect(sip.request(options, 200)).rejects.toThrow('no answer');
  exercises.run({ do: 'fault', fault: 'phone-off' }, '1501');
  expect((await sip.request(options, 200)).code).toBe(480);
  exercises.run({ do: 'fault', fault: 'none' }, '1501');
  expect((await sip.request(options, 200)).code).toBe(200);
  exercises.run({ do: 'fault', fault: 'link-cut' }, null);
  await expect(PlainSip.connect(phones.url)).rejects.toThrow();
  exercises.run({ do: 'fault', fault: 'none' }, null);
  const again = await PlainSip.connect(phones.url);
  again.close();
  sip.close();
});
