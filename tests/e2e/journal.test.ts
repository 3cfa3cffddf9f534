import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Bridge } from '../../electron/ipc/door.ts';
import type { DirectoryPerson } from '../../electron/training/identity/index.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import type { IdentityStand } from '../stand/identity/stand.ts';
import { type Site, type SitePerson, startSite } from '../stand/index.ts';
import { waitFor } from '../stand/process.ts';
import type { Bandeau } from './support/application.ts';
import type { Operator } from './support/operator.ts';
import { startWorkstation, type Workstation } from './support/workstation.ts';

/** Who signed in on this workstation, how, when, with what result: for who may know, and nobody who reads the disk. */

const SOON_MS = 10_000;
/** The station looks every 15 s whether somebody is there. */
const IDLE_MS = 25_000;
const PHONE = '1501';
const CALLER = '0639980199';
const SUPERVISOR = 'Superviseur';

let display: VirtualDisplay;
let site: Site;
let identity: IdentityStand;
let workstation: Workstation;
let bandeau: Bandeau;
let operator: Operator;
let staff: SitePerson;
let doctor: SitePerson;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  site = await startSite({ cards: 'tokens', telephony: 'simulated', people: withTwoProfiles });
  if (!site.identity) throw new Error('the stand has no provider');
  identity = site.identity;
  [staff, doctor] = site.people;
});

afterAll(async () => {
  await workstation?.stop();
  await site?.stop();
  await display?.stop();
});

/** The second one may not read the journal. */
function withTwoProfiles(usual: DirectoryPerson): DirectoryPerson {
  const [first] = usual.profiles;
  if (usual.id !== 'staff' || !first) return usual;
  const second = { ...first, id: 'supervisor-samu00', role: SUPERVISOR, rights: [] };
  return { ...usual, profiles: [first, second] };
}

async function start(): Promise<void> {
  const configuration = { ...site.configuration, session: { idleLockMinutes: 1 } };
  ({ bandeau, operator } = await workstation.start({ configuration, environment: staff.token ?? {} }));
}

const shown = (text: string | RegExp, timeout = SOON_MS) =>
  operator.station.getByText(text).filter({ visible: true }).first().waitFor({ timeout });
const entry = (name: string) => operator.station.getByRole('menuitem', { name });
const leavePanel = () => operator.station.keyboard.press('Escape');

async function signOut(): Promise<void> {
  await operator.station.getByTitle('Mon compte').click();
  await entry('Se déconnecter').click();
  await operator.station.getByRole('tab', { name: 'Carte CPx' }).waitFor();
}

async function changeProfile(role: string): Promise<void> {
  await operator.openPanel('profile');
  await operator.station.getByRole('radio', { name: role }).check({ force: true });
  await operator.station.getByRole('button', { name: 'Prendre ce profil' }).click();
  await operator.station.getByRole('dialog').waitFor({ state: 'detached' });
}

/** Nobody touches the station, as the system tells it; then somebody does again. */
async function lockIdle(): Promise<void> {
  await bandeau.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 3_600;
  });
  const locked = operator.station.getByRole('heading', { level: 1, name: 'Poste verrouillé' });
  await locked.waitFor({ timeout: IDLE_MS });
  await bandeau.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.getSystemIdleTime = () => 0;
  });
}

/** What the page may ask for, whatever it shows. */
function askPage(channel: 'journal.read' | 'journal.export') {
  return operator.station.evaluate(async (asked) => {
    const { bandeau: door }: { bandeau?: Bridge<'station'> } = Object(globalThis);
    return door?.ask(asked, undefined);
  }, channel);
}

/** The lines of the page: date, person, means, event, result, profile. */
async function rows(): Promise<readonly (readonly string[])[]> {
  const lines = operator.station.getByRole('dialog').locator('tbody tr');
  await lines.first().waitFor();
  return lines.evaluateAll((all) =>
    all.map((line) => [...line.querySelectorAll('td')].map((cell) => cell.textContent)),
  );
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => join(file.parentPath, file.name));
}

/** The files below the profile folder that have a text in them, in any usual encoding. */
function filesWith(text: string): readonly string[] {
  const shapes = (['utf8', 'latin1', 'utf16le'] as const).map((encoding) => Buffer.from(text, encoding));
  return filesBelow(join(workstation.home, 'profile')).filter((file) => {
    const content = readFileSync(file);
    return shapes.some((shape) => content.includes(shape));
  });
}

describe('a workstation with secret storage', () => {
  beforeAll(async () => {
    workstation = await startWorkstation({ display: display.name });
    await start();
  });

  it('notes a shift by card, and lets only a profile with the right read it', async () => {
    await operator.typePin('0000');
    await shown('Essais restants : 2.');
    await operator.typePin(staff.pin);
    await operator.chooseProfile('ARM');
    await operator.bindPhone(PHONE);
    const bar = await operator.bar();
    site.simulatedPhones?.incomingCall({ number: PHONE, from: CALLER });
    await bar.getByRole('button', { name: /^Répondre/ }).click();
    await bar.getByRole('button', { name: /^Raccrocher/ }).click();
    expect(await askPage('journal.read')).toMatchObject({ ok: true });

    await changeProfile(SUPERVISOR);
    await operator.station.getByTitle('Mon compte').click();
    expect(await entry('Journal des connexions').count()).toBe(0);
    await leavePanel();
    for (const channel of ['journal.read', 'journal.export'] as const) {
      expect(await askPage(channel)).toMatchObject({ ok: false, failure: { code: 'Journal_NotAllowed' } });
    }
    await changeProfile('ARM');
    await lockIdle();
    expect(await askPage('journal.read')).toMatchObject({ failure: { code: 'Session_Locked' } });
    await operator.typePin(staff.pin);
    await shown(/^Prêt/);
    await signOut();
    expect(await askPage('journal.read')).toMatchObject({ failure: { code: 'Journal_NotAllowed' } });
  });

  it('notes the other ways, and who was refused', async () => {
    const { identifier, password } = staff.otp ?? { identifier: '', password: '' };
    await operator.chooseWay('otp');
    await operator.typePassword(identifier, 'Pas-Le-Bon-Mot-1');
    await operator.station.locator('.fr-alert--error').first().waitFor();
    await operator.typePassword(identifier, password);
    await operator.chooseOtpChannel('phone');
    await waitFor(() => identity.inbox.messages.length > 0, { timeoutMs: SOON_MS, what: 'the code' });
    await operator.typeCode(identity.codeSentTo(staff.id));
    await operator.chooseProfile('ARM');
    await signOut();

    await operator.chooseWay('psc');
    await operator.askPsc(doctor.rpps ?? '', { channel: 'MOBILE', remember: true });
    await operator.pscDigits();
    const request = await waitFor(() => identity.ecps.requests.at(-1), {
      timeoutMs: SOON_MS,
      what: 'the request on the e-CPS',
    });
    await identity.ecps.answer(request.id, true);
    await operator.chooseProfile('Médecin régulateur');
    await operator.station.getByTitle('Mon compte').click();
    expect(await entry('Journal des connexions').count()).toBe(0);
    await leavePanel();
    await signOut();
  });

  it('notes the degraded mode, in which nobody reads it', async () => {
    identity.cutOff(true);
    await operator.chooseWay('card');
    await operator.typePin(staff.pin);
    await operator.station.getByRole('button', { name: 'Ouvrir en mode dégradé (téléphone' }).click();
    await operator.typePin(staff.pin);
    await operator.bindPhone(PHONE);
    await operator.bar();
    for (const channel of ['journal.read', 'journal.export'] as const) {
      expect(await askPage(channel)).toMatchObject({ failure: { code: 'Degraded_OnlyTelephony' } });
    }
    await signOut();
    identity.cutOff(false);
    await operator.typePin(staff.pin);
    await operator.chooseProfile('ARM');
    await operator.openPanel('journal');
    const [who, other] = [staff.name, doctor.name];
    const [asArm, asSupervisor] = ['ARM, Samu 00 – Stand', 'Superviseur, Samu 00 – Stand'];
    expect((await rows()).map(([, ...cells]) => cells)).toEqual([
      [who, 'Carte CPx', 'Connexion', 'Réussi', asArm],
      [who, 'Carte CPx', 'Déconnexion', 'Réussi', asArm],
      [who, 'Carte CPx', 'Mode dégradé ouvert', 'Réussi', asArm],
      [who, 'Carte CPx', 'Connexion refusée', expect.stringContaining('Identity_ProviderUnreachable'), '—'],
      [other, 'Pro Santé Connect', 'Déconnexion', 'Réussi', 'Médecin régulateur, Samu 00 – Stand'],
      [other, 'Pro Santé Connect', 'Connexion', 'Réussi', 'Médecin régulateur, Samu 00 – Stand'],
      [who, 'OTP', 'Déconnexion', 'Réussi', asArm],
      [who, 'OTP', 'Connexion', 'Réussi', asArm],
      [staff.otp?.identifier, 'OTP', 'Connexion refusée', expect.stringContaining('Otp_'), '—'],
      [who, 'Carte CPx', 'Déconnexion', 'Réussi', asArm],
      [who, 'Carte CPx', 'Déverrouillage', 'Réussi', asArm],
      [who, 'Carte CPx', 'Verrouillage', 'Poste inactif', asArm],
      [who, 'Carte CPx', 'Changement de profil', 'Réussi', asArm],
      [who, 'Carte CPx', 'Changement de profil', 'Réussi', asSupervisor],
      [who, 'Carte CPx', 'Connexion', 'Réussi', asArm],
      [who, 'Carte CPx', 'Connexion refusée', expect.stringContaining('Card_PinWrong'), '—'],
    ]);
  });

  it('is exported as a table where the person says', async () => {
    const file = join(workstation.home, 'journal.csv');
    await bandeau.electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await operator.station.getByRole('button', { name: 'Exporter (CSV)' }).click();
    await shown('Journal enregistré');
    await shown(file);
    const [head, newest, ...others] = readFileSync(file, 'utf8').split('\r\n');
    expect(head).toBe('\uFEFF"Date et heure";"Événement";"Moyen";"Personne";"Profil";"Motif";"Code"');
    expect(newest).toMatch(
      /^"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00";"Connexion";"Carte CPx";"Zoé ESSAI";"ARM, Samu 00 – Stand";"";""$/,
    );
    expect(others.filter((line) => line !== '')).toHaveLength(15);
    expect(others.join('\n')).toContain('"Ouverture en mode dégradé";"Carte CPx";"Zoé ESSAI"');
    expect(others.join('\n')).toContain('"Verrouillage";"Carte CPx";"Zoé ESSAI"');
    expect(others.join('\n')).toContain('"Connexion refusée";"Carte CPx";"Zoé ESSAI";""');
    await leavePanel();
  });

  it('has nothing on its disk that tells who', async () => {
    await workstation.close();
    expect(filesWith('arm-samu00')).not.toEqual([]);
    const told = [
      ...['ESSAI', 'Zoé', 'MODELE', '30B0057881', 'CPET0002'],
      ...[CALLER, CALLER.slice(1), '639980101', '639980102', '06 39 98', 'zoe.essai', '@stand.example'],
      ...[doctor.rpps ?? '', staff.otp?.password ?? '', doctor.otp?.password ?? '', 'Pas-Le-Bon-Mot-1'],
    ];
    expect(told.filter((text) => text === '')).toEqual([]);
    expect(Object.fromEntries(told.map((text) => [text, filesWith(text)]))).toEqual(
      Object.fromEntries(told.map((text) => [text, []])),
    );
    expect(readdirSync(join(workstation.home, 'profile', 'people'))).toEqual(
      expect.arrayContaining(['sign-ins.log', 'degraded-cards.sealed', 'degraded-phones.sealed']),
    );
  });
});

describe('a workstation without secret storage', () => {
  it('notes no name, neither on disk nor on the page, and says so', async () => {
    await workstation.stop();
    workstation = await startWorkstation({ display: display.name, secrets: false });
    identity.cutOff(false);
    await start();
    await operator.typePin(staff.pin);
    await operator.chooseProfile('ARM');
    await operator.openPanel('journal');
    await shown('Ce poste n’a pas de coffre pour chiffrer les noms');
    expect((await rows()).map(([, ...cells]) => cells)).toEqual([
      ['—', 'Carte CPx', 'Connexion', 'Réussi', 'ARM, Samu 00 – Stand'],
    ]);
    await workstation.close();
    const log = readFileSync(join(workstation.home, 'profile', 'people', 'sign-ins.log'), 'utf8');
    expect(log).toContain('"event":"signed-in"');
    for (const text of ['ESSAI', 'Zoé', 'zoe.essai', '639980101']) expect(filesWith(text)).toEqual([]);
  });
});
