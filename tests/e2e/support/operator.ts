import type { Page } from 'playwright-core';
import type { Bridge } from '../../../electron/ipc/door.ts';
import identityFailures from '../../../resources/fr/failures/identity.json' with { type: 'json' };
import signInFailures from '../../../resources/fr/failures/sign-in.json' with { type: 'json' };
import { waitFor } from '../../stand/process.ts';
import { type AccountMenu, accountMenuOf } from './account-menu.ts';
import type { Bandeau } from './application.ts';
import { type SignInWays, signInWaysOf } from './sign-in-ways.ts';

const failures = { ...identityFailures, ...signInFailures };

/** What a person does at the station, by what is written on the screen. */
export interface Operator extends SignInWays, AccountMenu {
  readonly station: Page;
  /** Waits until the station tells why a sign-in did not go on. */
  told(failure: keyof typeof failures): Promise<void>;
  /** In training: takes a card from the panel and puts it into the simulated reader. */
  insertTrainingCard(name: string): Promise<void>;
  removeTrainingCard(): Promise<void>;
  /** In training: chooses one of the faults that the panel offers. */
  simulateDamage(damage: string): Promise<void>;
  /** In training: the code of the message that arrived last on somebody's telephone or in their mailbox. */
  receivedCode(): Promise<string>;
  /** In training: what somebody answers on the simulated e-CPS. */
  answerEcps(name: string, answer: 'accept' | 'refuse'): Promise<void>;
  /** In training: lets the portal go away, or come back. */
  cutPortal(cut: boolean): Promise<void>;
  typePin(pin: string): Promise<void>;
  chooseProfile(entity: string): Promise<void>;
  bindPhone(number: string): Promise<void>;
  /** In training: lets somebody call the bound phone. */
  receiveCall(caller: string): Promise<void>;
  signOut(): Promise<void>;
  /** The bar, once the phone is bound. */
  bar(): Promise<Page>;
}

export async function operatorOf(bandeau: Bandeau): Promise<Operator> {
  const station = await bandeau.page('station');
  const openTrainingPanel = async () => {
    const toggle = station.getByRole('button', { name: 'Formation', exact: true });
    if ((await toggle.getAttribute('aria-expanded')) !== 'true') await toggle.click();
  };
  return {
    station,
    told: (failure) => station.locator('main .fr-alert').getByText(failures[failure].cause).waitFor(),
    ...signInWaysOf(station),
    ...accountMenuOf(station),
    insertTrainingCard: async (name) => {
      await openTrainingPanel();
      await station.getByRole('button', { name: `Insérer la carte de ${name}` }).click();
    },
    removeTrainingCard: async () => {
      await openTrainingPanel();
      await station.getByRole('button', { name: 'Retirer la carte' }).click();
    },
    simulateDamage: async (damage) => {
      await openTrainingPanel();
      await station.getByRole('combobox', { name: 'Simuler une panne', exact: true }).selectOption(damage);
    },
    receivedCode: async () => {
      await openTrainingPanel();
      const copy = station.getByRole('button', { name: /^Copier le code/ }).first();
      return (await copy.getAttribute('aria-label'))?.replace('Copier le code ', '') ?? '';
    },
    answerEcps: async (name, answer) => {
      await openTrainingPanel();
      const verb = { accept: 'Accepter', refuse: 'Refuser' }[answer];
      await station.getByRole('button', { name: `${verb} la demande de ${name}` }).click();
    },
    cutPortal: async (cut) => {
      await openTrainingPanel();
      await station.getByRole('checkbox', { name: 'Couper le portail' }).setChecked(cut);
    },
    typePin: async (pin) => {
      const field = station.getByRole('textbox', { name: /Code PIN/ });
      // While main is answering the field takes no keys, and playwright would press them all the same.
      await field.and(station.locator(':not([readonly])')).waitFor();
      await field.click();
      await field.pressSequentially(pin);
      await field.press('Enter');
    },
    chooseProfile: async (entity) => {
      await station.getByRole('radio', { name: entity }).check({ force: true });
      await station.getByRole('button', { name: 'Continuer' }).click();
    },
    bindPhone: async (number) => {
      const field = station.getByRole('textbox', { name: /Numéro unique/ });
      await field.fill(number);
      await field.press('Enter');
    },
    receiveCall: async (caller) => {
      await openTrainingPanel();
      await station.getByRole('button', { name: `Faire appeler : ${caller}` }).click();
    },
    signOut: () => station.getByRole('button', { name: 'Se déconnecter' }).first().click(),
    bar: async () => {
      const bar = await bandeau.page('bar');
      // The window is there from the PIN on, long before it is shown.
      await waitFor(() => bar.evaluate(isBound), { timeoutMs: 15_000, what: 'the phone to be bound' });
      return bar;
    },
  };
}

// Runs in the page, as text: nothing from this file is there.
async function isBound(): Promise<boolean> {
  const bridge: Bridge<'bar'> = window.bandeau;
  const view = await bridge.ask('bar.view', undefined);
  return view.ok && view.value.phone.binding.kind === 'bound';
}
