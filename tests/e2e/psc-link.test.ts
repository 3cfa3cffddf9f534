import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { type Operator, operatorOf } from './support/operator.ts';
import { type PscSite, pscPeople, startPscSite } from './support/psc-site.ts';

/** The first sign-in by Pro Santé Connect, with the keyboard alone: which account is the person's? (seed 004) */

const { unlinked } = pscPeople;
const RPPS = unlinked.psc?.rpps ?? '';
const EMAIL = unlinked.account.email?.value ?? '';
const STEP_MS = 15_000;
/** Seconds that the link of a mail lives. */
const LINK_LIFE = 6;
/** Longer than the station leaves between two looks at whether the link was followed. */
const LOOK_MS = 3_500;

let display: VirtualDisplay;
let site: PscSite;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startPscSite({ timing: { link: LINK_LIFE, resend: 2 } });
  bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: site.environment,
  });
  operator = await operatorOf(bandeau);
  station = operator.station;
  station.setDefaultTimeout(STEP_MS);
  keyboard = keyboardOf(station);
});
afterAll(async () => {
  await bandeau?.close();
  await site?.stop();
  await display?.stop();
});

const shown = (text: string) => station.getByText(text).first().waitFor();
const number = () => station.getByRole('textbox', { name: 'Numéro RPPS' });
const address = () => station.getByRole('textbox', { name: 'Adresse e-mail de votre compte' });

/** Accepts on the e-CPS, up to the question which account it is. */
async function isRecognised(): Promise<void> {
  if (!(await number().isVisible())) await keyboard.choosePsc();
  await keyboard.tabTo(number());
  await keyboard.type(RPPS);
  await (await site.ecpsOf(unlinked)).answer(true);
  await shown('Relier Pro Santé Connect à votre compte');
}

async function typeAddress(email: string): Promise<void> {
  await keyboard.tabTo(address());
  await keyboard.type(email);
}

const mails = () => site.identity.inbox.messages.filter(({ personId }) => personId === unlinked.id);

/** The person opens the link of the newest mail, the `count`-th one. */
async function followsLink(count: number): Promise<void> {
  await waitFor(() => mails().length >= count, { timeoutMs: STEP_MS, what: `mail ${count}` });
  await site.identity.inbox.follow(mails()[0]?.id ?? '');
}

describe('an identity without account', () => {
  it('is told which addresses are none, whom to ask where there is no authorisation, and goes back', async () => {
    await isRecognised();
    await typeAddress('ange.modele@');
    await operator.told('Link_EmailMalformed');
    await typeAddress('personne@stand.example');
    await operator.told('Link_NoAuthorisation');
    await station.getByRole('region', { name: 'Qui contacter' }).getByText('0 809 100 809').waitFor();
    await keyboard.press('Escape');
    await number().waitFor();
    expect(mails()).toEqual([]);
  });

  it('is linked by a mail: its link expires, another is sent, and the station goes on by itself', async () => {
    await isRecognised();
    await typeAddress(EMAIL);
    await shown('Ouvrez le lien reçu par e-mail');
    await shown(EMAIL);
    await operator.told('Link_Expired');
    await followsLink(1);
    await delay(LOOK_MS);
    await keyboard.take('Renvoyer le message');
    await followsLink(2);
    await shown('Bonjour Noa MODELE');
    await keyboard.startWork(site.phone);
    await shown('Prêt');
    await keyboard.take('Se déconnecter');
    await shown('Se connecter avec la carte CPx');
  });

  it('is linked for good: the next time nothing is asked', async () => {
    await keyboard.choosePsc();
    await keyboard.tabTo(number());
    await keyboard.type(RPPS);
    await (await site.ecpsOf(unlinked)).answer(true);
    await shown('Bonjour Noa MODELE');
    await keyboard.press('Escape');
  });
});

describe('a provider that stops', () => {
  it('before the mail, is told where it is asked for; during the wait, it is waited for', async () => {
    // Forgets who is linked.
    await site.stopIdentity();
    await site.startIdentity({ link: 60 });
    await isRecognised();
    site.identity.cutOff(true);
    await typeAddress(EMAIL);
    await operator.told('Identity_ProviderUnreachable');
    site.identity.cutOff(false);
    await typeAddress(EMAIL);
    await shown('Ouvrez le lien reçu par e-mail');
    site.identity.cutOff(true);
    await delay(LOOK_MS);
    await shown('Ouvrez le lien reçu par e-mail');
    site.identity.cutOff(false);
    await followsLink(1);
    await shown('Bonjour Noa MODELE');
    await keyboard.press('Escape');
  });

  it('and forgets who was recognised, has the person start again', async () => {
    await site.stopIdentity();
    await site.startIdentity({ link: 60 });
    await isRecognised();
    await site.stopIdentity();
    await site.startIdentity({ link: 60 });
    await typeAddress(EMAIL);
    await operator.told('Identity_SessionEnded');
    await isRecognised();
    await typeAddress(EMAIL);
    await followsLink(1);
    await shown('Bonjour Noa MODELE');
  });
});
