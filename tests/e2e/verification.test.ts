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
    expect(await station.locator(':focus').textContent()).toBe('Relancer');

    await panel.getByRole('button', { name: 'Copier le rapport' }).press('Enter');
    await panel.getByText('Rapport copié').waitFor();
    const copied = await bandeau.electron.evaluate(({ clipboard }) => clipboard.readText());
    expect(copied).toContain('Empreinte du rapport');

    await station.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
    expect(await station.locator(':focus').textContent()).toBe('Vérifier le poste');
  });
});
