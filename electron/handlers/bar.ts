import { fail, ok } from '../failures/index.ts';
import type { Handlers } from '../ipc/router.ts';
import type { HandlerOptions } from './options.ts';
import { commandOf, setAgentOf } from './telephony.ts';
import { onceRunning, unlessLocked } from './who-may-ask.ts';

/** The bar. What starts something new waits for the card; a call in progress does not. */
export function barHandlers({
  barView,
  services,
  settings,
  shell,
}: Pick<HandlerOptions, 'barView' | 'services' | 'settings' | 'shell'>): Handlers<'bar'> {
  const running = onceRunning(services);
  const unlocked = unlessLocked(services);
  return {
    'bar.view': () => ok(barView()),
    'bar.collapse': ({ collapsed }) => {
      settings.update({ barCollapsed: collapsed });
      return ok();
    },
    'bar.expand': ({ expanded }) => {
      shell.expandBar(expanded);
      return ok();
    },
    'bar.openStation': () => {
      shell.openStation();
      return ok();
    },
    'bar.openVerification': ({ id }) => {
      shell.openVerification(id);
      return ok();
    },
    'bar.openTickets': () => {
      shell.openTickets();
      return ok();
    },
    'bar.openBoard': () =>
      running(() => {
        shell.openBoard();
        return ok();
      }),
    'bar.openDial': (purpose) =>
      unlocked(() => {
        shell.openDial(purpose);
        return ok();
      }),
    'bar.dismissRefusal': () =>
      running(({ dialling }) => {
        dialling.refusal.clear();
        return ok();
      }),
    'lrm.showFile': ({ callId }) =>
      unlocked(({ lrm }) => (lrm ? lrm.showFile(callId) : fail('Lrm_NoReceiver'))),
    'phone.command': commandOf({ services }),
    'agent.set': setAgentOf({ services }),
  };
}
