import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { type Operator, operatorOf } from './support/operator.ts';

/** « Support », in training and by the keyboard alone: whom to call, what may be asked, which article helps. */

let display: VirtualDisplay;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  display = await startDisplay({ width: 1280, height: 900, windowManager: true });
  bandeau = await launchBandeau({ display: display.name });
  operator = await operatorOf(bandeau);
  ({ station } = operator);
  keyboard = keyboardOf(station);
});

afterAll(async () => {
  await bandeau?.close();
  await display?.stop();
});

const shown = (text: string | RegExp) => station.getByText(text).first().waitFor();
const panel = () => station.getByRole('dialog', { name: 'Support' });

async function openTab(name: string): Promise<void> {
  await keyboard.tabTo(panel().getByRole('tab', { selected: true }));
  for (let tries = 0; tries < 6; tries += 1) {
    const focused = await station.evaluate(() => document.activeElement?.textContent ?? '');
    if (focused === name) break;
    await keyboard.press('ArrowRight');
  }
  await keyboard.press('Enter');
  await expect.poll(() => panel().getByRole('tab', { name }).getAttribute('aria-selected')).toBe('true');
}

it('tells the number of the support and which articles help before anybody has signed in', async () => {
  await keyboard.take('Support');
  await shown('0 809 100 809');
  await shown(/composez ce numéro sur le téléphone du poste/);
  await openTab('Questions fréquentes');
  await keyboard.tabTo(panel().getByRole('searchbox'));
  await station.keyboard.type('mdp perdu');
  await keyboard.take('J’ai oublié mon mot de passe');
  await shown(/Vos deux canaux OTP sont configurés/);
  await keyboard.take('Cela a résolu mon problème');
  await shown('Problème résolu');
  await keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
});

it('calls the support through the bar, notes it, and escalates when nobody answers', async () => {
  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await operator.chooseProfile('Samu 00');
  await operator.bindPhone('1501');
  const bar = await operator.bar();
  await keyboard.take('Support');
  await openTab('Incident majeur, escalade');
  await keyboard.take('Déclarer l’incident majeur');
  await shown('Le support est prévenu');
  await shown(/Réponse promise dans/);
  await keyboard.take('Appeler maintenant');
  await shown(/Appel au support \(0.809.100.809\)/);
  await bar.getByText(/809/).first().waitFor();
  await keyboard.take('Le support ne répond pas');
  await shown('Escaladez : appelez maintenant');
  // Whoever it is at this hour, it is one of the two, and the mail goes to the same.
  const address = (await panel().locator('.escalation__mail strong').first().textContent()) ?? '';
  const number = (await panel().locator('.call-now__number').textContent())?.replaceAll('\u00a0', ' ');
  expect([
    ['01 44 08 02 62', 'asip-si-samu-support-n3@esante.si-samu.fr'],
    ['06 37 00 84 99', 'ASIP-Astreinte@sante.gouv.fr'],
  ]).toContainEqual([number, address]);
});

it('writes to nobody in training', async () => {
  await keyboard.take('Ouvrir le mail préparé');
  await shown('Lire le mail préparé sans l’envoyer');
});

it('shows what may be asked, by telephone or by a form', async () => {
  await openTab('Demandes de service');
  await keyboard.take('Ouvrir : Modérer la main courante');
  await keyboard.take('Envoyer la demande');
  await shown('À remplir.');
});

it('is followed still after the page was closed, with the number that was just typed, and over when it is said to be', async () => {
  await openTab('Incident majeur, escalade');
  const number = panel().getByRole('textbox', { name: /^Numéro du ticket/ });
  await keyboard.tabTo(number);
  await station.keyboard.type('2026-4512');
  await keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  await keyboard.take('Support');
  await shown('Escaladez : appelez maintenant');
  await expect.poll(() => number.inputValue()).toBe('2026-4512');
  await keyboard.take('Clore le suivi');
  await panel().getByRole('alert').getByRole('button', { name: 'Clore le suivi' }).click();
  await shown('À appeler maintenant');
});
