import { fail, ok } from '../failures/index.ts';
import type { Handlers } from '../ipc/router.ts';
import type { OperatorCommand } from '../operator-command.ts';
import type { HandlerOptions } from './options.ts';
import { onceRunning, unlessLocked } from './who-may-ask.ts';

type TelephonyChannels = keyof Handlers<'station'> & `${'phone' | 'outage'}.${string}`;
type Asked = Pick<HandlerOptions, 'services'>;

/** The phone of whoever works here. To bind it waits for the card; a call in progress does not. */
export function telephonyHandlers({ services }: Asked): Pick<Handlers<'station'>, TelephonyChannels> {
  const running = onceRunning(services);
  const unlocked = unlessLocked(services);
  return {
    'phone.command': commandOf({ services }),
    'phone.bind': ({ number, deviceId }) => unlocked(({ binding }) => binding.bind(number, deviceId)),
    'phone.unbind': () =>
      unlocked(async ({ binding }) => {
        await binding.unbind();
        return ok();
      }),
    'outage.keepCapture': () =>
      running(({ outages }) => {
        const now = outages.watch.current.get();
        return outages.captures.keep(now?.kind === 'outage' ? now.cause : null);
      }),
    'outage.forgetCaptures': () =>
      running(async ({ outages }) => {
        await outages.captures.forget();
        return ok();
      }),
  };
}

/** What the phone is asked for, from whichever window. */
export function commandOf({ services }: Asked): OperatorCommand {
  const running = onceRunning(services);
  return (asked) => running(({ command }) => command(asked));
}

/** The operator's own state, at a site whose exchange keeps one. */
export function setAgentOf({ services }: Asked): Handlers<'bar'>['agent.set'] {
  const running = onceRunning(services);
  return ({ state }) => running(({ agent }) => agent?.set(state) ?? fail('Agent_NotOffered'));
}
