import texts from '../../resources/fr/shell.json' with { type: 'json' };
import { fail, ok, type Result } from '../failures/index.ts';
import { mayRead, toCsv } from '../identity/journal/index.ts';
import { nationalIdentifier } from '../identity/ways/identifier.ts';
import type { Handlers } from '../ipc/router.ts';
import type { Services } from '../services/services.ts';
import type { HandlerOptions } from './options.ts';
import { datedName, saveAs } from './save-as.ts';
import { onceRunning, unlessLocked } from './who-may-ask.ts';

type IdentityChannels = keyof Handlers<'station'> &
  `${'identity' | 'account' | 'journal' | 'ecps'}.${string}`;

/** Whoever signs in, works on their account, or reads who signed in: passed on to the service that does it. */
export function identityHandlers({
  services,
  saveFile,
  openExternal,
}: Pick<HandlerOptions, 'services' | 'saveFile' | 'openExternal'>): Pick<
  Handlers<'station'>,
  IdentityChannels
> {
  const run = onceRunning(services);
  /** What shows or changes what is a person's waits until they are back. */
  const unlocked = unlessLocked(services);
  const withJournal = <T>(act: (journal: Services['journal']) => Promise<Result<T>>) =>
    unlocked<T>(({ identity, journal }) => {
      const allowed = mayRead(identity.state.get());
      return allowed.ok ? act(journal) : allowed;
    });

  return {
    'identity.submitPin': ({ pin }) => run(({ identity }) => identity.submitPin(pin)),
    'identity.openDegraded': ({ pin }) => run(({ identity }) => identity.openDegraded(pin)),
    'identity.startOtp': ({ identifier, password }) =>
      run(({ identity }) => identity.startOtp(identifier, password)),
    'identity.forgotPassword': ({ identifier }) => run(({ identity }) => identity.forgotPassword(identifier)),
    'identity.chooseOtpChannel': ({ channel }) => run(({ identity }) => identity.chooseOtpChannel(channel)),
    'identity.otherOtpChannel': () => run(({ identity }) => identity.otherOtpChannel()),
    'identity.submitCode': ({ code }) => run(({ identity }) => identity.submitCode(code)),
    'identity.resendCode': () => run(({ identity }) => identity.resendCode()),
    'identity.submitNewPassword': ({ password }) =>
      run(({ identity }) => identity.submitNewPassword(password)),
    'identity.startPsc': ({ identifier, channel, remember }) =>
      run(async ({ identity, pscMemory }) => {
        // What is no longer to be remembered goes, whatever becomes of the sign-in.
        if (!remember && isSameNumber(identifier, pscMemory.identifier.get())) await pscMemory.keep(null);
        const started = await identity.startPsc({ identifier, channel });
        if (started.ok && remember) await pscMemory.keep(identifier.trim());
        return started;
      }),
    'identity.startPscInBrowser': () => run(({ identity }) => identity.startPscInBrowser()),
    'identity.requestLink': ({ email }) => run(({ identity }) => identity.requestLink(email)),
    'identity.chooseProfile': ({ profileId }) => run(({ identity }) => identity.chooseProfile(profileId)),
    'identity.changeProfile': ({ profileId }) => run(({ identity }) => identity.changeProfile(profileId)),
    'identity.cancel': () => run(({ identity }) => identity.cancel()),
    'identity.signOut': () =>
      run(async (running) => {
        await running.signOut();
        return ok();
      }),
    'account.refresh': () => run(({ account }) => account.refresh()),
    'account.testChannel': ({ channel, value }) =>
      unlocked(({ account }) => account.testChannel(channel, value)),
    'account.validateChannel': ({ channel, code }) =>
      unlocked(({ account }) => account.validateChannel(channel, code)),
    'account.removeChannel': ({ channel }) => unlocked(({ account }) => account.removeChannel(channel)),
    'account.changePassword': ({ current, next }) =>
      unlocked(({ account }) => account.changePassword(current, next)),
    'journal.read': () =>
      withJournal(async (journal) => {
        const { keepsNames, days } = journal;
        return ok({ ...(await journal.newest()), keepsNames, days });
      }),
    'journal.export': () =>
      withJournal(() =>
        saveAs(saveFile, {
          name: datedName(texts.journal.file, 'csv'),
          filter: texts.journal.filter,
          content: () => withJournal(async (journal) => ok(toCsv(await journal.entries()))),
          unwritten: 'Journal_NotExported',
        }),
      ),
    'ecps.openActivation': () =>
      run(async ({ signIn }) => {
        if (!signIn.psc) return fail('Psc_NotOffered');
        return openExternal(signIn.psc.activation).then(
          () => ok(),
          () => fail('Browser_NotOpened'),
        );
      }),
  };
}

/** A number may be typed with its leading 8 or without, and with spaces. */
function isSameNumber(typed: string, remembered: string | null): boolean {
  const [one, other] = [nationalIdentifier(typed), nationalIdentifier(remembered ?? '')];
  return one.ok && other.ok && one.value === other.value;
}
