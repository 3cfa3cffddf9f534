import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDisplay, type VirtualDisplay } from '../stand/display.ts';
import { type Bandeau, launchBandeau } from './support/application.ts';
import { type Operator, operatorOf } from './support/operator.ts';

let display: VirtualDisplay;
let bandeau: Bandeau;
let operator: Operator;
let station: Page;
let bar: Page;

beforeAll(async () => {
  display = await startDisplay({ width: 1600, height: 900, windowManager: true });
  bandeau = await launchBandeau({ display: display.name });
  operator = await operatorOf(bandeau);
  station = operator.station;
  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await operator.chooseProfile('Samu 00');
  await operator.bindPhone('1501');
  bar = await operator.bar();
});

afterAll(async () => {
  await bandeau.close();
  await display.stop();
});

const field = () => station.getByRole('searchbox', { name: 'Rechercher dans l’annuaire' });
const named = (name: string) => station.locator('.directory__entry').filter({ hasText: name });

describe('the directory of a station', () => {
  it('finds whoever is looked for, in whatever order and without accents, and calls by the keyboard', async () => {
    await station.getByRole('tab', { name: 'Annuaire' }).click();
    await named('CODIS 00').waitFor();
    await field().pressSequentially('coeur eloise');
    await named('Dr Éloïse MODÈLE').waitFor();
    expect(await station.locator('.directory__entry').count()).toBe(1);
    await field().press('ArrowDown');
    await station.keyboard.press('Enter');
    await bar.getByText('02 61 91 03 40').first().waitFor();
    await bar.locator('.call[data-state="connected"], .call').first().waitFor();
  });

  it('adds an entry, takes one away, and takes that back', async () => {
    await station.getByRole('button', { name: 'Ajouter une fiche' }).click();
    await station.getByRole('textbox', { name: 'Nom', exact: true }).fill('Zoé ESSAI');
    await station.getByRole('textbox', { name: 'Numéro 1' }).fill('02 61 91 09 09');
    await station.getByRole('button', { name: 'Enregistrer' }).click();
    await field().fill('essai zoe');
    await named('Zoé ESSAI').waitFor();
    await station.getByRole('button', { name: 'Supprimer la fiche Zoé ESSAI' }).click();
    await station.getByText('Aucune fiche ne correspond.').waitFor();
    await station.getByRole('button', { name: 'Annuler', exact: true }).click();
    await named('Zoé ESSAI').waitFor();
  });
});
