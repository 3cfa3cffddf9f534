import type { CstaRequest } from './csta/ports.ts';
import type { Call, PhoneCommand } from './ports.ts';

/**
 * The one request of uaCSTA that does a command; null when `keyOf` knows one of its calls not to be told of by
 * uaCSTA. Numbers are dialable already.
 */
export function cstaRequestOf(
  command: PhoneCommand,
  calls: readonly Call[],
  keyOf: (callId: string) => string | null,
): CstaRequest | null {
  switch (command.action) {
    case 'dial':
      return { service: 'MakeCall', number: command.number };
    case 'pickUp':
      return { service: 'DirectedPickupCall', number: command.number };
    case 'doNotDisturb':
      return { service: 'SetDoNotDisturb', on: command.on };
    default:
      return aboutCall(command, calls, keyOf);
  }
}

function aboutCall(
  command: Exclude<PhoneCommand, { action: 'dial' | 'pickUp' | 'doNotDisturb' }>,
  calls: readonly Call[],
  keyOf: (callId: string) => string | null,
): CstaRequest | null {
  const key = keyOf(command.callId);
  if (key === null) return null;
  switch (command.action) {
    case 'answer':
      return { service: 'AnswerCall', key };
    case 'hangUp':
      return { service: 'ClearConnection', key };
    case 'hold':
      return { service: 'HoldCall', key };
    case 'retrieve':
      return { service: 'RetrieveCall', key };
    case 'consult':
      return { service: 'ConsultationCall', key, number: command.number };
    case 'singleStepTransfer':
      return { service: 'SingleStepTransferCall', key, number: command.number };
    case 'deflect':
      return { service: 'DeflectCall', key, number: command.number };
    case 'generateDigits':
      return { service: 'GenerateDigits', key, digits: command.digits };
    case 'alternate': {
      const current = calls.find(({ state }) => state === 'connected');
      const active = current ? keyOf(current.id) : null;
      return active === null ? null : { service: 'AlternateCall', held: key, active };
    }
    case 'transfer':
    case 'conference': {
      const other = keyOf(command.otherId);
      if (other === null) return null;
      const waits = calls.some(({ id, state }) => id === command.callId && state === 'held');
      const pair = waits ? { held: key, active: other } : { held: other, active: key };
      return { service: command.action === 'transfer' ? 'TransferCall' : 'ConferenceCall', ...pair };
    }
  }
}
