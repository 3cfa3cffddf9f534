import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Call, DeskPhone, PhoneCommand, PhoneState } from '../../../electron/telephony/ports.ts';
import {
  phoneFaults,
  startTrainingPhones,
  type TrainingPhones,
} from '../../../electron/training/telephony/index.ts';
import { callIn, phoneOver, stateWhere, targetOf } from './phones.ts';

const RECOVERY_MS = 15_000;

let exchange: TrainingPhones;
let phone: DeskPhone;

beforeEach(async () => {
  exchange = await startTrainingPhones({
    numbers: [
      { number: '1501', label: 'Position 1', registered: true, brand: 'alcatel' },
      { number: '1502', label: 'Position 2', registered: true },
    ],
    answerAfter: 100,
  });
  phone = phoneOver([exchange.url]);
  expect(await phone.bind(targetOf('1501', exchange.domain))).toMatchObject({ ok: true });
  await stateWhere(phone, 'the session', offersAll);
});

afterEach(async () => {
  await phone.close();
  await exchange.stop();
});

function offersAll({ capabilities }: PhoneState): boolean {
  return capabilities.conference.available;
}

const stateNames: Readonly<Partial<Record<string, string>>> = { alerting: 'ringing', originated: 'dialling' };
const live = (): readonly Call[] => phone.state.get().calls.filter(({ state }) => state !== 'ended');
const truth = () =>
  exchange
    .callsAt('1501')
    .map(({ state, others }) => `${others.map(({ number }) => number).join()} ${stateNames[state] ?? state}`)
    .toSorted();
const shown = () =>
  live()
    .map(({ number, members, state }) => {
      const others = members.length > 0 ? members.map((member) => member.number).join() : number;
      return `${others} ${state}`;
    })
    .toSorted();

async function talking(from = '0639981234'): Promise<Call> {
  exchange.answerAtPhone(exchange.incomingCall({ number: '1501', from }));
  return callIn(phone, 'connected', 5_000, from);
}

describe('uaCSTA goes and comes back in the middle of a call', () => {
  test('the call goes on under its id and its timers, and is never shown twice', async () => {
    const call = await talking();
    const most = countOf();
    exchange.setPhoneFault('1501', 'silent', true);
    await stateWhere(phone, 'the session to be lost', (state) => !offersAll(state), 20_000);
    expect(live()).toEqual([call]);
    exchange.setPhoneFault('1501', 'silent', false);
    await stateWhere(phone, 'the session to be back', offersAll, 20_000);
    expect(live()).toEqual([call]);
    expect(await phone.command({ action: 'hold', callId: call.id })).toMatchObject({ ok: true });
    expect(most()).toBe(1);
  });

  test('with the whole link: what happened meanwhile is right, what went on is the same', async () => {
    const call = await talking();
    const most = countOf();
    exchange.setFault('link-cut', true);
    await stateWhere(phone, 'the loss', ({ link }) => link.kind === 'stale');
    exchange.incomingCall({ number: '1501', from: '18' });
    exchange.setFault('link-cut', false);
    await stateWhere(
      phone,
      'all to be back',
      (state) => state.link.kind === 'up' && offersAll(state),
      RECOVERY_MS,
    );
    expect(live()).toMatchObject([call, { number: '18', state: 'ringing' }]);
    expect(most()).toBe(2);
  });
});

describe('calls by other hands', () => {
  test('a colleague who transfers changes the party, not the call', async () => {
    exchange.dialAtPhone('1502', '1501');
    const call = await callIn(phone, 'ringing');
    expect(await phone.command({ action: 'answer', callId: call.id })).toMatchObject({ ok: true });
    const [end] = exchange.callsAt('1502');
    exchange.singleStepTransferAtPhone(end?.id ?? '', '0261910042');
    const moved = await stateWhere(
      phone,
      'the other party',
      ({ calls }) => calls[0]?.number === '0261910042',
    );
    expect(moved.calls).toMatchObject([{ id: call.id, state: 'connected' }]);
  });

  test('a conference made at the phone is one call with its members, and a call again when one leaves', async () => {
    const first = await talking();
    const [end] = exchange.callsAt('1501');
    exchange.consultAtPhone(end?.id ?? '', '0261910042');
    await callIn(phone, 'connected', 5_000, '0261910042');
    const [held, active] = exchange.callsAt('1501');
    exchange.conferenceAtPhone(held?.id ?? '', active?.id ?? '');
    await stateWhere(phone, 'the conference', () => live().length === 1 && live()[0]?.members.length === 2);
    expect(live()[0]?.id).toBe(first.id);
    expect(await phone.command({ action: 'dial', number: '15' })).toMatchObject({
      failure: { code: 'Phone_InConference' },
    });
    exchange.memberLeaves(exchange.callsAt('1501')[0]?.id ?? '', '0261910042');
    await stateWhere(phone, 'two to be left', () => live()[0]?.members.length === 0);
    expect(live()).toMatchObject([{ id: first.id, number: '0639981234', state: 'connected' }]);
  });
});

describe('whatever is wrong with the phone', () => {
  test.for(phoneFaults)(
    '%s: each command succeeds or fails by name, and in the end the calls are true',
    async (fault) => {
      exchange.setPhoneFault('1501', fault, true);
      exchange.incomingCall({ number: '1501', from: '0639981234' });
      const outcomes: string[] = [];
      const run = async (command: PhoneCommand): Promise<void> => {
        const outcome = await phone.command(command);
        outcomes.push(outcome.ok ? 'ok' : outcome.failure.code);
      };
      await stateWhere(phone, 'a call', ({ calls }) => calls.length > 0, RECOVERY_MS);
      const id = live()[0]?.id ?? '';
      await run({ action: 'answer', callId: id });
      await run({ action: 'hold', callId: id });
      await run({ action: 'retrieve', callId: id });
      await run({ action: 'consult', callId: id, number: '0261910042' });
      expect(outcomes.filter((code) => code !== 'ok' && !code.startsWith('Phone_'))).toEqual([]);
      console.info(`${fault}: ${outcomes.join(', ')}`);
      exchange.setPhoneFault('1501', fault, false);
      const isTrue = () => ({ shown: shown(), outcome: shown().join() === truth().join() });
      await expect.poll(isTrue, { timeout: RECOVERY_MS }).toMatchObject({ outcome: true });
      expect(live().every((call) => Number(call.id) <= 3)).toBe(true);
    },
  );
});

/** The most calls that were ever shown as live together, from now on. */
function countOf(): () => number {
  let most = live().length;
  phone.state.subscribe(({ calls }) => {
    most = Math.max(most, calls.filter(({ state }) => state !== 'ended').length);
  });
  return () => most;
}
