import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IdentityFault } from '../stand/identity/stand.ts';
import { giveNumber } from './support/number-field.ts';
import { credentialsOf, otpPeople } from './support/otp-people.ts';
import { type OtpSite, startOtpSite } from './support/otp-site.ts';

/** The portal goes in the middle of what a person does with their account: it is said, and the same step goes on. */

const { both, forgetful, mailOnly } = otpPeople;
const FIRST = 'Chemin*De*Halage-8';
const SECOND = 'Passerelle+Du+Port-9';
const MOBILE = '06 39 98 01 77';
const AWAY = 'Le portail SI-Samu est en panne.';
const CODE_SECONDS = 12;

let otp: OtpSite;

beforeAll(async () => {
  otp = await startOtpSite({ resend: 1, code: CODE_SECONDS });
});
afterAll(() => otp?.stop());

const seen = (text: string) => otp.said(text).waitFor();
const breakWith = (fault: IdentityFault | null, path?: string) => otp.site.identity?.breakWith(fault, path);

/** Does `step` while the portal fails, sees it said, and lets the portal work again. */
async function without(step: () => Promise<void>, said = AWAY, path?: string): Promise<void> {
  breakWith('failing', path);
  try {
    await step();
    await seen(said);
  } finally {
    breakWith(null);
  }
}

async function typeCode(code: string): Promise<void> {
  await otp.station.locator('form[aria-busy=false] .field--code:focus').waitFor();
  await otp.keyboard.type(code);
}

async function typeNewPassword(password: string, current?: string): Promise<void> {
  const { keyboard, station } = otp;
  if (current !== undefined) {
    await keyboard.tabTo(station.getByLabel('Mot de passe actuel', { exact: true }));
    await station.keyboard.type(current);
  }
  await keyboard.tabTo(station.getByLabel('Nouveau mot de passe', { exact: true }));
  await station.keyboard.type(password);
  await keyboard.tabTo(station.getByLabel('Nouveau mot de passe, une seconde fois', { exact: true }));
  await keyboard.type(password);
}

const startWork = async () => {
  await otp.keyboard.startWork('1501');
  await seen('Prêt : le bandeau est en haut de l’écran');
};

it('a sign-in that was accepted and then cut off says so, and the next one passes', async () => {
  await otp.askCode(credentialsOf(mailOnly));
  await without(
    async () => typeCode(await otp.codeMailedTo(mailOnly)),
    'Le portail SI-Samu a accepté vos réponses, puis n’a plus répondu',
    '/profiles',
  );
  await otp.askCode(credentialsOf(mailOnly));
  await typeCode(await otp.codeMailedTo(mailOnly));
  await seen('Bonjour');
  await otp.keyboard.press('Escape');
});

it('a forgotten password is replaced, the portal failing before each answer', async () => {
  const { keyboard, station } = otp;
  const { identifier } = credentialsOf(forgetful);
  await without(() => otp.forget(identifier));
  await keyboard.take('Mot de passe oublié');
  for (const channel of ['phone', 'email'] as const) {
    const code = await otp.codeMailedTo(forgetful, channel);
    await seen(`code ${channel === 'phone' ? 1 : 2} sur 2`);
    await without(() => typeCode(code));
    await typeCode(code);
  }
  await station.getByLabel('Nouveau mot de passe', { exact: true }).waitFor();
  await without(() => typeNewPassword(FIRST));
  await typeNewPassword(FIRST);
  await seen('Bonjour');
  await startWork();
});

it('the password is changed once the portal takes it', async () => {
  await otp.operator.openPanel('password');
  await without(() => typeNewPassword(SECOND, FIRST));
  await typeNewPassword(SECOND, FIRST);
  await seen('Mot de passe enregistré');
  await otp.keyboard.press('Escape');
});

it('a profile is changed once the portal takes the phone for it', async () => {
  const { station, operator } = otp;
  const choose = async () => {
    await station.getByRole('radio', { name: 'ARM coordinateur' }).check({ force: true });
    await station
      .getByRole('dialog')
      .getByRole('button', { name: /^(Changer|Prendre|Continuer)/ })
      .click();
  };
  await operator.openPanel('profile');
  await without(choose);
  expect(await (await operator.bar()).getByText('PAS D’APPEL EN COURS').isVisible()).toBe(true);
  await choose();
  await station.getByRole('dialog').waitFor({ state: 'detached' });
});

it('a channel is tested, proved and removed once the portal answers; a code that expired says so', async () => {
  const { operator, station } = otp;
  const phone = operator.channel('phone');
  await operator.openPanel('channels');
  await without(() => operator.testChannel('phone', MOBILE));
  await phone.getByRole('textbox').press('Enter');
  await phone.getByRole('textbox', { name: 'Code reçu' }).waitFor();
  const code = otp.site.identity?.codeSentTo(forgetful.id, 'sms');
  await without(() => operator.validateChannel('phone', code ?? ''));
  const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
  await operator.validateChannel('phone', wrong);
  await seen('Ce code n’est pas le bon');
  await station.waitForTimeout(CODE_SECONDS * 1_000);
  await operator.validateChannel('phone', code ?? '');
  await phone.getByText('Ce code n’est plus valable.').waitFor();
  // The number is offered again, not to be typed once more.
  expect(await phone.getByRole('textbox').inputValue()).toBe(MOBILE);
  await phone.getByRole('textbox').press('Enter');
  await phone.getByRole('textbox', { name: 'Code reçu' }).waitFor();
  await operator.validateChannel('phone', otp.site.identity?.codeSentTo(forgetful.id, 'sms') ?? '');
  await phone.getByText('est configuré').waitFor();

  const question = station.getByRole('dialog', { name: 'Supprimer le téléphone OTP ?' });
  const remove = question.getByRole('button', { name: 'Supprimer', exact: true });
  await phone.getByRole('button', { name: 'Supprimer le téléphone OTP' }).click();
  await without(() => remove.click());
  await remove.click();
  await phone.getByText('Non configuré').waitFor();
});

it('what could not be read of the account is read once the portal answers', async () => {
  await otp.keyboard.press('Escape');
  await otp.operator.signOut();
  await otp.askCode(credentialsOf(both));
  await otp.keyboard.take('Envoyer le code');
  const code = await otp.codeMailedTo(both, 'phone');
  breakWith('failing', '/account');
  await typeCode(code);
  await startWork();
  await otp.operator.openPanel('channels');
  await seen(AWAY);
  breakWith(null);
  await otp.operator.channel('phone').getByText('Utilisable').waitFor();
});

it('calls are answered, held, ended and placed while the portal is gone', async () => {
  await otp.keyboard.press('Escape');
  const phones = otp.site.simulatedPhones;
  const bar = await otp.operator.bar();
  const press = (name: RegExp) => bar.getByRole('button', { name }).click();
  const call = (state: string) => bar.locator(`[data-call-id][data-state="${state}"]`).first().waitFor();
  await otp.site.stopIdentity();
  phones?.incomingCall({ number: '1501', from: '0639981234' });
  await press(/^Répondre/);
  await call('connected');
  await press(/^Mettre en garde/);
  await call('held');
  await press(/^Reprendre/);
  await call('connected');
  await press(/^Raccrocher/);
  await call('ended');
  await press(/^Nouvel appel/);
  await giveNumber(otp.bandeau, '02 61 91 00 42');
  await call('dialling');
});
