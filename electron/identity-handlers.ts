import type { CardState } from '../native/card/protocol.ts';
import texts from '../resources/fr/shell.json' with { type: 'json' };
import { fail, ok, type Result } from './failures/index.ts';
import type { HandlerOptions } from './handlers.ts';
import { degradedRefusal, toCsv } from './identity/journal/index.ts';
import type { Handlers } from './ipc/router.ts';
import type { Services } from './services.ts';

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
  const run = async <T>(act: (running: Services) => Promise<Result<T>>): Promise<Result<T>> => {
    const running = services();
    return running ? act(running) : fail('Request_NotYet');
  };
  /** The journal names people: only who has the right reads it. */
  const withJournal = <T>(act: (journal: Services['journal']) => Promise<Result<T>>) =>
    run(({ identity, journal }) => {
      const session = identity.state.get();
      const allowed = session.kind === 'signed-in' && session.profile.rights.includes('sign-in-journal');
      return allowed ? act(journal) : Promise.resolve(fail('Journal_NotAllowed'));
    });

  return {
    'identity.prepare': () =>
      run(async ({ identity, phone }) => {
        identity.prepare();
        phone.prepare();
        return ok();
      }),
    'identity.submitPin': ({ pin }) => run(({ identity }) => identity.submitPin(pin)),
    'identity.openDegraded': ({ pin }) =>
      run(async ({ identity, card, journal }) => {
        const opened = await identity.openDegraded(pin);
        if (!opened.ok) journal.note(degradedRefusal(holderOf(card.state.get()), opened.failure));
        return opened;
      }),
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
        const started = await identity.startPsc({ identifier, channel });
        if (started.ok) await pscMemory.keep(remember ? identifier.trim() : null);
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
    'account.testChannel': ({ channel, value }) => run(({ account }) => account.testChannel(channel, value)),
    'account.validateChannel': ({ channel, code }) =>
      run(({ account }) => account.validateChannel(channel, code)),
    'account.removeChannel': ({ channel }) => run(({ account }) => account.removeChannel(channel)),
    'account.changePassword': ({ current, next }) =>
      run(({ account }) => account.changePassword(current, next)),
    'journal.read': () =>
      withJournal(async (journal) => {
        const { keepsNames, days } = journal;
        return ok({ entries: await journal.entries(), keepsNames, days });
      }),
    'journal.export': () =>
      withJournal(async (journal) => {
        const name = `${texts.journal.file}-${new Date().toISOString().slice(0, 10)}.csv`;
        const content = toCsv(await journal.entries());
        const saved = saveFile({ name, filter: texts.journal.filter, content });
        return saved.then(
          (file) => ok({ file }),
          () => fail('Journal_NotExported'),
        );
      }),
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

function holderOf(card: CardState): string | null {
  return card.kind === 'card-present' ? `${card.holder.givenName} ${card.holder.familyName}` : null;
}
