import type { Album } from './album.ts';

const camille = { card: 'Camille EXEMPLE', pin: '1234', entity: 'Samu 00', phone: '1501' };

/** The portal goes away, the station is opened by card all the same, and the portal comes back. */
export async function showDegraded({ at, picture }: Album): Promise<void> {
  await at({}, async ({ operator, station }) => {
    await operator.insertTrainingCard(camille.card);
    await operator.typePin(camille.pin);
    await operator.chooseProfile(camille.entity);
    await operator.bindPhone(camille.phone);
    await station.getByText('Prêt : le bandeau').waitFor();
    await operator.signOut();

    await operator.cutPortal(true);
    await operator.typePin(camille.pin);
    const open = station.getByRole('button', { name: 'Ouvrir en mode dégradé (téléphone seulement)' });
    await open.waitFor({ timeout: 30_000 });
    await picture(station, 'degraded-offer');
    await open.click();
    await station.getByText('Votre dernier profil sur ce poste').waitFor();
    await picture(station, 'degraded-pin');
    await operator.typePin(camille.pin);
    await station.getByRole('textbox', { name: /Numéro unique/ }).waitFor();
    await picture(station, 'degraded-phone');
    await operator.bindPhone(camille.phone);
    await station.getByText('Prêt : le bandeau').waitFor();
    await picture(station, 'degraded');
    await operator.receiveCall('Appel du public (numéro affiché)');
    const bar = await operator.bar();
    await bar.getByRole('button', { name: /^Répondre/ }).waitFor();
    await picture(bar, 'degraded-bar');
    await station.getByTitle('Mon compte').click();
    await station.getByRole('menu').waitFor();
    await picture(station, 'degraded-menu');
    await station.keyboard.press('Escape');

    await operator.cutPortal(false);
    await station.getByText('Le portail répond à nouveau').waitFor({ timeout: 60_000 });
    await picture(station, 'degraded-back');
    await station.getByRole('button', { name: 'Saisir mon code PIN' }).click();
    await operator.typePin(camille.pin);
    await station.getByText('Le portail répond à nouveau').waitFor({ state: 'detached' });
    await picture(station, 'degraded-over');
  });
}
