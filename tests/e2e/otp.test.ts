import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Credentials, credentialsOf, otpPeople } from './support/otp-people.ts';
import { type OtpSite, startOtpSite } from './support/otp-site.ts';

/** Identifier, password and the code that a real mail server delivers, with the keyboard alone. */

const CODE_SECONDS = 15;
const FREEZE_SECONDS = 1;
const { both, mailOnly, deadPhone, expired, announced, frozen, clumsy, forgetful, newcomer } = otpPeople;
/** What each person's password becomes. */
const next = {
  both: 'Fontaine+Du+Marche-21',
  expired: 'Lavoir-Du-Village-44',
  forgetful: 'Chemin*De*Halage-8',
};

let otp: OtpSite;

beforeAll(async () => {
  otp = await startOtpSite({ code: CODE_SECONDS, resend: 3, freeze: FREEZE_SECONDS });
});
afterAll(() => otp?.stop());

const seen = (text: string) => otp.said(text).waitFor({ timeout: 15_000 });
const button = (name: string) => otp.station.getByRole('button', { name, exact: true });
const cardWay = () => otp.station.getByRole('tab', { name: 'Carte CPx', selected: true });
const challenges = () => otp.site.identity?.requests.get('/authorize-challenge') ?? 0;
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

async function typeCode(code: string): Promise<void> {
  await otp.station.locator('form[aria-busy=false] .field--code:focus').waitFor();
  await otp.keyboard.type(code);
}

async function typeNewPassword(password: string, again = password): Promise<void> {
  const { keyboard, station } = otp;
  await keyboard.tabTo(station.getByLabel('Nouveau mot de passe', { exact: true }));
  await station.keyboard.type(password);
  await keyboard.tabTo(station.getByLabel('Nouveau mot de passe, une seconde fois', { exact: true }));
  await keyboard.type(again);
}

async function openMenu(entry?: string): Promise<void> {
  await otp.keyboard.tabTo(otp.station.getByTitle('Mon compte'));
  await otp.keyboard.press('Enter');
  await otp.station.getByRole('menuitem').first().waitFor();
  if (entry === undefined) return;
  const item = otp.station.getByRole('menuitem', { name: entry });
  while (!(await item.evaluate((element) => element === document.activeElement))) {
    await otp.keyboard.press('ArrowDown');
  }
  await otp.keyboard.press('Enter');
}

/** How a wrong password is refused; what is frozen for a time is open again afterwards. */
async function refusalOf(credentials: Credentials): Promise<'credentials' | 'temporary' | 'definitive'> {
  await otp.askCode(credentials);
  const refusals = {
    credentials: otp.said('L’identifiant ou le mot de passe n’est pas le bon.'),
    temporary: otp.said('votre compte est gelé pour un temps. Il se rouvrira tout seul'),
    definitive: otp.said('votre compte est gelé définitivement (« gel définitif »)'),
  } as const;
  await otp.station.locator('form[aria-busy=false] .fr-alert').waitFor();
  for (const kind of ['temporary', 'definitive'] as const) {
    if (!(await refusals[kind].isVisible())) continue;
    if (kind === 'temporary') await delay(FREEZE_SECONDS * 1_000);
    return kind;
  }
  await refusals.credentials.waitFor();
  return 'credentials';
}

/** Whom to ask, on the screen: the correspondent, the support with its number, and the card meanwhile. */
async function expectWayOut(correspondent: string): Promise<void> {
  await seen('Votre correspondant SI-Samu');
  await seen(correspondent);
  await seen('0 809 100 809');
  await button('Utiliser la carte').waitFor();
}

const rulesKept = () =>
  otp.station
    .locator('[data-rule][data-kept=true]')
    .evaluateAll((rules) => rules.map((rule) => rule.getAttribute('data-rule')));

async function leave(): Promise<void> {
  await otp.keyboard.take('Se déconnecter');
  await otp.station.getByRole('tab', { selected: true }).waitFor();
}

describe('a person who has both channels', () => {
  let code = '';

  it('chooses where the code goes, and is told how many tries are left after a wrong one', async () => {
    await otp.askCode(credentialsOf(both));
    await seen('Où recevoir le code ?');
    await otp.keyboard.press('ArrowDown');
    await otp.keyboard.press('Enter');
    await seen('Code envoyé par e-mail à');
    code = await otp.codeMailedTo(both);
    await typeCode(wrong(code));
    await seen('Ce code n’est pas le bon. Essais restants : 2.');
  });

  it('is sent another code once the wait is over; the former is worth nothing any more', async () => {
    await otp.station.getByRole('button', { name: /Renvoyer un code \(dans \d+ s\)/ }).waitFor();
    await button('Renvoyer un code').waitFor();
    await otp.keyboard.take('Renvoyer un code');
    const former = code;
    code = await otp.codeMailedTo(both);
    await otp.station.locator('form[aria-busy=false]').waitFor();
    await typeCode(former);
    await seen('Ce code n’est pas le bon. Essais restants : 1.');
    await seen('Dernier essai : un nouveau code faux peut geler votre compte.');
  });

  it('sees the code expire, and goes on with another', async () => {
    await otp
      .said('Ce code n’est plus valable. Demandez-en un autre.')
      .waitFor({ timeout: 2_000 * CODE_SECONDS });
    await typeCode(code);
    await seen('Ce code a expiré.');
    await otp.keyboard.take('Renvoyer un code');
    await typeCode(await otp.codeMailedTo(both));
    await otp.keyboard.startWork('1501');
    await seen('Prêt : le bandeau est en haut de l’écran');
    await (await otp.operator.bar()).getByText('PAS D’APPEL EN COURS').waitFor();
  });
});

describe('the account of who is signed in', () => {
  it('has « Modifier mes canaux OTP » as its third entry', async () => {
    await openMenu();
    expect(await otp.station.getByRole('menuitem').allInnerTexts()).toEqual([
      'Changer de profil',
      'Modifier mon mot de passe',
      'Modifier mes canaux OTP',
      expect.stringContaining('Changer de téléphone'),
      expect.stringContaining('Se déconnecter'),
    ]);
    await otp.keyboard.press('Escape');
  });

  it('takes another profile that may use this phone, without signing in again; the phone stays', async () => {
    const before = challenges();
    await openMenu('Changer de profil');
    await otp.station.locator('dialog input:checked:focus').waitFor();
    await otp.keyboard.press('ArrowDown');
    await otp.keyboard.press('ArrowDown');
    await otp.keyboard.press('Enter');
    await seen('Votre profil ne permet pas d’utiliser le téléphone 1501.');
    await otp.keyboard.press('ArrowUp');
    await otp.keyboard.press('Enter');
    await seen('ARM coordinateur – Samu 00 – Stand');
    await seen('Prêt : le bandeau est en haut de l’écran');
    await (await otp.operator.bar()).getByTitle(/ARM coordinateur/).waitFor();
    expect(challenges()).toBe(before);
  });

  it('changes the password against the present one', async () => {
    const { identifier, password } = credentialsOf(both);
    await openMenu('Modifier mon mot de passe');
    const present = otp.station.getByLabel('Mot de passe actuel', { exact: true });
    await otp.keyboard.tabTo(present);
    await otp.station.keyboard.type(`${password}?`);
    await typeNewPassword(next.both);
    await seen('Le mot de passe actuel n’est pas le bon.');
    await otp.keyboard.tabTo(present);
    await otp.station.keyboard.type(password);
    await typeNewPassword(next.both);
    await seen('Mot de passe enregistré');
    await otp.keyboard.press('Enter');
    await leave();
    await otp.askCode({ identifier, password: next.both });
    await seen('Où recevoir le code ?');
    await otp.keyboard.press('Escape');
  });
});

describe('an identifier that nobody can have', () => {
  it.each([
    ['10,000 characters', 'a'.repeat(10_000)],
    ['bidirectional text', 'sam.\u202Ereivir'],
  ])('of %s is refused by name, and nothing is sent', async (_what, identifier) => {
    const before = challenges();
    await otp.askCode({ identifier, password: 'Peu-Importe-Lequel-1' });
    await seen('L’identifiant saisi ne peut pas exister');
    await otp.keyboard.take('Mot de passe oublié');
    await seen('L’identifiant saisi ne peut pas exister');
    expect(challenges()).toBe(before);
  });
});

describe('an account that is frozen', () => {
  it('for a time says until when, three times; then for good, with whom to ask', async () => {
    const mistaken = { ...credentialsOf(clumsy), password: 'Pas-Le-Bon-Mot-1' };
    const tries: string[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) tries.push(await refusalOf(mistaken));
    const freeze = ['credentials', 'credentials', 'temporary'];
    expect(tries).toEqual([...freeze, ...freeze, ...freeze, 'credentials', 'credentials', 'definitive']);
    await expectWayOut('Il peut déverrouiller votre compte.');
  });

  it('for good already, leads to the card with one key', async () => {
    await otp.askCode(credentialsOf(frozen));
    await seen('gel définitif');
    await otp.station.locator('button:focus', { hasText: 'Utiliser la carte' }).waitFor();
    await otp.keyboard.press('Enter');
    await cardWay().waitFor();
  });
});

describe('a person who forgot the password', () => {
  it.each([
    ['is configured', mailOnly],
    ['is usable', deadPhone],
  ])('is told why, and whom to ask, when only one channel %s', async (_how, who) => {
    await otp.forget(credentialsOf(who).identifier);
    await seen('« Mot de passe oublié » demande deux canaux OTP configurés et utilisables');
    await expectWayOut('Il peut réinitialiser votre mot de passe.');
  });

  it('gives a code of each channel, then a password that keeps the rules and is new', async () => {
    await otp.forget(credentialsOf(forgetful).identifier);
    await seen('Saisir le code reçu : code 1 sur 2');
    await typeCode(await otp.codeMailedTo(forgetful, 'phone'));
    await seen('Saisir le code reçu : code 2 sur 2');
    await typeCode(await otp.codeMailedTo(forgetful));
    await seen('Vos deux codes sont justes.');
    await otp.station.keyboard.type('court');
    expect(await rulesKept()).toEqual(['lower-case']);
    await otp.station.keyboard.type('-Mais-Plus-Long-8');
    expect(await rulesKept()).toEqual(['length', 'upper-case', 'lower-case', 'digit', 'special']);
    await otp.keyboard.press('ControlOrMeta+A');
    await typeNewPassword(credentialsOf(forgetful).password);
    await seen('Ce mot de passe a déjà servi.');
    await typeNewPassword(next.forgetful);
    await seen('Bonjour');
    await otp.keyboard.press('Escape');
    await otp.askCode(credentialsOf(forgetful, next.forgetful));
    await seen('Où recevoir le code ?');
    await otp.keyboard.press('Escape');
  });
});

describe('a password', () => {
  it('that has expired has to be replaced before work', async () => {
    await otp.askCode(credentialsOf(expired));
    await typeCode(await otp.codeMailedTo(expired));
    await seen('Votre mot de passe a expiré. Choisissez-en un nouveau pour continuer.');
    await typeNewPassword(next.expired, 'Un-Autre-Que-Celui-La-2');
    await seen('Les deux mots de passe ne sont pas les mêmes.');
    await typeNewPassword(next.expired);
    await seen('Bonjour');
    await otp.keyboard.press('Escape');
  });

  it('that will soon expire is announced beside the work', async () => {
    await otp.askCode(credentialsOf(announced));
    await typeCode(await otp.codeMailedTo(announced));
    await otp.keyboard.startWork('1501');
    await seen('Votre mot de passe expire bientôt');
    await leave();
  });
});

it('sends an ARM who has never signed in to the card', async () => {
  await otp.askCode(credentialsOf(newcomer));
  await seen('C’est votre première connexion : pour un ARM, elle se fait obligatoirement avec la carte');
  await otp.keyboard.take('Utiliser la carte');
  await cardWay().waitFor();
});
