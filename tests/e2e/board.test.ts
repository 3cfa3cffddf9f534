import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Exercise } from '../../electron/ipc/exercise.ts';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { waitFor } from '../stand/process.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Operator, operatorOf } from './support/operator.ts';

/** Waiting rooms, colleagues and the agent's state, from the training exchange to the screen and back. */

let display: VirtualDisplay;
let bandeau: Bandeau;
let operator: Operator;
let bar: Page;
let board: Page;

const exercise = (what: Exercise): Promise<unknown> =>
  operator.station.evaluate((asked) => window.bandeau.ask('training.exercise', asked), what);

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  bandeau = await launchBandeau({ display: display.name });
  operator = await operatorOf(bandeau);
  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await operator.chooseProfile('Samu 00');
  await operator.bindPhone('1501');
  bar = await operator.bar();
  await bar.getByText('PAS D’APPEL EN COURS').waitFor();
});

afterAll(async () => {
  await bandeau?.close();
  await display?.stop();
});

it('runs in a process of its own once a phone is bound', async () => {
  const names = (await bandeau.processes()).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['board', 'telephony']));
});

it('opens from the bar, with every colleague followed', async () => {
  await bar.getByRole('button', { name: /Ouvrir les salles d’attente/ }).click();
  board = await bandeau.page('board');
  await board.getByRole('heading', { name: 'Urgences' }).waitFor();
  const tile = (number: string) => board.locator(`.tile[data-number="${number}"]`);
  await expect.poll(() => tile('1520').getAttribute('data-activity')).toBe('free');
  await expect.poll(() => tile('1503').getAttribute('data-activity')).toBe('absent');
  await expect.poll(() => board.locator('.room[data-live="false"]').count()).toBe(0);
});

it('shows who waits on the board and on the bar, and takes the call', async () => {
  await exercise({ do: 'wait', callerId: 'public', priority: 'P0' });
  await board.getByText('1 appel en attente').waitFor();
  await bar.getByText('1 en attente').waitFor();
  await board.getByRole('button', { name: /^Prendre l’appel de/ }).click();
  await board.getByText('1 appel en attente').waitFor({ state: 'detached' });
  await bar
    .getByText(/En communication/)
    .first()
    .waitFor();
});

/** Whatever leads is hung up, until nothing does. */
async function hangUpAll(): Promise<void> {
  const idle = bar.getByText('PAS D’APPEL EN COURS');
  const hangUp = bar.locator('button[data-action="hangUp"][aria-disabled="false"]');
  await waitFor(
    async () => {
      if (await idle.isVisible()) return true;
      await hangUp.click({ timeout: 1_000 }).catch(() => undefined);
      return undefined;
    },
    { timeoutMs: 20_000, what: 'the bar to be idle' },
  );
}

it('finds a colleague as one types and consults them about the call', async () => {
  await board.getByLabel('Chercher un collègue').fill('factice eleo');
  await expect.poll(() => board.locator('.tile:visible').count()).toBe(1);
  await board.getByLabel('Chercher un collègue').press('Enter');
  await board.keyboard.press('Tab');
  await board.keyboard.press('Enter');
  await bar.getByText('En garde').first().waitFor();
  await board.locator('.tile:visible').getByText('En communication').waitFor();
  await hangUpAll();
});

it('changes the agent’s state in two clicks on the bar', async () => {
  await bar.getByRole('button', { name: /^Votre état/ }).click();
  await bar.getByRole('button', { name: 'Pause' }).click();
  await waitFor(
    async () => (await bar.locator('.agent-state__word').innerText()).startsWith('Pause') || undefined,
    {
      timeoutMs: 5_000,
      what: 'the pause to be confirmed',
    },
  );
});

it('says who gave up while waiting', async () => {
  await exercise({ do: 'wait', callerId: 'hospital', priority: 'P2' });
  await board.getByText('1 appel en attente').waitFor();
  await exercise({ do: 'empty-rooms' });
  await board.getByText(/Ont raccroché en attendant/).waitFor();
});

it('closes with the session, and its process with it', async () => {
  await operator.signOut();
  await expect.poll(() => bandeau.isOpen('board'), { timeout: 8_000 }).toBe(false);
  await expect
    .poll(async () => (await bandeau.processes()).some(({ name }) => name === 'board'), { timeout: 8_000 })
    .toBe(false);
});
