import { test as base, describe } from 'vitest';
import type { DeskPhone } from '../../../electron/telephony/ports.ts';
import { startTrainingPhones, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { callIn, phoneOver, stateWhere, targetOf, trainingNumbers } from './phones.ts';

interface Desk {
  readonly exchange: TrainingPhones;
  readonly phone: DeskPhone;
  /** Binds the phone of a number, which has to succeed. */
  bound(number?: string): Promise<void>;
}

/** Each has an exchange and a phone of its own, and waits most of the time: they run at once. */
const test = base.extend<{ desk: Desk }>({
  desk: async ({ task: _task }, use) => {
    const exchange = await startTrainingPhones({ numbers: trainingNumbers, answerAfter: 150 });
    const phone = phoneOver([exchange.url]);
    await use({
      exchange,
      phone,
      bound: async (number = '1501') => {
        const outcome = await phone.bind(targetOf(number, exchange.domain));
        if (!outcome.ok || outcome.value.kind !== 'bound') throw new Error('the phone is not bound');
      },
    });
    await phone.close();
    await exchange.stop();
  },
});

describe.concurrent('binding', () => {
  test('finds the phone of a number and what it can', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    const state = phone.state.get();
    expect(state).toMatchObject({ number: '1501', link: { kind: 'up', server: exchange.url }, calls: [] });
    expect(state.device?.id).toMatch(/^<urn:uuid:/);
    const { dial, answer, hangUp, hold, retrieve } = state.capabilities;
    expect([dial, answer, hangUp, hold, retrieve]).toEqual(Array(5).fill({ available: true }));
  });

  test('says what a phone without remote control cannot', async ({ desk, expect }) => {
    const { phone, bound } = desk;
    await bound('1502');
    const { capabilities } = phone.state.get();
    expect(capabilities.dial).toEqual({ available: true });
    expect(capabilities.answer).toEqual({ available: false, reason: 'phone-cannot' });
    expect(capabilities.hangUp).toEqual({ available: false, reason: 'phone-cannot' });
  });

  test('refuses by name a number that does not exist, has no phone, or may not be watched', async ({
    desk,
    expect,
  }) => {
    const { exchange, phone } = desk;
    const failureOf = async (number: string): Promise<unknown> => {
      const outcome = await phone.bind(targetOf(number, exchange.domain));
      return outcome.ok ? outcome.value : outcome.failure.code;
    };
    expect(await failureOf('1999')).toBe('Phone_NumberUnknown');
    expect(await failureOf('1503')).toBe('Phone_NotRegistered');
    exchange.setFault('watch-refused', true);
    expect(await failureOf('1501')).toBe('Phone_WatchRefused');
    exchange.setFault('link-cut', true);
    expect(await failureOf('1501')).toBe('Phone_ServerUnreachable');
    expect(phone.state.get()).toMatchObject({ number: null, link: { kind: 'down' } });
  });

  test('asks which of several devices, then binds the one chosen', async ({ desk, expect }) => {
    const { exchange, phone } = desk;
    const asked = await phone.bind(targetOf('1504', exchange.domain));
    if (!asked.ok || asked.value.kind !== 'choose') throw new Error('not asked');
    expect(asked.value.devices).toHaveLength(2);
    const chosen = asked.value.devices[1]?.id ?? '';
    const outcome = await phone.bind(targetOf('1504', exchange.domain, chosen));
    expect(outcome).toMatchObject({ ok: true, value: { kind: 'bound', device: { id: chosen } } });
    const nextShift = await phone.bind({
      ...targetOf('1504', exchange.domain),
      preferredDeviceId: chosen,
    });
    expect(nextShift).toMatchObject({ ok: true, value: { kind: 'bound', device: { id: chosen } } });
  });

  test('takes the second server when the first is away', async ({ desk, expect, onTestFinished }) => {
    const { exchange } = desk;
    const phone = phoneOver(['ws://127.0.0.1:9', exchange.url]);
    onTestFinished(() => phone.close());
    expect(await phone.bind(targetOf('1501', exchange.domain))).toMatchObject({ ok: true });
    expect(phone.state.get().link).toEqual({ kind: 'up', server: exchange.url });
  });
});

describe.concurrent('calls', () => {
  test('an incoming call rings, is answered at the phone and ends with the caller', async ({
    desk,
    expect,
  }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    const id = exchange.incomingCall({ number: '1501', from: '0639981234', displayName: 'Appel 15' });
    expect(await callIn(phone, 'ringing')).toMatchObject({
      direction: 'inbound',
      number: '0639981234',
      displayName: 'Appel 15',
      seenFromStart: true,
      connectedAt: null,
    });
    exchange.answerAtPhone(id);
    expect((await callIn(phone, 'connected')).connectedAt).toBeTypeOf('number');
    exchange.remoteHangsUp(id);
    expect((await callIn(phone, 'ended')).endedAt).toBeTypeOf('number');
    await stateWhere(phone, 'the ended call to leave', ({ calls }) => calls.length === 0, 8_000);
  });

  test('a withheld number has neither digits nor a name', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    exchange.incomingCall({ number: '1501', from: null });
    expect(await callIn(phone, 'ringing')).toMatchObject({ number: null, displayName: null });
  });

  test('a call that was there before is not seen from its start', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    exchange.answerAtPhone(exchange.incomingCall({ number: '1501', from: '18' }));
    await bound();
    expect(await callIn(phone, 'connected')).toMatchObject({ number: '18', seenFromStart: false });
  });

  test('answers, holds, retrieves and hangs up from the bar', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    exchange.incomingCall({ number: '1501', from: '0639981234' });
    const { id } = await callIn(phone, 'ringing');
    expect(await phone.command({ action: 'answer', callId: id })).toEqual({ ok: true, value: undefined });
    expect(phone.state.get().calls[0]?.state).toBe('connected');
    expect(await phone.command({ action: 'hold', callId: id })).toMatchObject({ ok: true });
    expect(phone.state.get().calls[0]).toMatchObject({ state: 'held' });
    expect(await phone.command({ action: 'retrieve', callId: id })).toMatchObject({ ok: true });
    expect(phone.state.get().calls[0]).toMatchObject({ state: 'connected', heldAt: null });
    expect(await phone.command({ action: 'hangUp', callId: id })).toMatchObject({ ok: true });
    expect(phone.state.get().calls[0]?.state).toBe('ended');
    expect(await phone.command({ action: 'hold', callId: id })).toMatchObject({
      ok: false,
      failure: { code: 'Phone_CallGone' },
    });
  });

  test('an order that the phone takes and does not obey is a failure', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    exchange.incomingCall({ number: '1501', from: '0639981234' });
    const { id } = await callIn(phone, 'ringing');
    exchange.setFault('orders-ignored', true);
    expect(await phone.command({ action: 'answer', callId: id })).toMatchObject({
      ok: false,
      failure: { code: 'Phone_NotConfirmed' },
    });
    expect(await phone.command({ action: 'dial', number: '18' })).toMatchObject({
      ok: false,
      failure: { code: 'Phone_NotConfirmed' },
    });
  });

  test('answering a second call holds the first', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    exchange.answerAtPhone(exchange.incomingCall({ number: '1501', from: '0639981234' }));
    exchange.incomingCall({ number: '1501', from: '18' });
    const second = await callIn(phone, 'ringing');
    expect(await phone.command({ action: 'answer', callId: second.id })).toMatchObject({ ok: true });
    expect((await callIn(phone, 'held')).number).toBe('0639981234');
    expect((await callIn(phone, 'connected')).number).toBe('18');
  });
});

describe.concurrent('dialling', () => {
  test('makes the phone call a number written as people write it, without showing our own leg', async ({
    desk,
    expect,
  }) => {
    const { phone, bound } = desk;
    await bound();
    const seen = new Set<string | null>();
    phone.state.subscribe(({ calls }) => calls.forEach(({ number }) => void seen.add(number)));
    expect(await phone.command({ action: 'dial', number: '02 61.91-00 42' })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await callIn(phone, 'connected')).toMatchObject({ number: '0261910042', direction: 'outbound' });
    expect([...seen]).toEqual(['0261910042']);
  });

  test('takes the second click on a number for the first', async ({ desk, expect }) => {
    const { phone, bound } = desk;
    await bound();
    const outcomes = await Promise.all([
      phone.command({ action: 'dial', number: '0261910042' }),
      phone.command({ action: 'dial', number: '02 61 91 00 42' }),
    ]);
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(phone.state.get().calls).toHaveLength(1);
  });

  test('holds the call in conversation first', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    exchange.answerAtPhone(exchange.incomingCall({ number: '1501', from: '0639981234' }));
    await callIn(phone, 'connected');
    expect(await phone.command({ action: 'dial', number: '18' })).toMatchObject({ ok: true });
    expect((await callIn(phone, 'held')).number).toBe('0639981234');
    await callIn(phone, 'connected', 5_000, '18');
    expect(await phone.command({ action: 'dial', number: '15' })).toMatchObject({
      ok: false,
      failure: { code: 'Phone_CallAlreadyHeld' },
    });
  });

  test('refuses by name what cannot be dialled now', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    expect(await phone.command({ action: 'dial', number: '18' })).toMatchObject({
      ok: false,
      failure: { code: 'Phone_NotBound' },
    });
    await bound('1502');
    expect(await phone.command({ action: 'dial', number: '18; rm' })).toMatchObject({
      failure: { code: 'Phone_NumberInvalid' },
    });
    exchange.answerAtPhone(exchange.incomingCall({ number: '1502', from: '0639981234' }));
    const { id } = await callIn(phone, 'connected');
    expect(await phone.command({ action: 'dial', number: '17' })).toMatchObject({
      failure: { code: 'Phone_CallInProgress' },
    });
    expect(await phone.command({ action: 'hangUp', callId: id })).toMatchObject({
      failure: { code: 'Phone_CannotAct' },
    });
  });

  test('shows a called party that is busy, then the end', async ({ desk, expect }) => {
    const { phone, bound } = desk;
    await bound();
    expect(await phone.command({ action: 'dial', number: '0261910098' })).toMatchObject({ ok: true });
    expect((await callIn(phone, 'ended')).connectedAt).toBeNull();
  });
});

describe.concurrent('what goes wrong', () => {
  test('a cut link makes the state stale, and its return makes it right', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    const id = exchange.incomingCall({ number: '1501', from: '0639981234' });
    exchange.answerAtPhone(id);
    await callIn(phone, 'connected');
    exchange.setFault('link-cut', true);
    const stale = await stateWhere(phone, 'the link to be stale', ({ link }) => link.kind === 'stale');
    expect(stale.calls).toHaveLength(1);
    expect(stale.capabilities.dial).toEqual({ available: false, reason: 'link-down' });
    expect(await phone.command({ action: 'dial', number: '18' })).toMatchObject({
      failure: { code: 'Phone_LinkDown' },
    });

    exchange.remoteHangsUp(id);
    exchange.incomingCall({ number: '1501', from: '18' });
    const back = Date.now();
    exchange.setFault('link-cut', false);
    await stateWhere(phone, 'the link to be up', ({ link }) => link.kind === 'up', 10_000);
    expect(Date.now() - back).toBeLessThan(10_000);
    expect((await callIn(phone, 'ended')).number).toBe('0639981234');
    expect(await callIn(phone, 'ringing')).toMatchObject({ number: '18', seenFromStart: false });
  });

  test('a link that is back stays stale while what it says cannot be read', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    const id = exchange.incomingCall({ number: '1501', from: '0639981234' });
    exchange.answerAtPhone(id);
    await callIn(phone, 'connected');
    exchange.setFault('documents-unreadable', true);
    exchange.setFault('link-cut', true);
    await stateWhere(phone, 'the loss to be seen', ({ link }) => link.kind === 'stale');
    exchange.setFault('link-cut', false);
    await stateWhere(phone, 'documents to be dropped', ({ droppedDocuments }) => droppedDocuments > 1);
    expect(phone.state.get()).toMatchObject({ link: { kind: 'stale' }, calls: [{ state: 'connected' }] });
    exchange.remoteHangsUp(id);
    exchange.setFault('documents-unreadable', false);
    await stateWhere(phone, 'the link to be up', ({ link }) => link.kind === 'up', 5_000);
    await callIn(phone, 'ended');
  });

  test('an end that could not be read is learnt by asking again', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    const id = exchange.incomingCall({ number: '1501', from: '0639981234' });
    exchange.answerAtPhone(id);
    await callIn(phone, 'connected');
    exchange.setFault('documents-unreadable', true);
    exchange.remoteHangsUp(id);
    exchange.setFault('documents-unreadable', false);
    expect(await callIn(phone, 'ended')).toMatchObject({ number: '0639981234' });
    expect(phone.state.get()).toMatchObject({ link: { kind: 'up' }, droppedDocuments: 1 });
  });

  test('a server that falls silent is noticed by the heartbeat', async ({ desk }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    exchange.setFault('silent', true);
    await stateWhere(phone, 'the silence to be noticed', ({ link }) => link.kind === 'stale', 5_000);
    exchange.setFault('silent', false);
    await stateWhere(phone, 'the link to be up', ({ link }) => link.kind === 'up', 10_000);
  });

  test('a phone switched off greys its actions until it returns', async ({ desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    expect(phone.state.get().registered).toBe(true);
    exchange.setRegistered('1501', false);
    await stateWhere(phone, 'the phone to be missed', ({ registered }) => !registered);
    expect(phone.state.get().link.kind).toBe('up');
    expect(phone.state.get().capabilities.dial).toEqual({ available: false, reason: 'phone-unregistered' });
    exchange.setRegistered('1501', true);
    await stateWhere(phone, 'the phone to return', ({ registered }) => registered);
    await stateWhere(phone, 'its actions', ({ capabilities }) => capabilities.answer.available);
  });

  test('a phone whose answer was lost is asked again until it tells what it can', async ({
    desk,
    expect,
  }) => {
    const { exchange, phone, bound } = desk;
    exchange.setFault('options-lost', true);
    await bound();
    expect(phone.state.get().capabilities.answer).toEqual({ available: false, reason: 'asking' });
    exchange.incomingCall({ number: '1501', from: '0639981234' });
    const { id } = await callIn(phone, 'ringing');
    expect(await phone.command({ action: 'answer', callId: id })).toMatchObject({
      failure: { code: 'Phone_FeaturesUnknown' },
    });
    exchange.setFault('options-lost', false);
    await stateWhere(phone, 'the answer', ({ capabilities }) => capabilities.answer.available);
    expect(await phone.command({ action: 'answer', callId: id })).toMatchObject({ ok: true });
  });

  test('a gap in the versions makes it subscribe anew, and nothing later is missed', async ({
    desk,
    expect,
  }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    exchange.attack('version-gap');
    exchange.incomingCall({ number: '1501', from: '0639981234' });
    const { id } = await callIn(phone, 'ringing');
    expect(await phone.command({ action: 'answer', callId: id })).toMatchObject({ ok: true });
    expect(phone.state.get().droppedDocuments).toBe(0);
  });

  test.for([
    'malformed-document',
    'oversized-document',
    'entity-bomb',
    'deep-document',
    'old-version',
    'garbage',
    'broken-headers',
  ] as const)('%s is dropped, counted, and changes nothing', async (kind, { desk, expect }) => {
    const { exchange, phone, bound } = desk;
    await bound();
    exchange.incomingCall({ number: '1501', from: '0639981234' });
    const { id } = await callIn(phone, 'ringing');
    exchange.attack(kind);
    await stateWhere(phone, 'the drop to be counted', ({ droppedDocuments }) => droppedDocuments === 1);
    expect(phone.state.get().calls).toMatchObject([{ id, state: 'ringing' }]);
    expect(await phone.command({ action: 'answer', callId: id })).toMatchObject({ ok: true });
  });
});
