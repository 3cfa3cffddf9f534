import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type MailStand, smtpDelivery, startMailStand } from '../stand/mail/index.ts';
import { type Site, startSite } from '../stand/site.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { mailedCodes } from './support/mailed-codes.ts';
import { type Operator, operatorOf } from './support/operator.ts';

/** Seed 002: the card, a profile, the phone, the channels, a password; left in the middle, it goes on where it was. */

const MOBILE = '06 39 98 01 01';
const E164 = '+33639980101';
const ADDRESS = 'zoe.essai@stand.example';
const IDENTIFIER = 'zoe.essai';
const PASSWORD = 'Premiere-Prise-De-Poste-1';
const RPPS = ['99700075071', '99700075064'];
const FIRST_TIME = 'C’est votre première connexion : pour un ARM, elle se fait obligatoirement avec la carte';
const AWAY = 'Le portail SI-Samu est en panne.';

let mail: MailStand;
let codeTo: (address: string) => Promise<string>;
let site: Site;
let display: VirtualDisplay;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  mail = await startMailStand();
  codeTo = mailedCodes(mail);
  site = await startSite({
    telephony: 'simulated',
    cards: 'tokens',
    timing: { resend: 1 },
    deliver: smtpDelivery(mail),
    people: (usual) => ({
      ...usual,
      account: { ...usual.account, password: null, phone: null, email: null, cardUsed: false },
      psc: { rpps: RPPS[usual.id === 'staff' ? 0 : 1] ?? '', ecps: true, linked: true },
    }),
  });
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  await launch();
});
afterAll(async () => {
  await bandeau?.close();
  await display?.stop();
  await site?.stop();
  await mail?.stop();
});

async function launch(home?: string): Promise<void> {
  bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: { ...site.people[0].token },
    ...(home === undefined ? {} : { home }),
  });
  operator = await operatorOf(bandeau);
  station = operator.station;
  station.setDefaultTimeout(15_000);
  keyboard = keyboardOf(station);
}

const identity = () => {
  if (!site.identity) throw new Error('the stand has no provider');
  return site.identity;
};

/** The application is ended in the middle, and started again on the same workstation. */
async function relaunch(): Promise<void> {
  const { home } = bandeau;
  await bandeau.close();
  await launch(home);
}

const seen = (text: string) => station.getByText(text).filter({ visible: true }).first().waitFor();

/** PIN, profile and phone, with the keyboard alone. */
async function signInByCard(): Promise<void> {
  await station.locator('.pin__field:focus').waitFor();
  await keyboard.type(site.people[0].pin);
  await keyboard.startWork('1501');
  await seen('Prêt : le bandeau est en haut de l’écran');
}

const checklist = () => station.getByRole('region', { name: 'Votre première connexion' });

/** The steps of the checklist, each done or not. */
const steps = () =>
  checklist()
    .getByRole('listitem')
    .evaluateAll((items) =>
      items.map((item) => [item.querySelector('strong')?.textContent, item.getAttribute('data-done')]),
    );

const part = (channel: 'phone' | 'email'): Locator =>
  station.getByRole('region', { name: { phone: 'Téléphone OTP', email: 'E-mail OTP' }[channel] });

/** « Tester », the code as it arrived, « Valider ». */
async function configure(channel: 'phone' | 'email', typed: string, address: string): Promise<void> {
  await keyboard.tabTo(part(channel).getByRole('textbox'));
  await keyboard.type(typed);
  await keyboard.tabTo(part(channel).getByRole('textbox', { name: 'Code reçu' }));
  await keyboard.type(await codeTo(address));
  await part(channel).getByText('est configuré').waitFor();
  await part(channel).getByText('Utilisable').waitFor();
}

it('begins with the card: without a password, every other way is refused with the reason', async () => {
  await operator.chooseWay('otp');
  await operator.typePassword(IDENTIFIER, PASSWORD);
  await seen(FIRST_TIME);
  await operator.chooseWay('psc');
  await operator.askPsc(RPPS[0] ?? '');
  await seen('Comparer les deux chiffres');
  const { ecps } = identity();
  await ecps.answer(ecps.requests.at(-1)?.id ?? '', true);
  await seen(FIRST_TIME);
  await keyboard.tabTo(station.locator('form').getByRole('button', { name: 'Utiliser la carte' }));
  await keyboard.press('Enter');
});

it.each(['/assertion-nonces', '/token', '/profiles'])(
  'says that the portal failed at %s, and asks for the PIN again',
  async (path) => {
    identity().breakWith('failing', path);
    await station.locator('.pin__field:focus').waitFor();
    await keyboard.type(site.people[0].pin);
    await seen(AWAY);
    identity().breakWith(null);
  },
);

it('may be left after the PIN, and after the profile: it goes on from the card', async () => {
  await station.locator('.pin__field:focus').waitFor();
  await keyboard.type(site.people[0].pin);
  await seen('Bonjour');
  await relaunch();
  await station.locator('.pin__field:focus').waitFor();
  await keyboard.type(site.people[0].pin);
  await station.locator('input[type=radio]:focus').waitFor();
  await keyboard.press('Enter');
  await station.getByRole('textbox', { name: /Numéro unique/ }).waitFor();
  identity().breakWith('failing', '/claim');
  await keyboard.type('1501');
  await seen(AWAY);
  identity().breakWith(null);
  await relaunch();
});

it('goes by PIN, profile and phone to work, beside which the checklist says what is left', async () => {
  await signInByCard();
  await checklist().waitFor();
  await expect.poll(steps).toEqual([
    ['Se connecter avec la carte', 'true'],
    ['Choisir un profil', 'true'],
    ['Associer le téléphone', 'true'],
    ['Configurer les canaux OTP', 'false'],
    ['Définir un mot de passe', 'false'],
  ]);
  await (await operator.bar()).getByText('PAS D’APPEL EN COURS').waitFor();
});

it('proves each channel with the code that arrived there', async () => {
  await keyboard.take('Modifier mes canaux OTP');
  await configure('phone', MOBILE, E164);
  await configure('email', ADDRESS, ADDRESS);
  await keyboard.press('Escape');
});

it('goes on where it was left, after the application was quit in the middle', async () => {
  await relaunch();
  await signInByCard();
  await checklist().waitFor();
  const left = async () => (await steps()).filter(([, done]) => done === 'false');
  await expect.poll(left).toEqual([['Définir un mot de passe', 'false']]);
});

it('ends with a password, proved by the card; the checklist is over', async () => {
  await keyboard.take('Définir mon mot de passe');
  await keyboard.tabTo(station.getByLabel('Nouveau mot de passe', { exact: true }));
  await station.keyboard.type(PASSWORD);
  await keyboard.tabTo(station.getByLabel('Nouveau mot de passe, une seconde fois', { exact: true }));
  await keyboard.type(PASSWORD);
  await seen('Mot de passe enregistré');
  await keyboard.press('Enter');
  await checklist().waitFor({ state: 'detached' });
});

it('opens the way by identifier, password and code', async () => {
  await keyboard.take('Se déconnecter');
  await operator.chooseWay('otp');
  await operator.typePassword(IDENTIFIER, PASSWORD);
  await operator.chooseOtpChannel('email');
  await station.locator('form[aria-busy=false] .field--code:focus').waitFor();
  await keyboard.type(await codeTo(ADDRESS));
  await seen('Bonjour');
});
