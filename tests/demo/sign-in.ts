import { join, resolve } from 'node:path';
import { showAccount, showFirstConnection, showIdleLock } from './sign-in/account.ts';
import { openAlbum } from './sign-in/album.ts';
import { showDegraded } from './sign-in/degraded.ts';
import { showLink, showPsc } from './sign-in/psc.ts';
import { showWhatExpires } from './sign-in/site.ts';
import { showForgottenPassword, showOtp, showOtpRefusals } from './sign-in/ways.ts';

/**
 * A picture of each state of the sign-in, of the built application on a display of its own:
 * `npm run demo -- sign-in [FOLDER]`, `docs/images/sign-in` for those of docs/sign-in.md.
 */
const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '../../out/demo/sign-in'));
const album = await openAlbum(folder);
try {
  const chapters = [
    showOtp,
    showOtpRefusals,
    showForgottenPassword,
    showFirstConnection,
    showAccount,
    showPsc,
    showLink,
    showDegraded,
    showWhatExpires,
    showIdleLock,
  ];
  for (const show of chapters) await show(album);
  console.log(`\nLes ${album.count} images sont dans ${folder}.`);
} finally {
  await album.close();
}
