import type { Album } from './album.ts';

/** The three ways, and a password and a code that are right. */
export async function showOtp({ at, picture }: Album): Promise<void> {
  await at({}, async ({ operator, station }) => {
    await station.getByText('Insérer votre carte').first().waitFor();
    await picture(station, 'ways');

    await operator.chooseWay('otp');
    await station.getByRole('textbox', { name: /Identifiant/ }).waitFor();
    await picture(station, 'otp');

    await operator.typePassword('morgan.sanstel', 'pas-le-bon');
    await station.getByText('Vérifier l’identifiant et le mot de passe').waitFor();
    await picture(station, 'otp-wrong-password');

    await operator.typePassword('camille.exemple', 'Lanterne-Bleue-15');
    await station.getByRole('radio', { name: 'Par SMS' }).waitFor();
    await picture(station, 'otp-channel');

    await operator.chooseOtpChannel('phone');
    await station.getByRole('textbox', { name: /^Code à/ }).waitFor();
    await picture(station, 'otp-code');

    await operator.typeCode(otherThan(await operator.receivedCode()));
    await station.getByText('Ressaisir le code').waitFor();
    await picture(station, 'otp-code-wrong');

    await operator.typeCode(await operator.receivedCode());
    await station.getByRole('radio').first().waitFor();
    await picture(station, 'profile');
  });
}

/** Whoever cannot sign in by password: frozen, never here before, without what it takes. */
export async function showOtpRefusals({ at, picture }: Album): Promise<void> {
  await at({}, async ({ operator, station }) => {
    await operator.chooseWay('otp');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await station.getByRole('button', { name: 'Recevoir un code', exact: true }).waitFor();
      await operator.typePassword('morgan.sanstel', 'pas-le-bon');
      await station.getByRole('alert').waitFor();
    }
    await operator.typePassword('morgan.sanstel', 'pas-le-bon');
    await station.getByText('Attendre avant de recommencer').waitFor();
    await picture(station, 'otp-frozen');

    await operator.typePassword('andrea.gelee', 'Banquise#Polaire-9');
    await station.getByText('Faire déverrouiller votre compte').waitFor();
    await picture(station, 'otp-frozen-definitively');

    await operator.typePassword('lou.nouvelle', 'pas-le-bon');
    await station.getByText('Vous connecter avec la carte').first().waitFor();
    await picture(station, 'otp-card-first');

    await operator.forgetPassword('dominique.specimen');
    await station.getByText('Demander la réinitialisation du mot de passe').waitFor();
    await picture(station, 'otp-forgotten-refused');
  });
}

/** A forgotten password: a code on each channel, then a new one. */
export async function showForgottenPassword({ at, picture }: Album): Promise<void> {
  await at({}, async ({ operator, station }) => {
    await operator.chooseWay('otp');
    await operator.forgetPassword('camille.exemple');
    await station.getByText('code 1 sur 2').waitFor();
    await picture(station, 'otp-forgotten-first');
    await operator.typeCode(await operator.receivedCode());
    await station.getByText('code 2 sur 2').waitFor();
    await picture(station, 'otp-forgotten-second');
    await operator.typeCode(await operator.receivedCode());
    const field = station.getByLabel('Nouveau mot de passe', { exact: true });
    await field.waitFor();
    await field.fill('Lanterne');
    await picture(station, 'otp-new-password');
  });
}

/** Six digits that are not these. */
export function otherThan(code: string): string {
  return [...code].map((digit) => String((Number(digit) + 1) % 10)).join('');
}
