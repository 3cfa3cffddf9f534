import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { launchBandeau } from '../e2e/support/application.ts';
import { operatorOf } from '../e2e/support/operator.ts';
import { startDisplay } from '../stand/display.ts';

/** The guided demonstration: the main job, in training, on a display of its own, with a picture of each step. */

const folder = join(import.meta.dirname, '../../out/demo');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const display = await startDisplay({ width: 1600, height: 900, windowManager: true });
let pictures = 0;

/** Lets the screen settle, then takes it: a picture is for a person. */
async function picture(name: string, text: string): Promise<void> {
  await delay(800);
  const file = `${String(++pictures).padStart(2, '0')}-${name}.png`;
  await display.picture(join(folder, file));
  console.log(`${String(pictures).padStart(2)}. ${text} (${file})`);
}

try {
  console.log('Démonstration guidée de Bandeau, en formation :');
  const bandeau = await launchBandeau({ display: display.name });
  const operator = await operatorOf(bandeau);
  const { station } = operator;
  await station.getByText('Insérer votre carte').first().waitFor();
  await picture('accueil', 'Le poste attend une carte');

  await operator.insertTrainingCard('Camille EXEMPLE');
  await station.getByRole('textbox', { name: /Code PIN/ }).waitFor();
  await picture('carte', 'La carte est insérée : le porteur est reconnu');

  await operator.typePin('9999');
  await station
    .getByText(/Essais restants/)
    .first()
    .waitFor();
  await picture('pin-faux', 'Un code PIN faux : les essais restants sont dits');

  await operator.typePin('1234');
  await station.getByRole('radio').first().waitFor();
  await picture('profil', 'Le code est bon : choix du profil, lié à l’entité');

  await operator.chooseProfile('Samu 00');
  await station.getByRole('textbox', { name: /Numéro unique/ }).waitFor();
  await picture('telephone', 'Le numéro unique du téléphone est demandé');

  await operator.bindPhone('1501');
  const bar = await operator.bar();
  await bar.getByText('PAS D’APPEL EN COURS').waitFor();
  await picture('pret', 'Le téléphone est associé : le bandeau est en haut de l’écran');

  await operator.receiveCall('Appel du public (numéro affiché)');
  await bar.getByRole('button', { name: /^Répondre/ }).waitFor();
  await picture('appel-entrant', 'Un appel arrive');

  await bar.getByRole('button', { name: /^Répondre/ }).click();
  await bar.getByText('En communication depuis').waitFor();
  await picture('en-communication', 'L’appel est pris depuis le bandeau');

  await bar.getByRole('button', { name: /^Mettre en garde/ }).click();
  await bar.getByRole('button', { name: /^Reprendre/ }).waitFor();
  await picture('en-garde', 'L’appel est mis en garde');

  await operator.receiveCall('Appel des pompiers (CODIS)');
  await bar.getByRole('button', { name: /^Répondre/ }).waitFor();
  await picture('deux-appels', 'Un deuxième appel arrive pendant la garde');

  await operator.removeTrainingCard();
  await station.getByRole('heading', { name: /^Poste verrouillé/ }).waitFor();
  await picture('verrouille', 'La carte est retirée : le poste se verrouille, les appels continuent');

  await bar.getByRole('button', { name: /^Répondre/ }).click();
  await bar.getByText('En communication depuis').waitFor();
  await picture('appel-verrouille', 'Poste verrouillé, l’appel est pris quand même');

  await operator.insertTrainingCard('Camille EXEMPLE');
  await operator.typePin('1234');
  await station.getByText('Prêt : le bandeau est en haut de l’écran').waitFor();
  await picture('deverrouille', 'La même carte et son code : le poste est déverrouillé');

  for (const button of [/^Raccrocher : 18/, /^Reprendre : 06 39/, /^Raccrocher : 06 39/]) {
    await bar.getByRole('button', { name: button }).waitFor();
    // The bar takes no click right after its first call has changed: it was meant for the other one.
    await delay(1_000);
    await bar.getByRole('button', { name: button }).click();
  }
  await bar.getByText('PAS D’APPEL EN COURS').waitFor();
  await picture('fin-d-appels', 'Les deux appels sont terminés');

  await bar.getByRole('button', { name: /^Nouvel appel/ }).click();
  const dial = await bandeau.page('dial');
  await dial.getByRole('combobox').fill('02 61 91 00 42');
  await picture('composer', 'Un numéro collé avec ses espaces');
  await dial.getByRole('combobox').press('Enter');
  await bar.getByText('02 61 91 00 42').first().waitFor();
  await picture('appel-sortant', 'L’appel sort');

  await bar.getByText('En communication depuis').waitFor();
  await bar.getByRole('button', { name: /^Raccrocher/ }).click();
  await bar.getByText('PAS D’APPEL EN COURS').waitFor();
  await operator.signOut();
  await station.getByRole('textbox', { name: /Code PIN/ }).waitFor();
  await picture('fin-de-poste', 'Fin de poste : la personne est déconnectée, le téléphone libéré');

  await bandeau.close();
  console.log(`\nLes ${pictures} images sont dans out/demo/.`);
} catch (error) {
  await picture('echec', 'La démonstration s’est arrêtée ici');
  throw error;
} finally {
  await display.stop();
}
