import type { Album, Workplace } from './album.ts';

const doctor = { rpps: '99700000001', name: 'Claude FICTIVE' };
const withoutEcps = '99700000003';
const unlinked = { rpps: '99700000004', name: 'Noa RATTACHER', email: 'noa.rattacher@ch-fictif.example' };
const nobody = '99700009999';

/** Pro Santé Connect on the e-CPS application, and how it may end. */
export async function showPsc({ at, picture }: Album): Promise<void> {
  await at({}, async (workplace) => {
    const { operator, station } = workplace;
    await operator.chooseWay('psc');
    await station.getByRole('textbox', { name: /Numéro RPPS/ }).waitFor();
    await picture(station, 'psc');

    await operator.askPsc('1234');
    await station.getByText('ce numéro n’est pas', { exact: false }).first().waitFor();
    await picture(station, 'psc-malformed');

    await operator.askPsc(nobody);
    await station.getByText('Pro Santé Connect ne connaît pas').waitFor();
    await picture(station, 'psc-unknown');

    await operator.askPsc(withoutEcps);
    await station.getByText('Aucune e-CPS active').waitFor();
    await picture(station, 'psc-no-ecps');

    await station.getByRole('button', { name: 'Activer mon e-CPS' }).click();
    await station.getByText('Ce qu’il faut').waitFor();
    await picture(station, 'ecps-guide');
    await station.keyboard.press('Escape');

    await waitingFor(workplace, doctor.rpps);
    await picture(station, 'psc-digits');
    await operator.answerEcps(doctor.name, 'refuse');
    await station.getByText('La demande de connexion a été refusée').waitFor();
    await picture(station, 'psc-refused');

    await station.getByRole('radio', { name: 'Carte dans un lecteur' }).check({ force: true });
    await waitingFor(workplace, doctor.rpps);
    await picture(station, 'psc-digits-card');
    await operator.answerEcps(doctor.name, 'accept');
    await station
      .getByRole('textbox', { name: /Numéro unique/ })
      .or(station.getByRole('radio'))
      .first()
      .waitFor();
  });
}

/** A person whom PSC knows, and the portal not yet. */
export async function showLink({ at, picture }: Album): Promise<void> {
  await at({}, async (workplace) => {
    const { operator, station } = workplace;
    await operator.chooseWay('psc');
    await waitingFor(workplace, unlinked.rpps);
    await operator.answerEcps(unlinked.name, 'accept');
    await station.getByText('Relier Pro Santé Connect à votre compte').waitFor();
    await picture(station, 'link');

    await operator.typeLinkAddress('personne@ch-fictif.example');
    await station.getByText('Qui contacter').waitFor();
    await picture(station, 'link-no-authorisation');

    await operator.typeLinkAddress(unlinked.email);
    await station.getByText('Ouvrez le lien reçu par e-mail').waitFor();
    await picture(station, 'link-sent');
    await station.getByRole('button', { name: `Suivre le lien reçu par ${unlinked.name}` }).waitFor();
  });
}

async function waitingFor({ operator, station }: Workplace, rpps: string): Promise<void> {
  await operator.askPsc(rpps);
  await station.getByText('Comparer les deux chiffres').waitFor();
}
