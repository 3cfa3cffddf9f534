import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';

/** « Vérifier le poste », by whoever is in front of the workstation: nobody has signed in. */

/** Longer than a run with everything out of reach. */
const RUN_MS = 30_000;

let display: VirtualDisplay;
let bandeau: Bandeau;

beforeAll(async () => {
  display = await startDisplay({ width: 1280, height: 800, windowManager: true });
  bandeau = await launchBandeau({ display: display.name });
});

afterAll(async () => {
  await bandeau?.close();
  await display?.stop();
});

/** What is written where the keyboard is. */
const focused = async () => (await bandeau.page('station')).locator(':focus').textContent();

describe('the verification of a workstation', () => {
  it('begins when it is opened, says how the workstation is, and runs one point again, by keyboard alone', async () => {
    const station = await bandeau.page('station');
    await station.getByRole('button', { name: 'Vérifier le poste' }).focus();
    await station.keyboard.press('Enter');
    const panel = station.getByRole('dialog', { name: 'Vérification du poste' });
    await panel.getByText('Empreinte du rapport').waitFor({ timeout: RUN_MS });
    expect(await panel.getByText(/conformes\s: [1-9]/).count()).toBe(1);

    await panel.getByText('Version de Bandeau').focus();
    await station.keyboard.press('Enter');
    await station.keyboard.press('Tab');
    await station.keyboard.press('Enter');
    await panel.getByText('Empreinte du rapport').waitFor({ timeout: RUN_MS });
    await expect.poll(focused).toBe('Relancer');

    await panel.getByRole('button', { name: 'Copier le rapport' }).press('Enter');
    await panel.getByText('Rapport copié').waitFor();
    const copied = await bandeau.electron.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain('Empreinte du rapport');

    await station.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    await expect.poll(focused).toBe('Vérifier le poste');
  });

  it('keeps the last runs: what changed is told, and one is opened, by keyboard alone', async () => {
    const station = await bandeau.page('station');
    const panel = station.getByRole('dialog', { name: 'Vérification du poste' });
    await station.keyboard.press('Enter');
    await panel.getByRole('tab', { name: 'Maintenant' }).focus();
    await station.keyboard.press('ArrowRight');
    await station.keyboard.press('Enter');
    await panel.getByText('Dès la deuxième vérification').waitFor();

    await station.keyboard.press('ArrowLeft');
    await station.keyboard.press('Enter');
    const fingerprint = panel.getByText('Empreinte du rapport');
    const first = await fingerprint.textContent();
    await panel.getByRole('button', { name: 'Tout vérifier à nouveau' }).press('Enter');
    await expect.poll(() => fingerprint.textContent(), { timeout: RUN_MS }).not.toBe(first);
    await panel.getByRole('tab', { name: 'Dernières vérifications' }).press('Enter');
    await panel.getByText(/^Depuis .* : rien n’a changé\.$/).waitFor();
    const runs = panel.getByRole('button', { name: /^Ouvrir la vérification du/ });
    expect(await runs.count()).toBe(2);

    await runs.last().press('Enter');
    await panel.getByText('Empreinte du rapport').waitFor();
    await expect.poll(focused).toBe('Revenir à la liste');
    await panel.getByText('Version de Bandeau').press('Enter');
    expect(await panel.getByRole('button', { name: /^Relancer/ }).count()).toBe(0);
    await panel.getByRole('button', { name: 'Revenir à la liste' }).press('Enter');
    await runs.last().waitFor();
    await expect.poll(() => runs.last().evaluate((button) => button === document.activeElement)).toBe(true);
  });
});
