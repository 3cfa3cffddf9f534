import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DirectoryPerson } from '../../electron/training/identity/index.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { type Operator, operatorOf } from './support/operator.ts';
import { type PscSite, pscPeople, startPscSite } from './support/psc-site.ts';

/** A station that nobody touches is locked, and the same person goes on by Pro Santé Connect. */

const { linked, other } = pscPeople;
const LOCKED = 'Poste verrouillé – inactivité';
const HOUR = 3_600;
/** Longer than the application leaves between two looks at who is there: 15 s. */
const LOOK_MS = 17_000;
const STEP_MS = 20_000;

let display: VirtualDisplay;
let site: PscSite;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startPscSite({ idleLockMinutes: 1 });
  bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: site.environment,
  });
  operator = await operatorOf(bandeau);
  station = operator.station;
  station.setDefaultTimeout(STEP_MS);
  keyboard = keyboardOf(station);
  await isUntouchedFor(0);
  await operator.chooseWay('otp');
  await operator.typePassword('ange.modele', linked.account.password?.value ?? '');
  await station.getByRole('textbox', { name: /^Code à/ }).waitFor();
  await operator.typeCode(site.identity.codeSentTo(linked.id));
  await keyboard.startWork(site.phone);
  await shown('Prêt');
});
afterAll(async () => {
  await bandeau?.close();
  await site?.stop();
  await display?.stop();
});

const shown = (text: string) => station.getByText(text).first().waitFor();

/** What the system says of keyboard and mouse from now on, in seconds. */
async function isUntouchedFor(seconds: number): Promise<void> {
  await bandeau.electron.evaluate(({ powerMonitor }, idle) => {
    powerMonitor.getSystemIdleTime = () => idle;
  }, seconds);
}

async function isLeftAlone(): Promise<void> {
  await isUntouchedFor(HOUR);
  await shown(LOCKED);
  await isUntouchedFor(0);
}

/** Asks for the person's request, and accepts it on their e-CPS. */
async function comes(who: DirectoryPerson): Promise<void> {
  const number = station.getByRole('textbox', { name: 'Numéro RPPS' });
  if (!(await number.isVisible())) await keyboard.choosePsc();
  await keyboard.tabTo(number);
  await keyboard.type(who.psc?.rpps ?? '');
  await (await site.ecpsOf(who)).answer(true);
}

describe('a station that is locked for nobody is there', () => {
  it('after a sign-in by OTP, opens to the same person’s PSC, and not to another’s', async () => {
    await isLeftAlone();
    await comes(other);
    await operator.told('Identity_OtherPerson');
    await shown(LOCKED);
    await comes(linked);
    await shown('Prêt');
  });

  it('after a sign-in by PSC, opens to it again, once the provider is back', async () => {
    await isLeftAlone();
    site.identity.cutOff(true);
    await keyboard.tabTo(station.getByRole('textbox', { name: 'Numéro RPPS' }));
    await keyboard.type(linked.psc?.rpps ?? '');
    await operator.told('Psc_Unreachable');
    await shown(LOCKED);
    site.identity.cutOff(false);
    await comes(linked);
    await shown('Prêt');
  });
});

describe('a call', () => {
  it('keeps the station open, although nobody touches it', async () => {
    const call = site.phones.incomingCall({ number: site.phone, from: '0639980001' });
    site.phones.answerAtPhone(call);
    await (await operator.bar()).locator('.call[data-state=connected]').waitFor();
    await isUntouchedFor(HOUR);
    await delay(LOOK_MS);
    expect(await station.getByText(LOCKED).count()).toBe(0);
    await isUntouchedFor(0);
    site.phones.hangUpAtPhone(call);
  });
});
