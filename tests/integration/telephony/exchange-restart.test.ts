import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EMPTY_GRACE } from '../../../electron/telephony/documents/dialogs-told.ts';
import type { Call, DeskPhone } from '../../../electron/telephony/ports.ts';
import {
  SHORT_REGISTRATION_SECONDS,
  startTelephonyStand,
  type TelephonyStand,
} from '../../stand/telephony/index.ts';
import { callIn, phoneOver, stateWhere, targetOf } from './phones.ts';

const RECOVERY_MS = 10_000;

let stand: TelephonyStand;
let phone: DeskPhone;

beforeAll(async () => {
  stand = await startTelephonyStand({ registrationSeconds: SHORT_REGISTRATION_SECONDS });
});
afterAll(() => stand?.stop());
beforeEach(async () => {
  phone = phoneOver([stand.wsUrl]);
  expect(await phone.bind(targetOf(stand.numbers.baresip, stand.domain))).toMatchObject({ ok: true });
});
afterEach(() => phone.close());

async function conversation(): Promise<Call> {
  const { baresip, linphone } = stand.phones;
  await linphone.dial(baresip.number);
  await baresip.until('ringing');
  await baresip.answer();
  await linphone.until('talking');
  return callIn(phone, 'connected');
}

async function cut(): Promise<void> {
  await stand.kamailio.kill9();
  await stateWhere(phone, 'the loss to be seen', ({ link }) => link.kind === 'stale');
}

const isBack = () => stateWhere(phone, 'the link', ({ link }) => link.kind === 'up', RECOVERY_MS);

describe('an exchange that dies and comes back', () => {
  test('finds its conversations again: on the bar each goes on as the same call', async () => {
    const before = await conversation();
    await cut();
    await stand.kamailio.restart();
    await isBack();
    await delay(EMPTY_GRACE + 1_000);
    expect(phone.state.get().calls).toEqual([before]);

    await stand.phones.linphone.hangup();
    expect(await callIn(phone, 'ended')).toMatchObject({ id: before.id, connectedAt: before.connectedAt });
    await stand.phones.baresip.until('idle');
    await stand.phonesRegistered();
  });

  test('learns of a hang-up that fell into the outage', async () => {
    const before = await conversation();
    await cut();
    await stand.phones.linphone.hangup();
    await stand.kamailio.restart();
    await isBack();
    expect(await callIn(phone, 'ended', RECOVERY_MS)).toMatchObject({ id: before.id });
    await stand.phones.baresip.until('idle');
    await stand.phonesRegistered();
  });

  test('does not bring back a call that ended right before', async () => {
    await conversation();
    await stand.phones.linphone.hangup();
    await callIn(phone, 'ended');
    await cut();
    await stand.kamailio.restart();
    await isBack();
    await delay(EMPTY_GRACE);
    expect(phone.state.get().calls.filter(({ state }) => state !== 'ended')).toEqual([]);
    await stand.phonesRegistered();
  });
});
