import type { Locator, Page } from 'playwright-core';

const tabs = {
  card: 'Carte CPx',
  otp: 'Identifiant et mot de passe (OTP)',
  psc: 'Pro Santé Connect',
} as const;
const otpChannels = { phone: 'Par SMS', email: 'Par e-mail' } as const;
const pscChannels = { MOBILE: 'Application e-CPS', CARD: 'Carte CPS' } as const;

/** What a person does at the station to sign in without the card, by what is written on the screen. */
export interface SignInWays {
  chooseWay(way: keyof typeof tabs): Promise<void>;
  typePassword(identifier: string, password: string): Promise<void>;
  forgetPassword(identifier: string): Promise<void>;
  chooseOtpChannel(channel: keyof typeof otpChannels): Promise<void>;
  typeCode(code: string): Promise<void>;
  /** Types a new password twice, where one is asked for during a sign-in. */
  typeNewPassword(password: string): Promise<void>;
  askPsc(
    rpps: string,
    options?: { readonly channel?: keyof typeof pscChannels; readonly remember?: boolean },
  ): Promise<void>;
  /** The two digits to compare, once they are shown. */
  pscDigits(): Promise<string>;
  /** Has the mail sent that links an account. */
  typeLinkAddress(email: string): Promise<void>;
}

export function signInWaysOf(station: Page): SignInWays {
  const field = (name: string | RegExp): Locator => station.getByRole('textbox', { name });
  const press = (name: string): Promise<void> => station.getByRole('button', { name, exact: true }).click();
  // Not a role of its own while it hides what is typed.
  const secret = (label: string): Locator => station.getByLabel(label, { exact: true });
  return {
    chooseWay: (way) => station.getByRole('tab', { name: tabs[way] }).click(),
    typePassword: async (identifier, password) => {
      await field(/Identifiant de connexion/).fill(identifier);
      await secret('Mot de passe').fill(password);
      await secret('Mot de passe').press('Enter');
    },
    forgetPassword: async (identifier) => {
      await field(/Identifiant de connexion/).fill(identifier);
      await press('Mot de passe oublié');
    },
    chooseOtpChannel: async (channel) => {
      await station.getByRole('radio', { name: otpChannels[channel] }).check({ force: true });
      await press('Envoyer le code');
    },
    typeCode: async (code) => {
      const digits = field(/^Code à \d+ chiffres/);
      await digits.click();
      await digits.pressSequentially(code);
      await digits.press('Enter');
    },
    typeNewPassword: async (password) => {
      await secret('Nouveau mot de passe').fill(password);
      const again = secret('Nouveau mot de passe, une seconde fois');
      await again.fill(password);
      await again.press('Enter');
    },
    askPsc: async (rpps, { channel, remember } = {}) => {
      await field(/Numéro RPPS/).fill(rpps);
      if (channel) {
        await station.getByRole('radio', { name: pscChannels[channel] }).check({ force: true });
      }
      if (remember !== undefined) {
        await station.getByRole('checkbox', { name: /Mémoriser mon identifiant/ }).setChecked(remember);
      }
      await press('Se connecter avec Pro Santé Connect');
    },
    pscDigits: async () => {
      const said = await station.getByText('Chiffres à comparer').textContent();
      return said?.replace(/\D/g, '') ?? '';
    },
    typeLinkAddress: async (email) => {
      const address = field(/Adresse e-mail de votre compte/);
      await address.fill(email);
      await address.press('Enter');
    },
  };
}
