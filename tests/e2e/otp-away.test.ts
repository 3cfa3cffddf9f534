import { afterAll, beforeAll, expect, it } from 'vitest';
import { credentialsOf, otpPeople } from './support/otp-people.ts';
import { type OtpSite, startOtpSite } from './support/otp-site.ts';

/** The provider goes in the middle of each step: what the person sees, and that the same step goes on at its return. */

const { both, mailOnly, expired } = otpPeople;
const NEXT = 'Lavoir-Du-Village-44';

/** How it is away, and how that is said. */
const away = {
  unplugged: 'Le portail SI-Samu ne répond pas.',
  silent: 'Le portail SI-Samu met trop de temps à répondre.',
  failing: 'Le portail SI-Samu est en panne.',
} as const;
type Away = keyof typeof away;

let otp: OtpSite;

beforeAll(async () => {
  otp = await startOtpSite({ resend: 1 });
});
afterAll(() => otp?.stop());

const seen = (text: string) => otp.said(text).waitFor();
const codeField = () => otp.station.locator('form[aria-busy=false] .field--code:focus').waitFor();

async function typeCode(code: string): Promise<void> {
  await codeField();
  await otp.keyboard.type(code);
}

/** Does `step` while the provider is away, sees it said, and lets the provider come back. */
async function without(kind: Away, step: () => Promise<void>): Promise<void> {
  const { identity } = otp.site;
  if (kind === 'unplugged') identity?.cutOff(true);
  else identity?.breakWith(kind);
  try {
    await step();
    await seen(away[kind]);
  } finally {
    identity?.cutOff(false);
    identity?.breakWith(null);
  }
}

async function typeNewPassword(): Promise<void> {
  const { keyboard, station } = otp;
  await keyboard.tabTo(station.getByLabel('Nouveau mot de passe', { exact: true }));
  await station.keyboard.type(NEXT);
  await keyboard.tabTo(station.getByLabel('Nouveau mot de passe, une seconde fois', { exact: true }));
  await keyboard.type(NEXT);
}

it.each<Away>(['unplugged', 'silent', 'failing'])(
  'every question can be answered again when the provider was %s',
  async (kind) => {
    const credentials = credentialsOf(both);
    await without(kind, () => otp.askCode(credentials));
    // The identifier has stayed; the password is typed again.
    await otp.station.locator('input[type=password]:focus').waitFor();
    await otp.keyboard.type(credentials.password);
    await seen('Où recevoir le code ?');
    await otp.keyboard.press('ArrowDown');
    await without(kind, () => otp.keyboard.press('Enter'));
    await otp.keyboard.take('Envoyer le code');
    const code = await otp.codeMailedTo(both);
    await codeField();
    await otp.station.getByRole('button', { name: 'Renvoyer un code', exact: true }).waitFor();
    await without(kind, () => otp.keyboard.take('Renvoyer un code'));
    await without(kind, () => typeCode(code));
    await typeCode(code);
    await seen('Bonjour');
    await otp.keyboard.press('Escape');
  },
);

it('a new password is asked for again, and not forgotten as done', async () => {
  await otp.askCode(credentialsOf(expired));
  await typeCode(await otp.codeMailedTo(expired));
  await seen('Votre mot de passe a expiré.');
  await without('silent', typeNewPassword);
  await typeNewPassword();
  await seen('Bonjour');
  await otp.keyboard.press('Escape');
});

it('a provider that forgot the conversation has the person begin again, at the same station', async () => {
  await otp.askCode(credentialsOf(mailOnly));
  const code = await otp.codeMailedTo(mailOnly);
  await otp.site.stopIdentity();
  await typeCode(code);
  await seen(away.unplugged);
  await otp.site.startIdentity();
  await typeCode(code);
  await seen('La connexion est restée trop longtemps sans réponse et a été abandonnée.');
  await otp.askCode(credentialsOf(mailOnly));
  await typeCode(await otp.codeMailedTo(mailOnly));
  await seen('Bonjour');
});

it('the phone is bound once the provider is back, and signing out does not need it', async () => {
  await otp.keyboard.press('Enter');
  const number = otp.station.getByRole('textbox', { name: /Numéro unique/ });
  await number.waitFor();
  await without('unplugged', () => otp.keyboard.type('1501'));
  await otp.keyboard.tabTo(number);
  await otp.keyboard.type('1501');
  await seen('Prêt : le bandeau est en haut de l’écran');
  await (await otp.operator.bar()).getByText('PAS D’APPEL EN COURS').waitFor();
  await otp.site.stopIdentity();
  await otp.keyboard.take('Se déconnecter');
  await otp.station.getByRole('tab', { selected: true }).waitFor();
  expect(otp.bandeau.isOpen('bar')).toBe(false);
});
