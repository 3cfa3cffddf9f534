import { fail, ok } from '../failures/index.ts';
import type { Handlers } from '../ipc/router.ts';
import { externalLink } from '../shell/external-links.ts';
import type { HandlerOptions } from './options.ts';
import { onceRunning } from './who-may-ask.ts';

type StationChannels = keyof Handlers<'station'> & `${'station' | 'notice' | 'app' | 'link'}.${string}`;

/** The station itself: what it shows, what it opens, and its end. */
export function stationHandlers({
  stationView,
  services,
  notices,
  openExternal,
  shell,
}: HandlerOptions): Pick<Handlers<'station'>, StationChannels> {
  return {
    'station.view': () => ok(stationView()),
    'station.prepare': () => {
      shell.prepare();
      return ok();
    },
    'station.attended': () => {
      shell.attended();
      return ok();
    },
    'station.openCapture': () => {
      shell.openCapture();
      return ok();
    },
    'station.openBoard': () =>
      onceRunning(services)(() => {
        shell.openBoard();
        return ok();
      }),
    'notice.dismiss': ({ id }) => {
      notices.dismiss(id);
      return ok();
    },
    'app.quit': () => {
      shell.quit();
      return ok();
    },
    'link.open': async ({ url }) => {
      const link = externalLink(url);
      if (!link) return fail('Request_UnknownLink');
      await openExternal(link);
      return ok();
    },
  };
}
