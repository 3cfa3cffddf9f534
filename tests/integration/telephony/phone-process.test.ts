import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDeskPhone } from '../../../electron/telephony/line/phone-process.ts';
import type { DeskPhone } from '../../../electron/telephony/ports.ts';
import { startTrainingPhones, type TrainingPhones } from '../../../electron/training/telephony/index.ts';
import { callIn, spawnProcess, stateWhere, targetOf, trainingNumbers } from './phones.ts';

const RECOVERY_MS = 10_000;

let exchange: TrainingPhones;
let phone: DeskPhone;
let pids: number[];

beforeEach(async () => {
  exchange = await startTrainingPhones({ numbers: trainingNumbers, answerAfter: 150 });
  pids = [];
  phone = createDeskPhone({
    servers: [exchange.url],
    heartbeat: 1,
    actionTimeout: 1_500,
    spawn: () => {
      const channel = spawnProcess();
      pids.push(channel.pid);
      return channel;
    },
  });
});

afterEach(async () => {
  await phone.close();
  await exchange.stop();
});

async function bound(): Promise<void> {
  const outcome = await phone.bind(targetOf('1501', exchange.domain));
  expect(outcome).toMatchObject({ ok: true, value: { kind: 'bound' } });
}

function lastPid(): number {
  const pid = pids.at(-1);
  if (pid === undefined) throw new Error('no process was started');
  return pid;
}

describe('the phone over its own process', () => {
  test('does all that it does in one process', async () => {
    await bound();
    exchange.incomingCall({ number: '1501', from: '0639981234' });
    const { id } = await callIn(phone, 'ringing');
    for (const action of ['answer', 'hold', 'retrieve', 'hangUp'] as const) {
      expect(await phone.command({ action, callId: id })).toEqual({ ok: true, value: undefined });
    }
    expect(await phone.command({ action: 'dial', number: '0261910042' })).toEqual({
      ok: true,
      value: undefined,
    });
    expect(await phone.bind(targetOf('1999', exchange.domain))).toMatchObject({
      ok: false,
      failure: { code: 'Phone_NumberUnknown', parameters: { number: '1999' } },
    });
  });

  test('there is one before the first number when somebody is about to work, and no more', async () => {
    phone.prepare();
    phone.prepare();
    expect(pids).toHaveLength(1);
    await bound();
    expect(pids).toHaveLength(1);
  });

  test('there is none until a number is watched', async () => {
    expect(pids).toEqual([]);
    await phone.unbind();
    expect(pids).toEqual([]);
    await bound();
    expect(pids).toHaveLength(1);
  });

  test('killed during a call, it loses none and is right again by itself', async () => {
    await bound();
    const id = exchange.incomingCall({ number: '1501', from: '0639981234' });
    exchange.answerAtPhone(id);
    const before = await callIn(phone, 'connected');

    process.kill(lastPid(), 'SIGKILL');
    const stale = await stateWhere(phone, 'the loss to be seen', ({ link }) => link.kind === 'stale');
    expect(stale.calls).toEqual([before]);
    expect(stale.capabilities.dial).toEqual({ available: false, reason: 'link-down' });

    const killed = Date.now();
    await stateWhere(phone, 'the link to be up', ({ link }) => link.kind === 'up', RECOVERY_MS);
    console.info(`right again ${Date.now() - killed} ms after the process was killed`);
    expect(phone.state.get().calls).toEqual([before]);
    expect(pids).toHaveLength(2);
    expect(await phone.command({ action: 'hold', callId: before.id })).toMatchObject({ ok: true });
  });

  test('a hang-up while it was dead is discovered', async () => {
    await bound();
    const id = exchange.incomingCall({ number: '1501', from: '0639981234' });
    exchange.answerAtPhone(id);
    const call = await callIn(phone, 'connected');
    process.kill(lastPid(), 'SIGKILL');
    exchange.remoteHangsUp(id);
    expect(await callIn(phone, 'ended', RECOVERY_MS)).toMatchObject({ id: call.id });
  });

  test('stuck, it is replaced', async () => {
    await bound();
    const stuck = lastPid();
    process.kill(stuck, 'SIGSTOP');
    await stateWhere(phone, 'the silence to be seen', ({ link }) => link.kind === 'stale', RECOVERY_MS);
    await stateWhere(phone, 'the link to be up', ({ link }) => link.kind === 'up', RECOVERY_MS);
    expect(lastPid()).not.toBe(stuck);
  });

  test('dead in the middle of an order, it is a failure by name', async () => {
    await bound();
    exchange.incomingCall({ number: '1501', from: '0639981234' });
    const { id } = await callIn(phone, 'ringing');
    exchange.setFault('silent', true);
    const answer = phone.command({ action: 'answer', callId: id });
    process.kill(lastPid(), 'SIGKILL');
    expect(await answer).toMatchObject({ ok: false, failure: { code: 'Phone_LinkDown' } });
  });

  test('a binding that was overtaken changes nothing', async () => {
    exchange.setFault('silent', true);
    const overtaken = phone.bind(targetOf('1502', exchange.domain));
    await phone.unbind();
    exchange.setFault('silent', false);
    await bound();
    expect(await overtaken).toMatchObject({ ok: false, failure: { code: 'Phone_BindingInterrupted' } });
    expect(phone.state.get()).toMatchObject({ number: '1501', link: { kind: 'up' } });
  });
});

test('two hundred calls reach main without a wait', async () => {
  await bound();
  const delays: number[] = [];
  phone.state.subscribe(({ receivedAt }) => {
    if (receivedAt !== undefined) delays.push(performance.timeOrigin + performance.now() - receivedAt);
  });
  for (let index = 0; index < 200; index += 1) {
    const before = delays.length;
    const id = exchange.incomingCall({ number: '1501', from: `06399800${index + 10}` });
    await stateWhere(phone, 'the call', () => delays.length > before);
    exchange.remoteHangsUp(id);
    await stateWhere(phone, 'its end', () => delays.length > before + 1);
  }
  const sorted = delays.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const [p50, p95] = [at(0.5), at(0.95)];
  console.info(`socket to state: p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms over ${sorted.length}`);
  expect(p95).toBeLessThan(100);
});
