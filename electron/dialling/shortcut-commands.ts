import { fail, ok, type Result } from '../failures/index.ts';
import type { ShortcutAction } from '../settings/configuration.ts';
import type { Call, PhoneCommand } from '../telephony/index.ts';

export type CallShortcut = Extract<ShortcutAction, 'answer' | 'hangUp' | 'holdOrRetrieve'>;

/**
 * What a key that acts on a call asks of the phone, or why nothing: the hand is not on the bar, so that the call has to
 * be beyond doubt. `Shortcut_NothingRings`, `Shortcut_NothingToHangUp`, `Shortcut_NothingToHold`, `Shortcut_SeveralHeld`.
 */
export function commandOf(action: CallShortcut, calls: readonly Call[]): Result<PhoneCommand> {
  const oneThat = (state: Call['state']) => calls.find((call) => call.state === state);
  switch (action) {
    case 'answer': {
      const ringing = oneThat('ringing');
      return ringing ? ok({ action: 'answer', callId: ringing.id }) : fail('Shortcut_NothingRings');
    }
    case 'hangUp': {
      // Never a call that rings, which would be refused, nor one in waiting, which would be lost.
      const current = oneThat('connected') ?? oneThat('dialling');
      return current ? ok({ action: 'hangUp', callId: current.id }) : fail('Shortcut_NothingToHangUp');
    }
    case 'holdOrRetrieve': {
      const current = oneThat('connected');
      if (current) return ok({ action: 'hold', callId: current.id });
      const [held, ...others] = calls.filter(({ state }) => state === 'held');
      if (!held) return fail('Shortcut_NothingToHold');
      return others.length > 0 ? fail('Shortcut_SeveralHeld') : ok({ action: 'retrieve', callId: held.id });
    }
  }
}
