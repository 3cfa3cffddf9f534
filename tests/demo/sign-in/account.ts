import type { Album, Workplace } from './album.ts';

/** A first connection: the card, the profile, the phone, the channels, in the order of the guide. */
export async function showFirstConnection({ at, picture }: Album): Promise<void> {
  await at({}, async (workplace) => {
    const { operator, station } = workplace;
    await operator.insertTrainingCard('Lou NOUVELLE');
    await station.getByRole('textbox', { name: /Code PIN/ }).waitFor();
    await picture(station, 'card');
    await operator.typePin('7890');
    await startWork(workplace, '1501');
    await station.getByText('Configurer les canaux OTP').waitFor();
    await picture(station, 'first-connection');

    await operator.openPanel('channels');
    await operator.channel('phone').waitFor();
    await picture(station, 'channels-none');
    await operator.testChannel('phone', '06 39 98 00 99');
    await operator.channel('phone').getByRole('textbox', { name: 'Code reçu' }).waitFor();
    await picture(station, 'channels-sent');
    await station.keyboard.press('Escape');
    const code = await operator.receivedCode();
    await picture(station, 'training-inbox');
    await operator.openPanel('channels');
    await operator.validateChannel('phone', code);
    await station.getByText('Le téléphone OTP est configuré').waitFor();
    await picture(station, 'channels-done');
    await station.keyboard.press('Escape');

    await operator.openPanel('password');
    await station.getByLabel('Nouveau mot de passe', { exact: true }).fill('Marée-basse');
    await picture(station, 'password');
    await station.keyboard.press('Escape');
    await station.getByText('Configurer les canaux OTP').waitFor();
    await picture(station, 'first-connection-resumed');
  });
}

/** The account menu, and a profile changed without signing in again. */
export async function showAccount({ at, picture }: Album): Promise<void> {
  await at({}, async (workplace) => {
    const { operator, station } = workplace;
    await operator.insertTrainingCard('Camille EXEMPLE');
    await operator.typePin('1234');
    await operator.chooseProfile('Samu 00');
    await operator.bindPhone('1501');
    await station.getByText('Prêt : le bandeau').waitFor();
    await station.getByTitle('Mon compte').click();
    await station.getByRole('menu').waitFor();
    await picture(station, 'menu');
    await station.keyboard.press('Escape');
    await operator.openPanel('channels');
    await operator.channel('phone').waitFor();
    await picture(station, 'channels');
    await station.getByRole('button', { name: 'Supprimer le téléphone OTP' }).click();
    await station.getByText('Supprimer le téléphone OTP ?').waitFor();
    await picture(station, 'channels-remove');
    await station.keyboard.press('Escape');
    await station.keyboard.press('Escape');
    await operator.openPanel('profile');
    await station.getByText('Avec quel profil travaillez-vous').waitFor();
    await picture(station, 'profile-change');
    await station.keyboard.press('Escape');
    await operator.signOut();
    await operator.removeTrainingCard();

    await operator.insertTrainingCard('Dominique SPECIMEN');
    await operator.typePin('2345');
    await startWork(workplace, '1502');
    await station.getByText('Votre mot de passe expire bientôt').waitFor();
    await picture(station, 'password-expires');
    await operator.signOut();
    await operator.removeTrainingCard();

    await operator.insertTrainingCard('Charlie TECHNIQUE');
    await operator.typePin('3579');
    await startWork(workplace, '1501');
    await operator.openPanel('journal');
    await station.getByRole('table').waitFor();
    await picture(station, 'journal');
  });
}

/** A station that nobody touches. The minutes count on the X server, which no test ever types at. */
export async function showIdleLock({ at, picture }: Album): Promise<void> {
  const configuration = {
    environment: 'formation',
    label: 'FORMATION',
    site: 'Samu d’entraînement',
    session: { idleLockMinutes: 1 },
  };
  await at({ configuration }, async (workplace) => {
    const { operator, station } = workplace;
    await operator.insertTrainingCard('Lou NOUVELLE');
    await operator.typePin('7890');
    await startWork(workplace, '1501');
    await station.getByText('Poste verrouillé – inactivité').waitFor({ timeout: 100_000 });
    await picture(station, 'locked-idle');
    await operator.removeTrainingCard();
    await station.getByText('Remettez la carte').waitFor();
    await picture(station, 'locked-without-card');
  });
}

/** A single profile needs no choice. */
export async function startWork({ operator, station }: Workplace, number: string): Promise<void> {
  const phone = station.getByRole('textbox', { name: /Numéro unique/ });
  await phone
    .or(station.getByRole('button', { name: 'Continuer' }))
    .first()
    .waitFor();
  if (!(await phone.isVisible())) await station.getByRole('button', { name: 'Continuer' }).click();
  await operator.bindPhone(number);
  await station
    .getByRole('heading', { name: /Prêt|Téléphone/ })
    .first()
    .waitFor();
}
