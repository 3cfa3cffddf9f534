import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Site, startSite } from '../stand/index.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { giveNumber } from './support/number-field.ts';
import { type Operator, operatorOf } from './support/operator.ts';

/** The main job on real parts: PC/SC reader, OpenSC, an OpenID provider, Kamailio, two real phones. */

let display: VirtualDisplay;
let site: Site;
let bandeau: Bandeau;
let operator: Operator;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startSite();
  bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: site.environment,
  });
  operator = await operatorOf(bandeau);
});

afterAll(async () => {
  await bandeau?.close();
  await site?.stop();
  await display?.stop();
});

it('goes from an empty reader to an answered call, and back to a free phone', async () => {
  const { station } = operator;
  const [staff] = site.people;
  const exchange = site.exchange;
  if (!exchange || !staff.card) throw new Error('the stand has no exchange or no reader');

  // The reader, then the card.
  await station.getByText('Insérer votre carte').first().waitFor();
  await expect.poll(() => station.getByText('STAND', { exact: true }).count()).toBeGreaterThan(0);
  await staff.card.insert();
  await station.getByRole('heading', { name: `Carte : ${staff.name}` }).waitFor();
  await station.getByText('30B0057881/CPET0002').waitFor();

  // A wrong PIN costs one try and says so; the right one signs in.
  await operator.typePin('0000');
  await station.getByText('Essais restants : 2.').waitFor();
  await operator.typePin(staff.pin);
  await operator.chooseProfile('Samu 00 – Stand');

  // A number that does not exist, then the one on the desk.
  await operator.bindPhone('9999');
  await station.getByText('Le numéro 9999 n’existe pas sur ce site.').waitFor();
  await operator.bindPhone('15 01');
  const bar = await operator.bar();
  await bar.getByText('PAS D’APPEL EN COURS').waitFor();
  await station.getByText(/^Prêt/).waitFor();
  await station
    .getByText(/baresip/)
    .first()
    .waitFor();

  // A call comes, is answered on the phone, and ends: the bar follows.
  await exchange.phones.linphone.dial('1501');
  await bar.getByText('Sonne depuis').waitFor();
  await bar.getByText('1502').first().waitFor();
  const answer = bar.getByRole('button', { name: /^Répondre/ });
  expect(await answer.getAttribute('aria-disabled')).toBe('true');
  const reason = await answer.getAttribute('aria-describedby');
  expect(await bar.locator(`[id="${reason}"]`).textContent()).toMatch(/téléphone/);
  await exchange.phones.baresip.answer();
  await bar.getByText('En communication depuis').waitFor();
  await exchange.phones.linphone.hangup();
  await bar.getByText('PAS D’APPEL EN COURS').waitFor();

  // A call goes out through the desk phone, asked for on the bar.
  exchange.phones.baresip.setAutoAnswer(true);
  await bar.getByRole('button', { name: /^Nouvel appel/ }).click();
  await giveNumber(bandeau, '15.02');
  await exchange.phones.linphone.until('ringing', 10_000);
  await bar.getByText('1502').first().waitFor();
  await exchange.phones.linphone.answer();
  await bar.getByText('En communication depuis').waitFor();

  // The card goes: locked, the call goes on. Another card does not unlock, the same one does.
  staff.card.remove();
  await station.getByRole('heading', { name: /^Poste verrouillé/ }).waitFor();
  expect(exchange.phones.baresip.state()).toBe('talking');
  await bar.getByText('En communication depuis').waitFor();
  await staff.card.insert();
  await operator.typePin(staff.pin);
  await station.getByText(/^Prêt/).waitFor();
  await exchange.phones.baresip.hangup();
  await bar.getByText('PAS D’APPEL EN COURS').waitFor();

  // End of the shift.
  await operator.signOut();
  await station.getByRole('textbox', { name: /Code PIN/ }).waitFor();
  await expect.poll(() => bandeau.isOpen('bar')).toBe(false);
});

it('remembers the phone for the next shift, and shows it before using it', async () => {
  const [staff] = site.people;
  await operator.typePin(staff.pin);
  await operator.chooseProfile('Samu 00 – Stand');
  const field = operator.station.getByRole('textbox', { name: /Numéro unique/ });
  await expect.poll(() => field.inputValue()).toMatch(/^15\s?01$/);
  await field.press('Enter');
  await operator.station.getByText(/^Prêt/).waitFor();
  await operator.signOut();
});

it('has a card process that locks no memory: a page that OpenSC leaves locked ends it', async () => {
  const card = (await bandeau.processes()).find(({ name }) => name === 'card');
  const limits = readFileSync(`/proc/${card?.pid}/limits`, 'utf8');
  expect(limits).toMatch(/^Max locked memory +0 +0 /m);
});
