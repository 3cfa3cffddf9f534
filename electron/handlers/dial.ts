import { ok } from '../failures/index.ts';
import type { Handlers } from '../ipc/router.ts';
import type { OperatorCommand } from '../operator-command.ts';
import type { Services } from '../services/services.ts';
import { most, mostRecent, recent, suggest } from './dial-suggestions.ts';
import type { HandlerOptions } from './options.ts';
import { onceRunning, unlessLocked } from './who-may-ask.ts';

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
  const unlocked = unlessLocked(services);
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
    'dial.read': ({ text }) => onceRunning(services)(({ dialling }) => ok(dialling.read(text))),
    'phone.command': async (request) => {
      const outcome = await command(request);
      // Digits are typed one after the other.
      if (outcome.ok && request.action !== 'generateDigits') shell.closeDial();
      return outcome;
    },
  };
}
