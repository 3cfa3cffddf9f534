import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import type { Timing } from '../../../electron/training/identity/account/timing.ts';
import type { DirectoryPerson } from '../../../electron/training/identity/index.ts';
import { startSoftHsm } from '../../stand/card/index.ts';
import { startDisplay, type VirtualDisplay } from '../../stand/display.ts';
import { smtpDelivery, startMailStand } from '../../stand/mail/index.ts';
import { type Site, startSite } from '../../stand/site.ts';
import { type Bandeau, launchBandeau } from './application.ts';
import { type Keyboard, keyboardOf } from './keyboard.ts';
import { mailedCodes } from './mailed-codes.ts';
import { type Operator, operatorOf } from './operator.ts';
import { type Credentials, otpPeople } from './otp-people.ts';

/** Milliseconds that the station waits for the provider. */
const PATIENCE = 3_000;
const SLOWEST_MS = 15_000;

/** A station without a card, whose provider sends its codes through a real mail server. */
export interface OtpSite {
  readonly site: Site;
  readonly display: VirtualDisplay;
  readonly bandeau: Bandeau;
  readonly operator: Operator;
  readonly station: Page;
  readonly keyboard: Keyboard;
  /** From the first screen, asks for a code by identifier and password. */
  askCode(credentials: Credentials): Promise<void>;
  /** From the first screen, says that the password is forgotten. */
  forget(identifier: string): Promise<void>;
  /** The code of the next mail to this person's address, or to their number at the SMS gateway. */
  codeMailedTo(who: DirectoryPerson, channel?: 'phone' | 'email'): Promise<string>;
  /** What is said on the screen, as one line. */
  said(text: string): Locator;
  stop(): Promise<void>;
}

export async function startOtpSite(timing: Partial<Timing>): Promise<OtpSite> {
  const mail = await startMailStand();
  const site = await startSite({
    telephony: 'simulated',
    cards: 'none',
    timing,
    deliver: smtpDelivery(mail),
    others: Object.values(otpPeople),
  });
  const { configuration } = site;
  if (configuration.environment !== 'production') throw new Error('a site is a production');
  const reader = startSoftHsm({ cards: [] });
  // The application runs as another user.
  execFileSync('chmod', ['-R', 'a+rwX', dirname(reader.env.SOFTHSM2_CONF)]);
  const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  const bandeau = await launchBandeau({
    display: display.name,
    configuration: {
      ...configuration,
      identity: { ...configuration.identity, timeout: PATIENCE },
      card: { modules: [reader.module] },
    },
    environment: reader.env,
  });
  const operator = await operatorOf(bandeau);
  const { station } = operator;
  station.setDefaultTimeout(SLOWEST_MS);
  const keyboard = keyboardOf(station);
  const codeTo = mailedCodes(mail);

  const chooseOtp = async (): Promise<void> => {
    await keyboard.tabTo(station.getByRole('tab', { selected: true }));
    await keyboard.press('Home');
    await keyboard.press('ArrowRight');
    await keyboard.press('Enter');
  };
  const typeIdentifier = async (identifier: string): Promise<void> => {
    await chooseOtp();
    await keyboard.tabTo(station.getByRole('textbox', { name: /Identifiant de connexion/ }));
    await keyboard.press('ControlOrMeta+A');
    await station.keyboard.insertText(identifier);
  };

  return {
    site,
    display,
    bandeau,
    operator,
    station,
    keyboard,
    askCode: async ({ identifier, password }) => {
      await typeIdentifier(identifier);
      await keyboard.tabTo(station.getByLabel('Mot de passe', { exact: true }));
      await keyboard.type(password);
    },
    forget: async (identifier) => {
      await typeIdentifier(identifier);
      await keyboard.take('Mot de passe oublié');
    },
    codeMailedTo: ({ account }, channel = 'email') => codeTo(account[channel]?.value ?? ''),
    said: (text) => station.getByText(text).filter({ visible: true }).first(),
    stop: async () => {
      await bandeau.close();
      await display.stop();
      reader.stop();
      await site.stop();
      await mail.stop();
    },
  };
}
