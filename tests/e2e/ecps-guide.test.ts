import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import qrcode from 'qrcode-generator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SystemBrowser, startSystemBrowser } from '../stand/browser/index.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { focusComesTo } from './support/focus.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { type Operator, operatorOf } from './support/operator.ts';
import { type PscSite, pscPeople, startPscSite } from './support/psc-site.ts';

/** The guide to an e-CPS, with the keyboard alone, and the way back from it to the sign-in. */

const { linked, withoutEcps } = pscPeople;
const ACTIVATION = 'https://activation.stand.example/e-cps?poste=1';
const STEP_MS = 15_000;
/** Modules around a QR code that stay light. */
const QUIET = 4;

let display: VirtualDisplay;
let browser: SystemBrowser;
let site: PscSite;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  browser = await startSystemBrowser({ display: display.name });
  site = await startPscSite({ psc: { activation: ACTIVATION } });
  bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: { ...site.environment, ...browser.environment },
  });
  operator = await operatorOf(bandeau);
  station = operator.station;
  station.setDefaultTimeout(STEP_MS);
  keyboard = keyboardOf(station);
});
afterAll(async () => {
  await bandeau?.close();
  await site?.stop();
  await browser?.stop();
  await display?.stop();
});

const shown = (text: string) => station.getByText(text).first().waitFor();
const guide = () => station.getByRole('dialog', { name: 'Activer la e-CPS' });
const number = () => station.getByRole('textbox', { name: 'Numéro RPPS' });

/** The modules of a picture of a QR code, row after row, looked at in their middle. */
function modulesIn(picture: Buffer, count: number): readonly boolean[] {
  const [width = 0, height = 0] = [picture.readUInt32BE(16), picture.readUInt32BE(20)];
  const grey = execFileSync('convert', ['png:-', '-colorspace', 'gray', '-depth', '8', 'gray:-'], {
    input: picture,
  });
  const middle = (index: number, length: number) =>
    Math.floor(((index + QUIET + 0.5) * length) / (count + 2 * QUIET));
  return Array.from({ length: count * count }, (_, index) => {
    const [row, column] = [Math.floor(index / count), index % count];
    return (grey[middle(row, height) * width + middle(column, width)] ?? 255) < 128;
  });
}

describe('whoever has no e-CPS', () => {
  it('is shown how to activate one, on this computer or on another device', async () => {
    await keyboard.choosePsc();
    await keyboard.type(withoutEcps.psc?.rpps ?? '');
    await operator.told('Psc_NoEcps');
    await keyboard.take('Activer mon e-CPS');
    await guide().waitFor();
    expect(await guide().getByRole('listitem').count()).toBe(3 + 7);

    const code = qrcode(0, 'M');
    code.addData(ACTIVATION);
    code.make();
    const count = code.getModuleCount();
    const expected = Array.from({ length: count ** 2 }, (_, index) =>
      code.isDark(Math.floor(index / count), index % count),
    );
    const picture = guide().getByRole('img', { name: ACTIVATION });
    expect(modulesIn(await picture.screenshot(), count)).toEqual(expected);

    await keyboard.take('Ouvrir la page d’activation');
    await shown('La page est ouverte dans le navigateur.');
    await waitFor(() => browser.opened.length > 0, { timeoutMs: STEP_MS, what: 'the browser to be asked' });
    expect(browser.opened).toEqual([ACTIVATION]);
  });

  it('checks it by a sign-in with the number typed before, and by another once it works', async () => {
    await keyboard.take('Vérifier que ma e-CPS fonctionne');
    await operator.told('Psc_NoEcps');
    await keyboard.tabTo(number());
    await keyboard.type(linked.psc?.rpps ?? '');
    await (await site.ecpsOf(linked)).answer(true);
    await shown('Bonjour Ange MODELE');
    await keyboard.press('Escape');
  });

  it('is asked for the number where none was typed, with the keyboard on it', async () => {
    await keyboard.choosePsc();
    await number().waitFor();
    await keyboard.tabTo(number());
    await keyboard.press('ControlOrMeta+A');
    await keyboard.press('Delete');
    await keyboard.take('Activer mon e-CPS');
    await guide().waitFor();
    await keyboard.take('Vérifier que ma e-CPS fonctionne');
    await shown('Pour vérifier que votre e-CPS fonctionne, saisissez votre numéro RPPS');
    await keyboard.type(linked.psc?.rpps ?? '');
    await shown('Comparer les deux chiffres');
    await keyboard.press('Escape');
  });

  it('goes back with Escape, to where they were', async () => {
    await keyboard.take('Activer mon e-CPS');
    await guide().waitFor();
    await keyboard.press('Escape');
    await guide().waitFor({ state: 'detached' });
    await focusComesTo(station, 'Activer mon e-CPS');
  });
});
