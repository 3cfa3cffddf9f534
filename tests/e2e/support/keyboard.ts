import type { Locator, Page } from 'playwright-core';

/** More stops than any screen has. */
const STOPS = 100;

/** What a person does at the station without a mouse. */
export interface Keyboard {
  /** Goes on with the Tab key until `target` has the keyboard. */
  tabTo(target: Locator): Promise<void>;
  /** The same for the button of that name, then Enter. */
  take(name: string): Promise<void>;
  press(key: string): Promise<void>;
  choosePsc(): Promise<void>;
  /** Types into the field that has the keyboard already, in place of what it holds; then Enter. */
  type(text: string): Promise<void>;
  /** Enter takes the profile that is offered first; then the phone. */
  startWork(phone: string): Promise<void>;
}

export function keyboardOf(station: Page): Keyboard {
  const { keyboard } = station;
  const hasKeyboard = (target: Locator) => target.evaluate((element) => element === document.activeElement);
  const tabTo = async (target: Locator): Promise<void> => {
    await target.waitFor();
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (await hasKeyboard(target)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`the Tab key does not lead to ${target}`);
  };
  const type = async (text: string): Promise<void> => {
    await station.locator('input:focus').waitFor();
    await keyboard.press('ControlOrMeta+A');
    await keyboard.type(text);
    await keyboard.press('Enter');
  };
  return {
    tabTo,
    take: async (name) => {
      await tabTo(station.getByRole('button', { name, exact: true }));
      await keyboard.press('Enter');
    },
    press: (key) => keyboard.press(key),
    choosePsc: async () => {
      await tabTo(station.getByRole('tab', { selected: true }));
      await keyboard.press('End');
      await keyboard.press('Enter');
    },
    type,
    startWork: async (phone) => {
      await station.locator('input[type=radio]:focus').waitFor();
      await keyboard.press('Enter');
      await station.getByRole('textbox', { name: /Numéro unique/ }).waitFor();
      await type(phone);
    },
  };
}
