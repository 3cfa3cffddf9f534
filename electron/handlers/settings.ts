import { ok } from '../failures/index.ts';
import type { Handlers } from '../ipc/router.ts';
import type { HandlerOptions } from './options.ts';
import { onceRunning } from './who-may-ask.ts';

type SettingsChannels = keyof Handlers<'station'> & `settings.${string}`;

/** What this workstation remembers of how its windows and keys are to be. */
export function settingsHandlers({
  services,
  settings,
}: Pick<HandlerOptions, 'services' | 'settings'>): Pick<Handlers<'station'>, SettingsChannels> {
  const running = onceRunning(services);
  const remember = (wanted: Parameters<HandlerOptions['settings']['update']>[0]) => {
    settings.update(wanted);
    return ok();
  };
  return {
    'settings.placeBar': ({ displayId }) => remember({ barDisplay: displayId }),
    'settings.zoom': ({ factor }) => remember({ zoom: factor }),
    'settings.collapseBar': ({ collapsed }) => remember({ barCollapsed: collapsed }),
    'settings.setShortcut': ({ action, keys }) =>
      running(({ dialling }) => dialling.shortcuts.choose(action, keys)),
    'settings.resetShortcuts': () =>
      running(({ dialling }) => {
        dialling.shortcuts.reset();
        return ok();
      }),
  };
}
