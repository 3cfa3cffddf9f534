import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Operator, operatorOf } from './support/operator.ts';

/** What a person reads of each state of the reader and of the session, in training. */

let display: VirtualDisplay;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  bandeau = await launchBandeau({ display: display.name });
  operator = await operatorOf(bandeau);
  station = operator.station;
});

afterAll(async () => {
  await bandeau?.close();
  await display?.stop();
});

const shown = (text: string | RegExp) => station.getByText(text).first().waitFor();

describe('the reader', () => {
  it.each([
    ['Lecteur débranché', 'Brancher le lecteur de carte', 'Branchez le lecteur sur un port USB'],
    ['Service des cartes arrêté', 'Démarrer le service des cartes à puce', 'Redémarrez le poste'],
    ['Cryptolib CPS absente', 'Installer le logiciel de lecture des cartes', 'Cryptolib CPS 5.2'],
  ])('that has « %s » tells what to do', async (damage, title, remedy) => {
    await operator.simulateDamage(damage);
    await shown(title);
    await shown(new RegExp(remedy));
    await operator.simulateDamage('Aucune panne');
    await shown('Insérer votre carte');
  });

  it.each([
    ['Carte non reconnue', 'Insérer une carte professionnelle CPx'],
    ['Carte expirée', 'Faire renouveler votre carte'],
    ['Carte pas encore valable', 'Vérifier la date du poste'],
    ['Carte bloquée', 'Faire débloquer votre carte'],
  ])('with a card that is « %s » tells what to do', async (damage, title) => {
    await operator.insertTrainingCard('Dominique SPECIMEN');
    await operator.simulateDamage(damage);
    await shown(title);
    expect(await station.getByRole('textbox', { name: /Code PIN/ }).count()).toBe(0);
    await operator.simulateDamage('Aucune panne');
    await station.getByRole('textbox', { name: /Code PIN/ }).waitFor();
    await operator.removeTrainingCard();
  });

  it('that does not answer any more is restarted, and the card is there again', async () => {
    await operator.insertTrainingCard('Dominique SPECIMEN');
    await operator.simulateDamage('Lecteur qui ne répond plus');
    await operator.typePin('2345');
    await shown('Attendre la reprise du lecteur');
    await station.getByRole('textbox', { name: /Code PIN/ }).waitFor();
    await operator.removeTrainingCard();
  });
});

describe('a PIN', () => {
  it('that is wrong counts down to the last try, then to the blocked card', async () => {
    await operator.insertTrainingCard('Claude FICTIVE');
    await operator.typePin('0000');
    await shown('Essais restants : 2.');
    await operator.typePin('0000');
    await shown('Attention : dernier essai');
    await operator.typePin('0000');
    await shown('Faire débloquer votre carte');
    await operator.removeTrainingCard();
  });
});

describe('signing in', () => {
  it.each([
    ['Alix INCONNU', '5678', 'Demander la création de votre compte'],
    ['Carte PERDUE', '6789', 'Prendre votre nouvelle carte'],
    ['Sacha APPRENTI', '4567', 'Demander un profil'],
  ])('is refused with its reason to %s', async (name, pin, title) => {
    await operator.insertTrainingCard(name);
    await operator.typePin(pin);
    await shown(title);
    await operator.removeTrainingCard();
    await shown('Insérer votre carte');
  });
});

describe('the phone', () => {
  beforeAll(async () => {
    await operator.insertTrainingCard('Camille EXEMPLE');
    await operator.typePin('1234');
    await operator.chooseProfile('Samu 00');
  });

  it.each([
    ['9999', 'Le numéro 9999 n’existe pas sur ce site.'],
    ['1503', 'Vérifier que le téléphone est allumé'],
    ['9801', /refus|entité|profil/i],
    ['quinze', 'Vérifier le numéro saisi'],
  ])('%s is not bound, and the reason is told', async (number, reason) => {
    await operator.bindPhone(number);
    await station.locator('main .fr-alert--error').getByText(reason).first().waitFor();
  });

  it('without remote control is bound, and what it cannot do is said', async () => {
    await operator.bindPhone('1504');
    await shown('Prêt, commandes à faire sur le téléphone');
    const bar = await operator.bar();
    await operator.receiveCall('Appel masqué');
    const answer = bar.getByRole('button', { name: /^Répondre/ });
    await answer.waitFor();
    expect(await answer.getAttribute('aria-disabled')).toBe('true');
    await bar
      .getByText(/masqué/i)
      .first()
      .waitFor();
  });
});

describe('a locked station', () => {
  it('is not unlocked by another card, nor by a wrong PIN; the same card and PIN unlock it', async () => {
    await operator.removeTrainingCard();
    await station.getByRole('heading', { name: /^Poste verrouillé/ }).waitFor();
    const bar = await operator.bar();
    await bar.getByText('Sonne depuis').waitFor();

    await operator.insertTrainingCard('Dominique SPECIMEN');
    await shown('Ce n’est pas la carte attendue. Carte : Camille EXEMPLE');
    expect(await station.getByRole('textbox', { name: /Code PIN/ }).count()).toBe(0);
    await station.getByRole('heading', { name: /^Poste verrouillé/ }).waitFor();
    await operator.removeTrainingCard();

    await operator.insertTrainingCard('Camille EXEMPLE');
    await operator.typePin('0000');
    await shown('Essais restants : 2.');
    await operator.typePin('1234');
    await shown(/^Prêt/);
    await bar.getByText('Sonne depuis').waitFor();
  });
});
