import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDeskPhone } from '../../../electron/telephony/line/phone-process.ts';
import type { DeskPhone, PhoneTarget } from '../../../electron/telephony/ports.ts';
import { startTelephonyStand, type TelephonyStand } from '../../stand/telephony/index.ts';
import { callIn, spawnProcess, stateWhere } from './phones.ts';

const RECOVERY_MS = 10_000;

let stand: TelephonyStand;
let phone: DeskPhone;

/** Registrations that are short find a restarted exchange soon, but lapse on a busy machine. */
function useStand(registrationSeconds: number): void {
  beforeAll(async () => {
    stand = await startTelephonyStand({ authentication: true, registrationSeconds });
  });
  afterAll(() => stand?.stop());
}

beforeEach(() => {
  phone = createDeskPhone({
    servers: [stand.wsUrl],
    heartbeat: 1,
    actionTimeout: 4_000,
    spawn: spawnProcess,
  });
});

afterEach(() => phone.close());

function target(number: string, password = stand.passwordOf(number)): PhoneTarget {
  return {
    number,
    addressOfRecord: `sip:${number}@${stand.domain}`,
    credential: { username: number, password },
    deviceId: null,
  };
}

async function bound(number = stand.numbers.baresip): Promise<void> {
  expect(await phone.bind(target(number))).toMatchObject({ ok: true, value: { kind: 'bound' } });
}

describe('a real exchange and real phones', () => {
  useStand(60);

  test('binds the phone by its number and password, and knows its make and what it cannot', async () => {
    for (const { number, userAgent } of [stand.phones.baresip, stand.phones.linphone]) {
      await bound(number);
      const { device, capabilities } = phone.state.get();
      expect(device?.userAgent).toMatch(userAgent);
      expect(capabilities.dial).toEqual({ available: true });
      expect(capabilities.answer).toEqual({ available: false, reason: 'phone-cannot' });
    }
  });

  test('refuses by name an unknown number, a wrong password, and a number without a phone', async () => {
    const failureOf = async (wanted: PhoneTarget): Promise<string> => {
      const outcome = await phone.bind(wanted);
      return outcome.ok ? outcome.value.kind : outcome.failure.code;
    };
    const { baresip, watcher } = stand.numbers;
    expect(await failureOf(target(baresip, 'wrong'))).toBe('Phone_WatchRefused');
    expect(await failureOf(target(watcher))).toBe('Phone_NotRegistered');
    const stranger = target('1999');
    expect(await failureOf(stranger)).toBe('Phone_NumberUnknown');
  });

  test('sees an incoming call ring, be answered at the phone, and end', async () => {
    await bound();
    const caller = await stand.caller('0639981234', 'Appelante');
    const call = caller.call(stand.numbers.baresip);
    expect(await callIn(phone, 'ringing')).toMatchObject({
      direction: 'inbound',
      number: '0639981234',
      seenFromStart: true,
    });
    await stand.phones.baresip.answer();
    const connected = await callIn(phone, 'connected');
    call.hangup();
    expect(await callIn(phone, 'ended')).toMatchObject({ id: connected.id });
    expect(phone.state.get().calls).toHaveLength(1);
    await stand.phones.baresip.until('idle');
  });

  test('dials through the phone, which picks up by itself, to the other one', async () => {
    const { baresip, linphone } = stand.phones;
    for (const [from, to] of [
      [baresip, linphone],
      [linphone, baresip],
    ] as const) {
      from.setAutoAnswer(true);
      await bound(from.number);
      const shown = new Set<string | null>();
      phone.state.subscribe(({ calls }) => calls.forEach(({ number }) => void shown.add(number)));
      expect(await phone.command({ action: 'dial', number: to.number })).toEqual({
        ok: true,
        value: undefined,
      });
      await to.until('ringing');
      expect(await callIn(phone, 'dialling')).toMatchObject({ direction: 'outbound', number: to.number });
      await to.answer();
      await callIn(phone, 'connected');
      await to.hangup();
      await callIn(phone, 'ended');
      expect([...shown]).toEqual([to.number]);
      from.setAutoAnswer(false);
      await from.until('idle');
      await phone.unbind();
    }
  });

  test('an operator may lift the handset of a phone that does not pick up by itself', async () => {
    const { baresip, linphone } = stand.phones;
    await bound();
    const dialled = phone.command({ action: 'dial', number: linphone.number });
    await baresip.until('ringing');
    await baresip.answer();
    expect(await dialled).toMatchObject({ ok: true });
    await linphone.until('ringing');
    await baresip.hangup();
    await callIn(phone, 'ended');
    await linphone.until('idle');
  });
});

describe('the exchange killed', () => {
  useStand(4);

  test('the state is stale, then right within ten seconds; a hang-up meanwhile is discovered', async () => {
    const { baresip } = stand.phones;
    await bound();
    const caller = await stand.caller('0639981235');
    const call = caller.call(stand.numbers.baresip);
    await baresip.until('ringing');
    await baresip.answer();
    const connected = await callIn(phone, 'connected');

    await stand.kamailio.kill9();
    const stale = await stateWhere(phone, 'the loss to be seen', ({ link }) => link.kind === 'stale');
    expect(stale.calls).toMatchObject([{ id: connected.id, state: 'connected' }]);
    expect(stale.capabilities.dial).toEqual({ available: false, reason: 'link-down' });
    call.hangup();
    await baresip.hangup();

    await stand.kamailio.restart();
    const back = Date.now();
    await stateWhere(phone, 'the link to be up', ({ link }) => link.kind === 'up', RECOVERY_MS);
    const up = Date.now() - back;
    expect(await callIn(phone, 'ended', RECOVERY_MS)).toMatchObject({ id: connected.id });
    console.info(`up ${up} ms after the exchange was back, calls right after ${Date.now() - back} ms`);
    expect(Date.now() - back).toBeLessThan(RECOVERY_MS);

    await stand.phonesRegistered(RECOVERY_MS);
    await stateWhere(phone, 'the phone to be back', ({ capabilities }) => capabilities.dial.available, 8_000);
    await baresip.until('idle');
    const again = await stand.caller('0639981236');
    const next = again.call(stand.numbers.baresip);
    await next.until('ringing');
    expect((await callIn(phone, 'ringing')).number).toBe('0639981236');
    next.hangup();
    await callIn(phone, 'ended', 5_000, '0639981236');
  });
});
