import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Bridge } from '../../electron/ipc/door.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { type Operator, operatorOf } from './support/operator.ts';

/** An incident reported in training, by the keyboard alone and while a call rings. */

const pictures = join(import.meta.dirname, '../../out/test/report');
let display: VirtualDisplay;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  display = await startDisplay({ width: 1280, height: 900, windowManager: true });
  bandeau = await launchBandeau({ display: display.name });
  operator = await operatorOf(bandeau);
  ({ station } = operator);
  keyboard = keyboardOf(station);
  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await operator.chooseProfile('Samu 00');
  await operator.bindPhone('1501');
  await operator.bar();
});

afterAll(async () => {
  await bandeau?.close();
  await display?.stop();
});

const panel = () => station.getByRole('dialog', { name: 'Support' });
const field = (name: RegExp) => panel().getByRole('textbox', { name });
const shown = (text: string | RegExp) => panel().getByText(text).filter({ visible: true }).first().waitFor();
const picture = (name: string) => station.screenshot({ path: join(pictures, `${name}.png`) });

/** The form is there a moment after it was asked for, and takes the keyboard then. */
const beginReport = async () => {
  await keyboard.take('Nouveau signalement');
  await expect
    .poll(() => field(/^Objet/).evaluate((element) => element === document.activeElement))
    .toBe(true);
};

/** Nothing is kept, or read from what was kept, while `act` runs; it goes on afterwards. */
const whileNothingIsKept = async (act: () => Promise<void>) => {
  const records = (await bandeau.processes()).find(({ name }) => name === 'records');
  if (!records) throw new Error('no process of the records');
  process.kill(records.pid, 'SIGSTOP');
  try {
    await act();
  } finally {
    process.kill(records.pid, 'SIGCONT');
  }
};

it('begins with what the station knows, and with the keyboard in the subject', async () => {
  await keyboard.take('Support');
  await beginReport();
  await shown(/EXEMPLE.*Samu 00.*1501/);
});

it('shows articles for what is typed, one of which ends the report; that can be undone', async () => {
  await station.keyboard.type('mdp perdu');
  await keyboard.take('J’ai oublié mon mot de passe');
  await shown(/Vos deux canaux OTP sont configurés/);
  await picture('article');
  await keyboard.take('Cela a résolu mon problème');
  await shown(/Problème résolu/);
  await keyboard.take('Annuler la suppression');
  await keyboard.take('Reprendre : mdp perdu');
  await expect.poll(() => field(/^Objet/).inputValue()).toBe('mdp perdu');
});

it('comes back with its last words where it was removed by mistake as they were typed', async () => {
  // In one turn of the page: nothing of it was kept yet.
  await station.evaluate((name) => {
    const subject = document.querySelector<HTMLInputElement>('input[name=subject]');
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    write?.call(subject, 'mdp perdu, et le poste avec');
    subject?.dispatchEvent(new Event('input', { bubbles: true }));
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click();
  }, 'Supprimer');
  await keyboard.take('Annuler la suppression');
  await keyboard.take('Reprendre : mdp perdu, et le poste avec');
  await expect.poll(() => field(/^Objet/).inputValue()).toBe('mdp perdu, et le poste avec');
});

it('says what is missing, where, and gives it the keyboard', async () => {
  await keyboard.press('ControlOrMeta+A');
  await station.keyboard.type('Le transfert vers le CHU ne passe pas');
  await keyboard.take('Envoyer');
  await shown('Compléter avant d’envoyer');
  await expect
    .poll(() => field(/^Ce qui ne va pas/).evaluate((element) => element === document.activeElement))
    .toBe(true);
  await picture('missing');
});

it('is written on while a call rings, which takes nothing from it', async () => {
  await station.keyboard.type('La ligne coupe. Appel de Mme Kervella, ');
  await station.evaluate(() => window.bandeau.ask('training.call', { callerId: 'firefighters' }));
  const bar = await operator.bar();
  await bar.getByText('CODIS').first().waitFor();
  await station.keyboard.type('76 ans.');
  expect(await field(/^Ce qui ne va pas/).inputValue()).toBe(
    'La ligne coupe. Appel de Mme Kervella, 76 ans.',
  );
});

it('points at what may tell who a patient is; the person takes one away and sends the rest', async () => {
  await shown('2 passages peuvent désigner un patient');
  await keyboard.take('Effacer Kervella du texte');
  await expect
    .poll(() => field(/^Ce qui ne va pas/).inputValue())
    .toBe('La ligne coupe. Appel de Mme […], 76 ans.');
  await keyboard.tabTo(panel().getByRole('combobox', { name: /^Fonction concernée/ }));
  await station.keyboard.type('Appels');
  await keyboard.take('Envoyer');
  await shown('Envoyer ce texte tel quel ?');
  await picture('patient');
  await keyboard.take('Envoyer tel quel');
});

it('is on its way at once, and tells the number that training gives it', async () => {
  await shown(/^Signalement (enregistré|arrivé)$/);
  await shown(/ticket n°.1001/);
  await picture('sent');
  await keyboard.take('Revenir aux signalements');
  await panel().getByText('Envois au support').waitFor();
  await shown('1 envoyé');
});

it('asks to telephone when it is urgent, and calls through the bar with what to say on the screen', async () => {
  await beginReport();
  await station.keyboard.type('Plus aucun appel');
  await keyboard.tabTo(panel().getByRole('checkbox', { name: /^C’est urgent/ }));
  await keyboard.press(' ');
  await shown('À dire au support :');
  await keyboard.take('Appeler maintenant');
  const bar = await operator.bar();
  await bar.getByText(/809/).first().waitFor();
  await picture('urgent');
  await keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
});

it('is there again when the page is opened anew', async () => {
  await keyboard.take('Support');
  await keyboard.take('Reprendre : Plus aucun appel');
  const urgent = panel().getByRole('checkbox', { name: /^C’est urgent/ });
  await expect.poll(() => urgent.isChecked()).toBe(true);
});

it('is hidden as the card leaves, and is there to the last word when it is back', async () => {
  await field(/^Ce qui ne va pas/).press('ControlOrMeta+End');
  await station.keyboard.type('Silence partout.');
  await station.evaluate(() => window.bandeau.ask('training.removeCard', undefined));
  await shown('Déverrouiller le poste');
  await picture('locked');
  await keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await keyboard.take('Support');
  await keyboard.take('Reprendre : Plus aucun appel');
  await expect.poll(() => field(/^Ce qui ne va pas/).inputValue()).toBe('Silence partout.');
});

it('takes no verification that was ended early, which can be asked for again', async () => {
  await station.evaluate(async (name) => {
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click();
    await window.bandeau.ask('verification.cancel', undefined);
  }, 'Vérifier le poste et joindre');
  await panel().getByRole('button', { name: 'Vérifier le poste et joindre', exact: true }).waitFor();
  await panel().getByText('Lecture de la pièce jointe…').waitFor({ state: 'detached' });
  await shown('Pièces jointes (0 sur 3)');
});

it('is attached the last verification in one click, run first where there is none; who sends before is asked', async () => {
  await keyboard.tabTo(panel().getByRole('combobox', { name: /^Fonction concernée/ }));
  await station.keyboard.type('Appels');
  // However fast the verification is, it cannot be attached yet; the question stays until it is.
  await whileNothingIsKept(async () => {
    await station.evaluate(
      async (names) => {
        for (const name of names) {
          [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click();
          // As fast as a hand, while the verification runs or is laid out.
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
      },
      ['Vérifier le poste et joindre', 'Envoyer'],
    );
    await shown('Lecture de la pièce jointe…');
    await shown('Une pièce jointe n’est pas prête. Envoyer sans elle ?');
  });
  await shown('Pièces jointes (1 sur 3)');
  await shown('verification-du-poste.pdf');
  await panel().getByText('Envoyer sans elle').first().waitFor({ state: 'detached' });
  await picture('run');
});

it('takes nothing of what is typed while it is being sent, and goes with all that was typed before', async () => {
  const subject = station.locator('input[name=subject]');
  await subject.press('End');
  await whileNothingIsKept(async () => {
    await station.keyboard.type(' depuis 7 h');
    await keyboard.press('Enter');
    await station.keyboard.type(' Trop tard.');
    expect(await subject.inputValue()).toBe('Plus aucun appel depuis 7 h');
  });
  await shown(/^Signalement (enregistré|arrivé)$/);
  const sent = await station.evaluate(async () => {
    const bridge: Bridge<'station'> = window.bandeau;
    const letters = await bridge.ask('support.letters', { before: null });
    return letters.ok ? letters.value.letters[0] : null;
  });
  expect(sent?.content.subject).toBe('Plus aucun appel depuis 7 h');
  expect(sent?.content.sections.map(({ text }) => text)).toContain('Silence partout.');
  expect(sent?.attachments).toHaveLength(1);
});

it('a request of service is there again, as it was filled in, after the station was locked', async () => {
  await keyboard.take('Revenir aux signalements');
  await panel().getByRole('tab', { name: 'Demandes de service' }).click();
  await keyboard.take('Ouvrir : Modérer la main courante');
  const reason = field(/^En quoi elle n’est pas conforme/);
  await keyboard.tabTo(reason);
  await station.keyboard.type('Sans rapport avec l’activité.');
  await station.evaluate(() => window.bandeau.ask('training.removeCard', undefined));
  await shown('Connectez-vous pour remplir et envoyer le formulaire.');
  await keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await keyboard.take('Support');
  await panel().getByRole('tab', { name: 'Demandes de service' }).click();
  await keyboard.take('Ouvrir : Modérer la main courante');
  await expect.poll(() => reason.inputValue()).toBe('Sans rapport avec l’activité.');
});
