import { test as base, describe } from 'vitest';
import type { Call, DeskPhone, PhoneCommand, PhoneState } from '../../../electron/telephony/ports.ts';
import {
  phoneFaults,
  startTrainingPhones,
  type TrainingPhones,
} from '../../../electron/training/telephony/index.ts';
import { callIn, phoneOver, stateWhere, targetOf } from './phones.ts';

/** More than twice what the product leaves between two audits: 10 s. */
const RECOVERY_MS = 25_000;

interface Desk {
  readonly exchange: TrainingPhones;
  readonly phone: DeskPhone;
  /** The calls that have not ended, as they are shown. */
  live(): readonly Call[];
  /** What is shown, and what is true at the phone, in the same words. */
  shown(): readonly string[];
  truth(): readonly string[];
  talking(from?: string): Promise<Call>;
  /** The most calls that were ever shown as live together, from now on. */
  countOf(): () => number;
}

/** Each has an exchange and a phone of its own, and waits most of the time: they run at once. */
const test = base.extend<{ desk: Desk }>({
  desk: async ({ task: _task }, use) => {
    const exchange = await startTrainingPhones({
      numbers: [
        { number: '1501', label: 'Position 1', registered: true, brand: 'alcatel' },
        { number: '1502', label: 'Position 2', registered: true },
      ],
      answerAfter: 100,
    });
    const phone = phoneOver([exchange.url]);
    await phone.bind(targetOf('1501', exchange.domain));
    await stateWhere(phone, 'the session', offersAll);
    await use(deskOf(exchange, phone));
    await phone.close();
    await exchange.stop();
  },
});

function offersAll({ capabilities }: PhoneState): boolean {
  return capabilities.conference.available;
}

const stateNames: Readonly<Partial<Record<string, string>>> = { alerting: 'ringing', originated: 'dialling' };

function deskOf(exchange: TrainingPhones, phone: DeskPhone): Desk {
  const live = () => phone.state.get().calls.filter(({ state }) => state !== 'ended');
  return {
    exchange,
    phone,
    live,
    truth: () =>
      exchange
        .callsAt('1501')
        .map(
          ({ state, others }) => `${others.map(({ number }) => number).join()} ${stateNames[state] ?? state}`,
        )
        .toSorted(),
    shown: () =>
      live()
        .map(({ number, members, state }) => {
          const others = members.length > 0 ? members.map((member) => member.number).join() : number;
          return `${others} ${state}`;
        })
        .toSorted(),
    talking: (from = '0639981234') => {
      exchange.answerAtPhone(exchange.incomingCall({ number: '1501', from }));
      return callIn(phone, 'connected', 5_000, from);
    },
    countOf: () => {
      let most = live().length;
      phone.state.subscribe(({ calls }) => {
        most = Math.max(most, calls.filter(({ state }) => state !== 'ended').length);
      });
      return () => most;
    },
  };
}

describe.concurrent('uaCSTA goes and comes back in the middle of a call', () => {
  test('the call goes on under its id and its timers, and is never shown twice', async ({ desk, expect }) => {
    const { exchange, phone, live, talking, countOf } = desk;
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

  test('with the whole link: what happened meanwhile is right, what went on is the same', async ({
    desk,
    expect,
  }) => {
    const { exchange, phone, live, talking, countOf } = desk;
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

describe.concurrent('calls by other hands', () => {
  test('a colleague who transfers changes the party, not the call', async ({ desk, expect }) => {
    const { exchange, phone } = desk;
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

  test('a conference made at the phone is one call with its members, and a call again when one leaves', async ({
    desk,
    expect,
  }) => {
    const { exchange, phone, live, talking } = desk;
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

describe.concurrent('whatever is wrong with the phone', () => {
  test.for(phoneFaults)(
    '%s: each command succeeds or fails by name, and in the end the calls are true',
    async (fault, { desk, expect }) => {
      const { exchange, phone, live, shown, truth } = desk;
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
