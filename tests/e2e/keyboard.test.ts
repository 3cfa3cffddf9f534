import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { focusComesTo } from './support/focus.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';

/** Every path of the sign-in, in training, by Tab, arrows, Enter and Escape alone: where the keyboard is at each step. */

const camille = { card: 'Insérer la carte de Camille EXEMPLE', pin: '1234', phone: '1501' };
const otp = { identifier: 'camille.exemple', password: 'Lanterne-Bleue-15' };
const pinField = 'Code PIN de la carte';
const phoneField = 'Numéro unique du téléphone';
const newPassword = 'Falaise-Claire-26';

let display: VirtualDisplay;
let bandeau: Bandeau;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  display = await startDisplay({ width: 1280, height: 900, windowManager: true });
});
afterAll(() => display?.stop());

beforeEach(async () => {
  bandeau = await launchBandeau({ display: display.name });
  station = await bandeau.page('station');
  keyboard = keyboardOf(station);
  await keyboard.take('Formation');
  await focusComesTo(station, 'Formation');
  await shown('Cartes d’exercice');
});
afterEach(() => bandeau?.close());

const comesTo = (name: string) => focusComesTo(station, name);
const shown = (text: string) => station.getByText(text).first().waitFor();
const tab = (name: string) => station.getByRole('tab', { name, exact: true });

async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await keyboard.press(key);
}

/** Types into the field that has the keyboard, and leaves it there. */
async function fill(text: string): Promise<void> {
  await station.keyboard.type(text);
}

/** From the tab that is taken, the arrow leads to the others. */
async function chooseWay(name: string): Promise<void> {
  await keyboard.tabTo(station.getByRole('tab', { selected: true }));
  for (const way of ['Carte CPx', 'Identifiant et mot de passe (OTP)', 'Pro Santé Connect']) {
    await comesTo(way);
    if (way === name) break;
    await press('ArrowRight');
  }
  await press('Enter');
  await expect.poll(() => tab(name).getAttribute('aria-selected')).toBe('true');
}

/** The code that arrived last: it is read on the panel, as on a telephone. */
async function receivedCode(after = ''): Promise<string> {
  const newest = station.getByRole('button', { name: 'Copier le code' }).first();
  const read = async () => (await newest.getAttribute('aria-label'))?.replace(/\D/g, '') ?? '';
  await expect.poll(read, { timeout: 20_000 }).not.toBe(after);
  return read();
}

async function signInByCard(card: string, pin: string): Promise<void> {
  await keyboard.take(card);
  await comesTo(pinField);
  await keyboard.type(pin);
}

async function takeProfileAndPhone(role: string, phone: string): Promise<void> {
  await comesTo(role);
  await press('Enter');
  await comesTo(phoneField);
  await keyboard.type(phone);
  await shown('Prêt : le bandeau est en haut de l’écran');
}

/** Opens the menu at the person's name, and walks down to an entry. */
async function openPanel(person: string, downs: number, entry: string): Promise<void> {
  await keyboard.tabTo(station.getByTitle('Mon compte'));
  await comesTo(person);
  await press('Enter');
  await comesTo('Changer de profil');
  await press(...Array.from({ length: downs }, () => 'ArrowDown'));
  await comesTo(entry);
  await press('Enter');
}

describe('by keyboard alone, a person', () => {
  it('signs in by card, is locked out, unlocks, changes profile, and signs out', async () => {
    await signInByCard(camille.card, '9999');
    await shown('Essais restants');
    await comesTo(pinField);
    await keyboard.type(camille.pin);
    await comesTo('ARM');
    await press('ArrowDown', 'ArrowUp');
    await takeProfileAndPhone('ARM', camille.phone);

    await keyboard.take('Retirer la carte');
    await shown('Poste verrouillé – carte retirée');
    await signInByCard(camille.card, camille.pin);
    await shown('Prêt : le bandeau est en haut de l’écran');

    await openPanel('Camille EXEMPLE', 0, 'Changer de profil');
    await comesTo('ARM');
    await press('Escape');
    await comesTo('Camille EXEMPLE');

    await keyboard.take('Se déconnecter');
    await comesTo(pinField);
  });

  it('signs in by password and by a code on the channel of their choice', async () => {
    await chooseWay('Identifiant et mot de passe (OTP)');
    await comesTo('Identifiant de connexion');
    await fill(otp.identifier);
    await press('Tab');
    await comesTo('Mot de passe');
    await keyboard.type(otp.password);
    await comesTo('Par SMS');
    await press('ArrowDown');
    await comesTo('Par e-mail');
    await press('Enter');
    await comesTo('Code à 6 chiffres');
    await keyboard.type('12');
    await comesTo('Code à 6 chiffres');
    await keyboard.take('Utiliser l’autre canal');
    await comesTo('Par SMS');
    const before = await receivedCode();
    await press('Enter');
    await comesTo('Code à 6 chiffres');
    await keyboard.type(await receivedCode(before));
    await takeProfileAndPhone('ARM', camille.phone);
  });

  it('chooses another password after having forgotten the old one', async () => {
    await chooseWay('Identifiant et mot de passe (OTP)');
    await comesTo('Identifiant de connexion');
    await fill(otp.identifier);
    await keyboard.take('Mot de passe oublié');
    await shown('code 1 sur 2');
    await comesTo('Code à 6 chiffres');
    const first = await receivedCode();
    await keyboard.type(first);
    await shown('code 2 sur 2');
    await comesTo('Code à 6 chiffres');
    await keyboard.type(await receivedCode(first));
    await comesTo('Nouveau mot de passe');
    await fill(newPassword);
    await keyboard.tabTo(station.getByLabel('Nouveau mot de passe, une seconde fois', { exact: true }));
    await comesTo('Nouveau mot de passe, une seconde fois');
    await keyboard.type(newPassword);
    await comesTo('ARM');
  });

  it('is led to the card from an account that is frozen for good', async () => {
    await chooseWay('Identifiant et mot de passe (OTP)');
    await comesTo('Identifiant de connexion');
    await fill('andrea.gelee');
    await press('Tab');
    await keyboard.type('Banquise#Polaire-9');
    await comesTo('Utiliser la carte');
    await press('Enter');
    await expect.poll(() => tab('Carte CPx').getAttribute('aria-selected')).toBe('true');
  });

  it('signs in by Pro Santé Connect, after having given up once', async () => {
    await chooseWay('Pro Santé Connect');
    await comesTo('Numéro RPPS');
    await keyboard.type('99700000001');
    await comesTo('Comparer les deux chiffres');
    await press('Escape');
    await comesTo('Numéro RPPS');
    await press('Enter');
    await comesTo('Comparer les deux chiffres');
    // The request that was given up is on the telephone until it expires, below the new one.
    const requests = station.getByRole('button', { name: 'Accepter la demande de Claude FICTIVE' });
    await expect.poll(() => requests.count()).toBe(2);
    await keyboard.tabTo(requests.first());
    await press('Enter');
    await takeProfileAndPhone('Médecin régulateur', camille.phone);
  });

  it('links their account, and finishes by the mail', async () => {
    await chooseWay('Pro Santé Connect');
    await comesTo('Numéro RPPS');
    await keyboard.type('99700000004');
    await comesTo('Comparer les deux chiffres');
    await keyboard.take('Accepter la demande de Noa RATTACHER');
    await comesTo('Adresse e-mail de votre compte du portail');
    await keyboard.type('noa.rattacher@ch-fictif.example');
    await shown('Ouvrez le lien reçu par e-mail');
    await keyboard.take('Suivre le lien reçu par Noa RATTACHER');
    await comesTo('Sage-femme');
  });

  it('reads how to activate the e-CPS, and comes back', async () => {
    await chooseWay('Pro Santé Connect');
    await comesTo('Numéro RPPS');
    await keyboard.take('Activer mon e-CPS');
    await shown('Les étapes');
    await keyboard.take('Vérifier que ma e-CPS fonctionne');
    await comesTo('Numéro RPPS');
    await keyboard.take('Activer mon e-CPS');
    await shown('Les étapes');
    await press('Escape');
    await comesTo('Activer mon e-CPS');
  });

  it('makes the first connection: the channels, then the password', async () => {
    await signInByCard('Insérer la carte de Lou NOUVELLE', '7890');
    await takeProfileAndPhone('ARM', camille.phone);
    await shown('Votre première connexion');
    await keyboard.take('Modifier mes canaux OTP');
    await comesTo('Numéro de portable');
    await keyboard.type('06 39 98 00 99');
    await comesTo('Code reçu');
    await keyboard.type(await receivedCode());
    await shown('Le téléphone OTP est configuré');
    await press('Escape');
    await keyboard.take('Définir mon mot de passe');
    await comesTo('Nouveau mot de passe');
    await fill(newPassword);
    await keyboard.tabTo(station.getByLabel('Nouveau mot de passe, une seconde fois', { exact: true }));
    await keyboard.type(newPassword);
    await shown('Mot de passe enregistré');
    await comesTo('Fermer');
    await press('Enter');
    await shown('Prêt : le bandeau est en haut de l’écran');
  });

  it('opens the degraded mode without the portal, and leaves it once the portal is back', async () => {
    await signInByCard(camille.card, camille.pin);
    await takeProfileAndPhone('ARM', camille.phone);
    await keyboard.take('Se déconnecter');
    await comesTo(pinField);
    const portal = station.getByRole('checkbox', { name: 'Couper le portail' });
    await keyboard.tabTo(portal);
    await press('Space');
    await keyboard.tabTo(station.getByRole('textbox', { name: pinField }));
    await keyboard.type(camille.pin);
    await shown('Les appels n’attendent pas le portail');
    await comesTo(pinField);
    await keyboard.take('Ouvrir en mode dégradé (téléphone seulement)');
    await comesTo(pinField);
    await keyboard.type(camille.pin);
    await comesTo(phoneField);
    await keyboard.type(camille.phone);
    await shown('Mode dégradé : téléphone seulement');
    await keyboard.tabTo(portal);
    await press('Space');
    // It is looked for every 30 s, and the look may wait for an answer.
    await station.getByText('Le portail répond à nouveau').waitFor({ timeout: 45_000 });
    await keyboard.take('Saisir mon code PIN');
    await comesTo(pinField);
    await keyboard.type(camille.pin);
    await station.getByText('Le portail répond à nouveau').waitFor({ state: 'detached' });
  });

  it('reads the journal of sign-ins as a technical correspondent', async () => {
    await signInByCard('Insérer la carte de Charlie TECHNIQUE', '3579');
    await takeProfileAndPhone('Correspondant technique', camille.phone);
    await openPanel('Charlie TECHNIQUE', 4, 'Journal des connexions');
    await comesTo('Rechercher');
    await fill('technique');
    await station.getByRole('cell', { name: 'Charlie TECHNIQUE' }).first().waitFor();
    // The first one empties the search.
    await press('Escape', 'Escape');
    await comesTo('Charlie TECHNIQUE');
  });
});
