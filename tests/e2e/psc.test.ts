import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { type SecretStorage, startSecretStorage } from '../stand/secrets/index.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Keyboard, keyboardOf } from './support/keyboard.ts';
import { type Operator, operatorOf } from './support/operator.ts';
import { type OrdinaryUser, ordinaryUser } from './support/ordinary-user.ts';
import { POLL_MS, type PscSite, pscPeople, startPscSite } from './support/psc-site.ts';

/** Signing in on the e-CPS application, with the keyboard alone, at a site with a certified provider. */

const { linked, withoutEcps } = pscPeople;
const RPPS = linked.psc?.rpps ?? '';
const NOBODY = '99700079999';
const STEP_MS = 15_000;
/** Longer than several polls. */
const SOME_POLLS_MS = 4 * POLL_MS;

let display: VirtualDisplay;
let user: OrdinaryUser;
let secrets: SecretStorage;
let site: PscSite;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let keyboard: Keyboard;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  user = ordinaryUser();
  secrets = await startSecretStorage(user);
  site = await startPscSite();
  await launch();
});
afterAll(async () => {
  await bandeau?.close();
  await site?.stop();
  await secrets?.stop();
  await display?.stop();
});

async function launch(storage: Readonly<Record<string, string>> = secrets.environment): Promise<void> {
  bandeau = await launchBandeau({
    display: display.name,
    configuration: site.configuration,
    environment: { ...site.environment, ...storage },
    home: user.home,
  });
  operator = await operatorOf(bandeau);
  station = operator.station;
  station.setDefaultTimeout(STEP_MS);
  keyboard = keyboardOf(station);
}

const shown = (text: string) => station.getByText(text).first().waitFor();
const remembers = () => station.getByRole('checkbox', { name: 'Mémoriser mon identifiant' });
const number = () => station.getByRole('textbox', { name: 'Numéro RPPS' });

async function ask(rpps: string): Promise<void> {
  if (!(await number().isVisible())) await keyboard.choosePsc();
  await keyboard.tabTo(number());
  await keyboard.type(rpps);
}

/** Asks, and gives the request as the person's telephone shows it. */
async function asked(rpps = RPPS) {
  await ask(rpps);
  await shown('Comparer les deux chiffres');
  return site.ecpsOf(linked);
}

const polls = () => site.identity.requests.get('/token') ?? 0;

describe('a request that the person accepts', () => {
  it.each([
    ['without its leading 8', RPPS],
    ['with its leading 8', `8${RPPS}`],
    ['in groups', RPPS.replace(/(\d)(\d{3})(\d{3})/, '$1 $2 $3 ')],
  ])('opens the bar; the number is typed %s', async (_how, typed) => {
    const request = await asked(typed);
    expect(await operator.pscDigits()).toBe(request.digits);
    await shown('Temps pour répondre');
    expect(await station.locator('.countdown time').textContent()).toMatch(/^0?[12]:[0-5]\d$/);
    await request.answer(true);
    await keyboard.startWork(site.phone);
    await shown('Prêt');
    await operator.bar();
    await keyboard.take('Se déconnecter');
    await shown('Se connecter avec la carte CPx');
  });
});

describe('a request on the channel of the card', () => {
  it('says so with the same digits, and opens the station once the card answered', async () => {
    await keyboard.choosePsc();
    await keyboard.tabTo(station.getByRole('radio', { name: 'Application e-CPS' }));
    await keyboard.press('ArrowDown');
    await keyboard.tabTo(number());
    await keyboard.type(RPPS);
    await shown('Comparer les deux chiffres');
    const { requests } = site.identity.ecps;
    expect(requests.at(-1)).toMatchObject({ channel: 'CARD', digits: await operator.pscDigits() });
    await (await site.ecpsOf(linked)).answer(true);
    await shown('Bonjour Ange MODELE');
    await keyboard.press('Escape');
  });
});

describe('a request that ends otherwise', () => {
  it('given up with Escape, is not asked for any more, nor does a late answer let anybody in', async () => {
    const request = await asked();
    await keyboard.press('Escape');
    await number().waitFor();
    const before = polls();
    await request.answer(true);
    await delay(SOME_POLLS_MS);
    expect(polls() - before).toBeLessThanOrEqual(1);
    expect(await number().inputValue()).toBe(RPPS);
    expect(await station.getByRole('alert').count()).toBe(0);
  });

  it('refused, unknown, without e-CPS, held back: each is told apart', async () => {
    await (await asked()).answer(false);
    await shown('La demande de connexion a été refusée.');
    await ask(NOBODY);
    await operator.told('Psc_PersonUnknown');
    await ask(withoutEcps.psc?.rpps ?? '');
    await operator.told('Psc_NoEcps');
    await ask('dupont');
    await operator.told('Psc_IdentifierMalformed');
    await asked();
    site.identity.breakWith('overloaded');
    await operator.told('Psc_TooManyPolls');
    site.identity.breakWith(null);
  });
});

describe('a provider that stops', () => {
  it('is told before the request; a moment during the wait is borne, a longer one told', async () => {
    await site.stopIdentity();
    await ask(RPPS);
    await operator.told('Psc_Unreachable');
    await site.startIdentity();

    const request = await asked();
    site.identity.cutOff(true);
    await delay(2 * POLL_MS);
    site.identity.cutOff(false);
    await request.answer(true);
    await shown('Bonjour Ange MODELE');
    await keyboard.press('Escape');

    await asked();
    await site.stopIdentity();
    await operator.told('Psc_Unreachable');
  });

  it('between the answer and the profiles, is told; the next request passes', async () => {
    await site.startIdentity();
    const request = await asked();
    site.identity.breakWith('failing', '/profiles');
    await request.answer(true);
    await operator.told('Identity_ProviderFailing');
    site.identity.breakWith(null);
    await (await asked()).answer(true);
    await shown('Bonjour Ange MODELE');
    await keyboard.press('Escape');
    await site.stopIdentity();
  });

  it('and comes back, lets the person in without a restart; nobody who answers in time is told', async () => {
    await site.startIdentity({ ecps: 3 });
    await asked();
    await shown('Personne n’a répondu à temps à la demande de connexion.');
    await site.stopIdentity();
    await site.startIdentity();
    await (await asked()).answer(true);
    await shown('Bonjour Ange MODELE');

    await keyboard.press('Enter');
    await station.getByRole('textbox', { name: /Numéro unique/ }).waitFor();
    site.identity.cutOff(true);
    await keyboard.type(site.phone);
    await operator.told('Identity_ProviderUnreachable');
    site.identity.cutOff(false);
    await keyboard.type(site.phone);
    await shown('Prêt');
    await keyboard.take('Se déconnecter');
    await shown('Se connecter avec la carte CPx');
  });
});

describe('« mémoriser mon identifiant »', () => {
  /** Files of the profile in which the number can be read. */
  const inClear = (): readonly string[] => {
    const looks = [Buffer.from(RPPS), Buffer.from(RPPS, 'utf16le')];
    return filesOfProfile().filter((file) => looks.some((look) => readFileSync(file).includes(look)));
  };
  const filesOfProfile = (): readonly string[] => {
    const entries = readdirSync(join(user.home, 'profile'), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  };

  it('survives a restart, and is nowhere in clear', async () => {
    await keyboard.choosePsc();
    await keyboard.tabTo(remembers());
    await keyboard.press('Space');
    await keyboard.tabTo(number());
    await asked();
    await keyboard.press('Escape');
    await bandeau.close();
    expect(filesOfProfile()).toContainEqual(expect.stringContaining('psc-identifier.sealed'));
    expect(inClear()).toEqual([]);

    await launch();
    await keyboard.choosePsc();
    await waitFor(async () => (await number().inputValue()) === RPPS, {
      timeoutMs: 5_000,
      what: 'the number that was remembered',
    });
    expect(await remembers().isChecked()).toBe(true);
    await bandeau.close();
    expect(inClear()).toEqual([]);
  });

  it('is not offered where nothing can be kept encrypted, and the reason is told', async () => {
    await launch({});
    await keyboard.choosePsc();
    await shown('Ce poste n’a pas de coffre pour le garder chiffré');
    expect(await remembers().isDisabled()).toBe(true);
    expect(await number().inputValue()).toBe('');
  });
});
