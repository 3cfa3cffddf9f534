import { most, mostRecent, recent, suggest } from './dial-suggestions.ts';
import { fail, ok, type Result } from './failures/index.ts';
import type { HandlerOptions } from './handlers.ts';
import type { Handlers } from './ipc/router.ts';
import type { OperatorCommand } from './operator-command.ts';
import type { Services } from './services.ts';

/** What these requests are about. */
export type DialRoom = Pick<Services, 'board' | 'callLog' | 'dialling' | 'directory' | 'identity' | 'phone'>;

/** The number field. It closes when the station is locked; nothing of directory and log is told then either. */
export function dialHandlers({
  barView,
  services,
  shell,
  command,
}: Pick<HandlerOptions, 'barView'> & {
  readonly services: () => DialRoom | null;
  readonly shell: Pick<HandlerOptions['shell'], 'closeDial' | 'fitDial'>;
  readonly command: OperatorCommand;
}): Handlers<'dial'> {
  const unlocked = async <T>(act: (running: DialRoom) => Promise<Result<T>>): Promise<Result<T>> => {
    const running = services();
    if (!running) return fail('Request_NotYet');
    return running.identity.state.get().kind === 'locked' ? fail('Session_Locked') : act(running);
  };
  return {
    'dial.view': () => ok(barView()),
    'dial.close': () => {
      shell.closeDial();
      return ok();
    },
    'dial.fit': ({ height }) => {
      shell.fitDial(height);
      return ok();
    },
    'dial.find': ({ text }) =>
      unlocked(({ board, directory }) =>
        suggest(text, {
          colleagues: board.state.get().colleagues,
          search: (words) =>
            directory.directory.search({ text: words, kind: null, group: null, limit: most }),
        }),
      ),
    'dial.recent': () =>
      unlocked(async ({ callLog, phone }) =>
        ok(recent(phone.state.get().lastDialled, await callLog.log.recentlyDialled(mostRecent))),
      ),
    'dial.read': ({ text }) => {
      const running = services();
      return running ? ok(running.dialling.read(text)) : fail('Request_NotYet');
    },
    'phone.command': async (request) => {
      const outcome = await command(request);
      // Digits are typed one after the other.
      if (outcome.ok && request.action !== 'generateDigits') shell.closeDial();
      return outcome;
    },
  };
}
