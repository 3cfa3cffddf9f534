import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Site, startSite } from '../stand/index.ts';
import { waitFor } from '../stand/process.ts';
import { SHORT_REGISTRATION_SECONDS, type TelephonyStand } from '../stand/telephony/index.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type CallInProgress, callInProgress, RECOVERY_MS } from './support/call-in-progress.ts';
import { operatorOf } from './support/operator.ts';
import { recordRecovery, writeRecoveries } from './support/recoveries.ts';

/** A real conversation between two real phones while the exchange, or what reads the real card, is killed. */

const OUTAGE_MS = 3_000;
/** Longer than a NOTIFY without a body is waited on before it counts as no call. */
const SETTLED_MS = 2_500;

let display: VirtualDisplay;
let site: Site;
let exchange: TelephonyStand;
let bandeau: Bandeau;
let call: CallInProgress;
let shift: { readonly who: string; readonly phone: string };

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startSite({ registrationSeconds: SHORT_REGISTRATION_SECONDS });
  const [staff] = site.people;
  if (!site.exchange || !staff.card) throw new Error('the stand has no exchange or no reader');
  exchange = site.exchange;
  shift = { who: staff.name, phone: exchange.numbers.baresip };
  await staff.card.insert();
  bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: site.environment,
  });
  const operator = await operatorOf(bandeau);
  await operator.typePin(staff.pin);
  await operator.chooseProfile(site.configuration.site);
  await operator.bindPhone(shift.phone);
  await operator.bar();
});

afterAll(async () => {
  writeRecoveries();
  await bandeau?.close();
  await site?.stop();
  await display?.stop();
});

beforeEach(async () => {
  const { baresip, linphone } = exchange.phones;
  // What a test that failed has left.
  for (const phone of [baresip, linphone]) if (phone.state() !== 'idle') await phone.hangup();
  // On a busy machine a registration of four seconds may lapse for a moment: who calls, calls again.
  const isRinging = async () => {
    if (linphone.state() === 'idle') await linphone.dial(baresip.number);
    return baresip.state() === 'ringing';
  };
  await waitFor(isRinging, { timeoutMs: RECOVERY_MS, what: 'the desk phone to ring' });
  await baresip.answer();
  await linphone.until('talking');
  call = await callInProgress(bandeau);
});

/** The bar says since when it may be wrong, still shows the call, and offers nothing that cannot be done. */
async function exchangeDies(): Promise<void> {
  await exchange.kamailio.kill9();
  const stale = await call.shows('bar', ({ link }) => link === 'stale');
  expect(stale.text).toMatch(/Liaison perdue depuis/);
  expect(stale.text).toMatch(/Affichage peut-être faux – reconnexion en cours/);
  expect(stale.calls).toMatchObject([{ id: call.id, state: 'connected' }]);
  expect(Object.values(stale.commands)).not.toContain(true);
}

/** Brings the exchange back after the outage; the time when it is up. */
async function exchangeReturns(): Promise<number> {
  await delay(OUTAGE_MS);
  await exchange.kamailio.restart();
  return performance.now();
}

async function isEnded(): Promise<void> {
  await call.shows('bar', ({ calls }) => calls.every(({ id, state }) => id !== call.id || state === 'ended'));
}

async function bothHungUp(): Promise<void> {
  const { baresip, linphone } = exchange.phones;
  await linphone.hangup();
  await baresip.until('idle');
  await isEnded();
  await call.shows('bar', ({ calls }) => calls.length === 0);
}

async function anotherCallShows(): Promise<void> {
  const caller = await exchange.caller('0639981236', 'Appelante');
  let another = caller.call(shift.phone);
  await call.shows('bar', ({ calls }) => {
    if (another.state === 'ended') another = caller.call(shift.phone);
    return calls.some(({ state, text }) => state === 'ringing' && text.includes('06 39 98 12 36'));
  });
  another.hangup();
  await call.shows('bar', ({ calls }) => calls.every(({ state }) => state !== 'ringing'));
  await caller.close();
}

describe('during a real conversation', () => {
  it('the exchange dies and comes back: the same call goes on, and ends when it is hung up', async () => {
    await exchangeDies();
    const back = await exchangeReturns();
    // The exchange has forgotten where the phones are: until they register again, nothing can be asked of them.
    await call.isRightAgain('exchange, conversation that goes on', back, () =>
      exchange.phonesRegistered(RECOVERY_MS),
    );
    await delay(SETTLED_MS);
    await call.shows('bar', call.isRight);
    await call.nothingIsLost(shift);
    await anotherCallShows();
    await bothHungUp();
  });

  it('the exchange dies, the caller hangs up meanwhile: the call is ended once it is back', async () => {
    await exchangeDies();
    await exchange.phones.linphone.hangup();
    const back = await exchangeReturns();
    await isEnded();
    const elapsed = performance.now() - back;
    recordRecovery('exchange, hang-up discovered', elapsed);
    expect(elapsed).toBeLessThan(RECOVERY_MS);
    await exchange.phones.baresip.until('idle', RECOVERY_MS);
    await anotherCallShows();
    await call.shows('bar', ({ calls }) => calls.length === 0);
  });

  it('the process that reads the real card dies: nobody is locked out', async () => {
    const card = async () =>
      (await bandeau.processes()).find(({ type, name }) => type === 'Utility' && name === 'card')?.pid;
    const pid = await card();
    if (pid === undefined) throw new Error('no card process');
    const start = performance.now();
    process.kill(pid, 'SIGKILL');
    await call.isRightAgain('card process, real reader', start, () =>
      expect.poll(card, { timeout: RECOVERY_MS }).toSatisfy((now) => now !== undefined && now !== pid),
    );
    // The card takes a second or two to be read.
    await delay(SETTLED_MS);
    await call.nothingIsLost(shift);
    await bothHungUp();

    site.people[0].card?.remove();
    await call.shows('bar', ({ locked }) => locked);
  });
});
