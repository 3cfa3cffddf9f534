import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeTestAuthority } from '../stand/card/index.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import type { IdentityStand } from '../stand/identity/stand.ts';
import { type Site, type SitePerson, startSite } from '../stand/index.ts';
import { waitFor } from '../stand/process.ts';
import { launchBandeau } from './support/application.ts';
import { type Operator, operatorOf } from './support/operator.ts';
import { startWorkstation, type Workstation } from './support/workstation.ts';

/** The portal goes away: who signed in here by card telephones all the same, and nobody else does. */

const CALLER = '0639980199';
/** The station looks every 30 s whether the portal is back. */
const BACK_MS = 45_000;
const SOON_MS = 10_000;

let display: VirtualDisplay;
let site: Site;
let identity: IdentityStand;
let workstation: Workstation;
let operator: Operator;
let staff: SitePerson;
let doctor: SitePerson;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startSite({ cards: 'tokens', telephony: 'simulated', revocation: true });
  if (!site.identity) throw new Error('the stand has no provider');
  identity = site.identity;
  [staff, doctor] = site.people;
  workstation = await startWorkstation({ display: display.name });
});

afterAll(async () => {
  await workstation?.stop();
  await site?.stop();
  await display?.stop();
});

const people = (...path: readonly string[]) => join(workstation.home, 'profile', 'people', ...path);
const shown = (text: string | RegExp, timeout = SOON_MS) =>
  operator.station.getByText(text).first().waitFor({ timeout });
const offer = () => operator.station.getByRole('button', { name: 'Ouvrir en mode dégradé (téléphone' });
const menuItem = (name: string) => operator.station.getByRole('menuitem', { name });

async function start(card: SitePerson, configuration: unknown = site.configuration): Promise<void> {
  await workstation.close();
  const environment = card.token ?? {};
  ({ operator } = await workstation.start({ configuration, environment }));
}

async function signIn(person: SitePerson): Promise<void> {
  await operator.typePin(person.pin);
  await operator.chooseProfile(site.configuration.site);
}

/** From the menu, which is there before a phone is bound too. */
async function signOut(): Promise<void> {
  await operator.station.getByTitle('Mon compte').click();
  await menuItem('Se déconnecter').click();
  await operator.station.getByRole('textbox', { name: /Code PIN/ }).waitFor();
}

/** Signs in as far as it goes while the portal is away, then with the card alone. */
async function askDegraded(person: SitePerson): Promise<void> {
  await operator.typePin(person.pin);
  await shown('Le portail SI-Samu ne répond pas.');
  await offer().click();
  await operator.typePin(person.pin);
}

/** Calls the phone of the station, and answers on the bar. Gives the id of the call, as the bar has it. */
async function takeCall(number: string): Promise<string> {
  site.simulatedPhones?.incomingCall({ number, from: CALLER });
  const bar = await operator.bar();
  await bar.getByRole('button', { name: /^Répondre/ }).click();
  const call = bar.locator('[data-call-id][data-state="connected"]');
  await call.waitFor({ timeout: SOON_MS });
  return (await call.getAttribute('data-call-id')) ?? '';
}

describe('a station on which a card signed in', () => {
  const [number = '', other = ''] = ['1501', '1502'];

  beforeAll(async () => {
    await start(staff);
    await signIn(staff);
    await operator.bindPhone(number);
    await operator.bar();
    const lists = () => existsSync(people('revocation')) && readdirSync(people('revocation')).length > 0;
    await waitFor(lists, { timeoutMs: SOON_MS, what: 'the revocation list' });
    await signOut();
    identity.cutOff(true);
  });

  it('says why signing in fails, and opens with card and PIN, marked on both windows', async () => {
    await askDegraded(staff);
    await shown('Mode dégradé : téléphone seulement');
    await operator.bindPhone(other);
    await shown('seuls les téléphones déjà associés sur ce poste peuvent l’être');
    await operator.bindPhone(number);
    const bar = await operator.bar();
    await bar.getByText('Mode dégradé', { exact: true }).waitFor();
    await shown('Mode dégradé : téléphone seulement');
    await takeCall(number);
  });

  it('greys what needs the portal, and says so', async () => {
    await operator.station.getByTitle('Mon compte').click();
    await shown('Mode dégradé : les choix grisés attendent le retour du portail.');
    for (const name of [
      'Changer de profil',
      'Modifier mon mot de passe',
      'Modifier mes canaux OTP',
      'Journal des connexions',
    ]) {
      expect(await menuItem(name).getAttribute('aria-disabled')).toBe('true');
    }
    for (const name of ['Changer de téléphone', 'Se déconnecter']) {
      expect(await menuItem(name).getAttribute('aria-disabled')).not.toBe('true');
    }
    await operator.station.keyboard.press('Escape');
  });

  it('keeps the record of it through a power cut, and opens again', async () => {
    await waitFor(() => existsSync(people('degraded-sessions.sealed')), {
      timeoutMs: SOON_MS,
      what: 'the record',
    });
    await workstation.kill();
    await start(staff);
    await askDegraded(staff);
    await operator.bindPhone(number);
    await operator.bar();
  });

  it('is whole again once the portal is back and the PIN is typed, its call untouched', async () => {
    const call = await takeCall(number);
    identity.cutOff(false);
    await shown('Le portail répond à nouveau', BACK_MS);
    await operator.station.getByRole('button', { name: 'Saisir mon code PIN' }).click();
    await operator.typePin(staff.pin);
    const bar = await operator.bar();
    await bar.getByText('Mode dégradé', { exact: true }).waitFor({ state: 'detached' });
    await operator.station.getByText('Le portail répond à nouveau').waitFor({ state: 'detached' });
    expect(await bar.locator('[data-call-id][data-state="connected"]').getAttribute('data-call-id')).toBe(
      call,
    );
    await operator.station.getByTitle('Mon compte').click();
    expect(await menuItem('Modifier mon mot de passe').getAttribute('aria-disabled')).not.toBe('true');
    await operator.station.keyboard.press('Escape');
  });

  it('has told the portal of both sessions, and keeps no record of them', async () => {
    const told = await waitFor(() => identity.degradedSessions().length >= 2 && identity.degradedSessions(), {
      timeoutMs: SOON_MS,
      what: 'the report',
    });
    expect(told).toHaveLength(2);
    for (const session of told) expect(session).toMatchObject({ phone: number, revocation: 'fresh' });
    expect(told.filter(({ closedAt }) => closedAt !== null)).toHaveLength(2);
    await waitFor(() => !existsSync(people('degraded-sessions.sealed')), {
      timeoutMs: SOON_MS,
      what: 'the record to be gone',
    });
  });

  it('has all of it in its journal', async () => {
    await operator.openPanel('journal');
    const journal = operator.station.getByRole('dialog');
    for (const event of ['Mode dégradé ouvert', 'Fin du mode dégradé', 'Connexion refusée']) {
      await journal.getByRole('cell', { name: event }).first().waitFor();
    }
    await operator.station.keyboard.press('Escape');
  });
});

describe('the degraded mode is refused', () => {
  beforeEach(() => identity.cutOff(true));

  it('to a card that never signed in here', async () => {
    await start(doctor);
    await askDegraded(doctor);
    await shown('cette carte ne s’est pas encore connectée sur ce poste');
    expect(await offer().count()).toBe(0);
  });

  it('to a card on the list of those revoked', async () => {
    doctor.revokeCard();
    // By the names of before: a list that is being written has another one.
    const names = readdirSync(people('revocation'));
    const list = () => names.map((name) => readFileSync(people('revocation', name)));
    const before = list();
    identity.cutOff(false);
    await start(doctor);
    await signIn(doctor);
    await waitFor(() => list().some((bytes, index) => !before[index]?.equals(bytes)), {
      timeoutMs: SOON_MS,
      what: 'the new revocation list',
    });
    await signOut();
    identity.cutOff(true);
    await askDegraded(doctor);
    await shown('Cette carte figure sur la dernière liste de révocation connue de ce poste.');
  });

  it('to a card of another authority than the pinned one', async () => {
    const foreign = await makeTestAuthority();
    const authoritiesFile = join(workstation.home, 'other-authority.pem');
    writeFileSync(authoritiesFile, new X509Certificate(foreign.certificate).toString());
    const { configuration } = site;
    await start(staff, { ...configuration, card: { ...configuration.card, authoritiesFile } });
    await askDegraded(staff);
    await shown('Le certificat de cette carte n’a pas été émis par une autorité reconnue sur ce poste.');
  });

  it('to a card whose last sign-in here is too old', async () => {
    const { bandeau } = await reopened();
    // What rests on disk is encrypted: only the application can make it older.
    await bandeau.electron.evaluate(
      ({ safeStorage }, { file, days }) => {
        const { readFileSync, writeFileSync } = process.getBuiltinModule('node:fs');
        const cards = JSON.parse(safeStorage.decryptString(readFileSync(file)));
        for (const card of cards) card.signedInAt -= days * 86_400_000;
        writeFileSync(file, safeStorage.encryptString(JSON.stringify(cards)));
      },
      { file: people('degraded-cards.sealed'), days: 8 },
    );
    await start(staff);
    await askDegraded(staff);
    await shown('la dernière connexion de cette carte sur ce poste date de plus de 7 jours.');
  });

  it('and not offered where nothing can be kept encrypted, which is said', async () => {
    const bare = await startWorkstation({ display: display.name, secrets: false });
    try {
      ({ operator } = await bare.start({
        configuration: site.configuration,
        environment: staff.token ?? {},
      }));
      identity.cutOff(false);
      await signIn(staff);
      await operator.station.getByRole('textbox', { name: /Numéro unique/ }).waitFor();
      await signOut();
      identity.cutOff(true);
      await operator.typePin(staff.pin);
      await shown('Le mode dégradé n’est pas possible sur ce poste');
      expect(await offer().count()).toBe(0);
      const kept = readdirSync(join(bare.home, 'profile', 'people'));
      expect(kept.filter((name) => name.startsWith('degraded'))).toEqual([]);
    } finally {
      await bare.stop();
    }
  });

  async function reopened() {
    await workstation.close();
    return workstation.start({ configuration: site.configuration, environment: staff.token ?? {} });
  }
});

describe('in training', () => {
  it('cutting the portal off shows the same', async () => {
    await workstation.close();
    const bandeau = await launchBandeau({ display: display.name });
    try {
      operator = await operatorOf(bandeau);
      await operator.insertTrainingCard('Camille EXEMPLE');
      await operator.typePin('1234');
      await operator.chooseProfile('Samu 00');
      await operator.bindPhone('1501');
      await operator.bar();
      await signOut();
      await operator.cutPortal(true);
      await operator.typePin('1234');
      await offer().click();
      await operator.typePin('1234');
      await operator.bindPhone('1501');
      const bar = await operator.bar();
      await bar.getByText('Mode dégradé', { exact: true }).waitFor();
      await operator.receiveCall('Appel du public (numéro affiché)');
      await bar.getByRole('button', { name: /^Répondre/ }).click();
      await bar.locator('[data-call-id][data-state="connected"]').waitFor();
    } finally {
      await bandeau.close();
    }
  });
});
