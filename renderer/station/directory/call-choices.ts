import type { PhoneView } from '../../../electron/ipc/rooms/telephony.ts';
import type { PhoneCommand } from '../../../electron/telephony/ports.ts';

/** What can be done with a number now. */
export interface CallChoice {
  readonly action: 'dial' | 'consult' | 'singleStepTransfer';
  readonly text: 'call' | 'consult' | 'transfer';
  /** The likeliest one. */
  readonly first: boolean;
  readonly available: boolean;
  readonly command: (number: string) => PhoneCommand;
  /** Equal for equal choices. */
  readonly key: string;
}

/** Without a call one calls; while one talks, that call is held or transferred. */
export function callChoices({ calls, capabilities }: PhoneView): readonly CallChoice[] {
  const talking = calls.find(({ state }) => state === 'connected');
  if (!talking) {
    const { available } = capabilities.dial;
    const command = (number: string): PhoneCommand => ({ action: 'dial', number });
    return [{ action: 'dial', text: 'call', first: true, available, command, key: `dial ${available}` }];
  }
  const callId = talking.id;
  const choice = (action: 'consult' | 'singleStepTransfer', text: 'consult' | 'transfer'): CallChoice => {
    const { available } = capabilities[action];
    const command = (number: string): PhoneCommand => ({ action, callId, number });
    return {
      action,
      text,
      first: action === 'consult',
      available,
      command,
      key: `${action} ${callId} ${available}`,
    };
  };
  return [choice('consult', 'consult'), choice('singleStepTransfer', 'transfer')];
}
