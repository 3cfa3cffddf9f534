import type { Locator, Page } from 'playwright-core';

const panels = {
  profile: 'Changer de profil',
  password: 'Modifier mon mot de passe',
  channels: 'Modifier mes canaux OTP',
  journal: 'Journal des connexions',
} as const;
const names = { phone: /téléphone OTP/i, email: /e-mail OTP/i } as const;
const values = {
  phone: /Numéro de portable|autre numéro/,
  email: /Adresse e-mail|autre adresse/,
} as const;

/** What a signed-in person does with their account at the station. */
export interface AccountMenu {
  openPanel(panel: keyof typeof panels): Promise<void>;
  /** A channel's part of « Modifier mes canaux OTP ». */
  channel(channel: keyof typeof names): Locator;
  testChannel(channel: keyof typeof names, value: string): Promise<void>;
  validateChannel(channel: keyof typeof names, code: string): Promise<void>;
}

export function accountMenuOf(station: Page): AccountMenu {
  const part = (channel: keyof typeof names): Locator =>
    station.getByRole('region', { name: names[channel] });
  return {
    openPanel: async (panel) => {
      await station.getByTitle('Mon compte').click();
      await station.getByRole('menuitem', { name: panels[panel] }).click();
    },
    channel: part,
    testChannel: async (channel, value) => {
      const field = part(channel).getByRole('textbox', { name: values[channel] });
      await field.fill(value);
      await field.press('Enter');
    },
    validateChannel: async (channel, code) => {
      const field = part(channel).getByRole('textbox', { name: 'Code reçu' });
      await field.click();
      await field.pressSequentially(code);
      await field.press('Enter');
    },
  };
}
