import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WORTH_TELLING } from '../../electron/telephony/outage.ts';
import type { TrainingPhones } from '../../electron/training/telephony/index.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Site, startSite } from '../stand/index.ts';
import type { Bandeau } from './support/application.ts';
import { giveNumber } from './support/number-field.ts';
import { startWorkstation, type Workstation } from './support/workstation.ts';

/** Every verb of the phone by a click on the bar, at a simulated phone that can do them all; then outages and zoom. */

const OWN = '1501';
const CALLER = '0639981234';
const OTHER = '0261910042';

let display: VirtualDisplay;
let site: Site;
let phones: TrainingPhones;
let workstation: Workstation;
let bandeau: Bandeau;
let station: Page;
let bar: Page;

/** Whatever is no card of a call that has ended: those stay for a moment, with what they said. */
const live = () => bar.locator(':not([data-state="ended"], [data-state="ended"] *)');
const button = (name: string | RegExp) => bar.getByRole('button', { name }).and(live());
const press = (name: string | RegExp) => button(name).click();
const says = (text: string | RegExp) =>
  bar.getByText(text).and(live()).filter({ visible: true }).first().waitFor();
const call = (state: string) => bar.locator(`.call[data-state="${state}"]`).first().waitFor();
const atPhone = () => phones.callsAt(OWN);
const barHeight = () =>
  bandeau.electron.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()
        .find(({ webContents }) => webContents.getURL().startsWith('app://bandeau/bar/'))
        ?.getBounds().height,
  );

/** Somebody calls and is answered on the bar; gives the id of the call at the phone. */
async function talk(): Promise<string> {
  const id = phones.incomingCall({ number: OWN, from: CALLER, displayName: 'M. Le Bihan' });
  await press(/^Répondre/);
  await call('connected');
  return id;
}

async function showMore(): Promise<void> {
  const more = bar.getByRole('button', { name: /^(Plus|Moins) de commandes$/ });
  if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click();
  await bar.getByRole('button', { name: 'Transférer' }).waitFor();
}

const give = (number: string) => giveNumber(bandeau, number);

async function consult(): Promise<void> {
  await talk();
  await showMore();
  await press('Double appel');
  await give(OTHER);
  await says(/^Vous parlez à/);
}

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startSite({ cards: 'tokens', telephony: 'simulated' });
  const [staff] = site.people;
  if (!site.simulatedPhones) throw new Error('the stand simulates no phones');
  phones = site.simulatedPhones;
  phones.setBrand(OWN, 'alcatel');
  workstation = await startWorkstation({ display: display.name });
  const started = await workstation.start({
    configuration: site.configuration,
    environment: staff.token ?? {},
  });
  bandeau = started.bandeau;
  station = started.operator.station;
  await started.operator.typePin(staff.pin);
  await started.operator.chooseProfile(site.configuration.site);
  await started.operator.bindPhone(OWN);
  bar = await started.operator.bar();
  bar.setDefaultTimeout(10_000);
  await says('PAS D’APPEL EN COURS');
});

afterAll(async () => {
  await workstation?.stop();
  await site?.stop();
  await display?.stop();
});

afterEach(async () => {
  for (const { id } of atPhone()) phones.hangUpAtPhone(id);
  await bar.locator('[data-call-id]').and(live()).first().waitFor({ state: 'detached' });
});

/** What a click on a number does, on whatever page it is. */
const clickToCall = (number: string) =>
  station.evaluate(
    (dialled) => window.bandeau.ask('phone.command', { action: 'dial', number: dialled }),
    number,
  );

describe('on the bar', () => {
  it('a number is dialled; its call is held, taken back and hung up', async () => {
    await press('Nouvel appel');
    await give(OTHER);
    await expect.poll(() => atPhone().map(({ direction }) => direction)).toEqual(['initiator']);
    await call('connected');
    await press(/^Mettre en garde/);
    await call('held');
    await press(/^Reprendre/);
    await call('connected');
    await press(/^Raccrocher/);
    await expect.poll(() => atPhone().length).toBe(0);
  });

  it('a number clicked during a call holds it first, is called once however often it is clicked, and a third is refused with its reason', async () => {
    await talk();
    const clicks = await Promise.all([clickToCall(OTHER), clickToCall('02 61 91 00 42')]);
    expect(clicks).toMatchObject([{ ok: true }, { ok: true }]);
    expect(atPhone()).toHaveLength(2);
    await bar.locator('[data-state="held"]').first().waitFor();
    await call('connected');
    expect(await clickToCall('0261910099')).toMatchObject({ failure: { code: 'Phone_CallAlreadyHeld' } });
    await expect
      .poll(() => bar.getByRole('button', { name: 'Nouvel appel' }).getAttribute('aria-disabled'))
      .toBe('true');
    expect(atPhone()).toHaveLength(2);
  });

  it('a conference grows by another consultation', async () => {
    await consult();
    await says(/M\. Le Bihan parlera à/);
    await press('Conférence');
    await says('Conférence à 3');
    await press('Double appel');
    await give('0261910043');
    await says(/^Vous parlez à/);
    // The card of the conference is a button too.
    const confer = bar.getByRole('button', { name: 'Conférence', exact: true });
    await expect.poll(() => confer.getAttribute('aria-disabled')).toBe('false');
    await confer.click();
    await says('Conférence à 4');
    expect(atPhone()).toHaveLength(1);
  });

  it('a call is consulted about, and transferred to whoever was consulted', async () => {
    await consult();
    await says(/attend\.$/);
    await says(/M\. Le Bihan parlera à .*, vous quittez l’appel\.$/);
    await press('Transférer');
    await expect.poll(() => atPhone().length).toBe(0);
  });

  it('the two calls alternate, and join in a conference that shows its members', async () => {
    await consult();
    await press('Va-et-vient');
    await says(/^Vous parlez à M\. Le Bihan/);
    await press('Conférence');
    await says('Conférence à 3');
    expect(atPhone()).toHaveLength(1);
  });

  it('a call leaves without a word to another number', async () => {
    await talk();
    await showMore();
    await press('Transfert direct');
    await give(OTHER);
    await expect.poll(() => atPhone().length).toBe(0);
  });

  it('keys are heard at the other end, by mouse on the bar and by keyboard beside it', async () => {
    const id = await talk();
    await showMore();
    await press('Clavier');
    await press('Touche 1');
    await press('Touche dièse');
    await expect.poll(() => phones.heardByOthers(id)).toBe('1#');
    await press('Au clavier…');
    const keys = await bandeau.page('dial');
    await keys.keyboard.type('42*');
    await expect.poll(() => phones.heardByOthers(id)).toBe('1#42*');
    await keys.keyboard.press('Escape').catch(() => undefined);
    await expect.poll(() => bandeau.isOpen('dial')).toBe(false);
  });

  it('a call that rings here rings elsewhere instead', async () => {
    phones.incomingCall({ number: OWN, from: CALLER });
    await call('ringing');
    await showMore();
    await press('Renvoyer');
    await give('1502');
    await expect.poll(() => phones.callsAt('1502').length).toBe(1);
    expect(atPhone()).toHaveLength(0);
    for (const { id } of phones.callsAt('1502')) phones.hangUpAtPhone(id);
  });

  it('the telephone is told to leave somebody in peace, and says so for as long as it does', async () => {
    await says('PAS D’APPEL EN COURS');
    await showMore();
    await press('Ne pas déranger');
    await says(/^NE PAS DÉRANGER/);
    expect(phones.doNotDisturb(OWN)).toBe(true);
    await press('Ne pas déranger');
    await says('PAS D’APPEL EN COURS');
    expect(phones.doNotDisturb(OWN)).toBe(false);
  });

  it('the last number is dialled again', async () => {
    await showMore();
    await press('Rappeler');
    await expect.poll(() => atPhone().map(({ direction }) => direction)).toEqual(['initiator']);
  });

  it('what the phone cannot is greyed, and says why', async () => {
    phones.setBrand(OWN, 'poly');
    await talk();
    await showMore();
    const conference = button('Conférence');
    await expect.poll(() => conference.getAttribute('aria-disabled')).toBe('true');
    await conference.hover();
    await says(/^Conférence\u00a0: Ce téléphone ne permet pas cette action/);
    phones.setBrand(OWN, 'alcatel');
  });

  it('the second row covers the screen only for as long as it is asked for', async () => {
    await says('PAS D’APPEL EN COURS');
    await talk();
    await showMore();
    await expect.poll(barHeight).toBe(124);
    await press('Moins de commandes');
    await expect.poll(barHeight, { timeout: 5_000 }).toBe(64);
    await showMore();
    await press(/^Raccrocher/);
    await expect.poll(barHeight, { timeout: 10_000 }).toBe(64);
  });

  it('everything is twice as large for whoever asks for it', async () => {
    await says('PAS D’APPEL EN COURS');
    await station.evaluate(() => window.bandeau.ask('settings.zoom', { factor: 2 }));
    // Half as wide for what it shows: three lines.
    await expect.poll(barHeight, { timeout: 5_000 }).toBe(368);
    await expect.poll(() => bar.evaluate(() => window.innerWidth)).toBe(800);
    await expect.poll(() => station.evaluate(() => window.devicePixelRatio)).toBe(2);
    await station.evaluate(() => window.bandeau.ask('settings.zoom', { factor: 1 }));
    await expect.poll(barHeight, { timeout: 5_000 }).toBe(64);
  });
});

describe('when the telephony fails', () => {
  const stationSays = (text: string | RegExp) =>
    station.getByText(text).filter({ visible: true }).first().waitFor({ timeout: 20_000 });

  const allIsBack = () => bar.locator('.message--restored').waitFor({ timeout: 20_000 });

  it('the bar names it, the station says what works and what to do, and both say when all is back', async () => {
    phones.setFault('link-cut', true);
    await says(/^Liaison perdue depuis/);
    await stationSays('Serveur de téléphonie injoignable');
    await stationSays(/^Le téléphone du poste, à la main/);
    await stationSays(/^Prévenez le support SI-Samu au/);
    // Kept by itself, a moment after it began.
    await stationSays(/– Serveur de téléphonie injoignable$/);
    phones.setFault('link-cut', false);
    await allIsBack();
    await stationSays(/^La panne a duré/);
  });

  it('a phone that is unplugged is told from a server that is away', async () => {
    phones.setRegistered(OWN, false);
    await says(/^Téléphone débranché/);
    await stationSays('Téléphone débranché');
    await stationSays('Les autres téléphones de la salle.');
    await delay(WORTH_TELLING);
    phones.setRegistered(OWN, true);
    await allIsBack();
  });

  it('a picture is kept when somebody asks for it, and goes when they say so', async () => {
    const captures = () => station.locator('.outage__captures li').count();
    phones.setFault('link-cut', true);
    await stationSays('Serveur de téléphonie injoignable');
    const before = await captures();
    await station.getByRole('button', { name: 'Garder une capture pour le signalement' }).click();
    // Theirs, and the one that is kept by itself a moment after the outage began.
    await expect.poll(captures, { timeout: 20_000 }).toBe(before + 2);
    await station.getByRole('button', { name: 'Effacer les captures' }).click();
    await expect.poll(captures).toBe(0);
    phones.setFault('link-cut', false);
    await allIsBack();
  });
});
