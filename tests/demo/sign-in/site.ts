import { startSite } from '../../stand/site.ts';
import type { Album } from './album.ts';

/** What takes minutes in training, on a site where it takes seconds; and Pro Santé Connect in the browser. */
export async function showWhatExpires({ at, picture }: Album): Promise<void> {
  const site = await startSite({
    telephony: 'simulated',
    cards: 'none',
    timing: { code: 8, resend: 4, ecps: 12, poll: 1 },
  });
  try {
    const { configuration, people } = site;
    const [staff, doctor] = people;
    await at({ configuration }, async ({ operator, station }) => {
      await operator.chooseWay('otp');
      await operator.typePassword(staff.otp?.identifier ?? '', staff.otp?.password ?? '');
      await operator.chooseOtpChannel('email');
      await station.getByText('Ce code n’est plus valable').waitFor();
      await picture(station, 'otp-code-expired');
      await station.getByRole('button', { name: 'Annuler' }).click();

      await operator.chooseWay('psc');
      await operator.askPsc(doctor.rpps ?? '');
      await station.getByText('Personne n’a répondu à temps').waitFor({ timeout: 30_000 });
      await picture(station, 'psc-expired');
    });
    if (configuration.environment !== 'production') return;
    const { identity } = configuration;
    const inBrowser = {
      ...configuration,
      identity: { ...identity, psc: { ...identity.psc, flow: 'browser' } },
    };
    await at({ configuration: inBrowser }, async ({ operator, station }) => {
      await operator.chooseWay('psc');
      const open = station.getByRole('button', { name: 'Ouvrir Pro Santé Connect dans le navigateur' });
      await open.waitFor();
      await picture(station, 'psc-browser');
    });
  } finally {
    await site.stop();
  }
}
