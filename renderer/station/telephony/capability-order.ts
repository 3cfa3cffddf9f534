import type { PhoneAction } from '../../../electron/telephony/ports.ts';

/** Every action, in the order in which a call needs them. */
export const capabilityOrder: readonly PhoneAction[] = [
  'answer',
  'hangUp',
  'dial',
  'hold',
  'retrieve',
  'alternate',
  'consult',
  'transfer',
  'singleStepTransfer',
  'conference',
  'generateDigits',
  'deflect',
  'pickUp',
  'doNotDisturb',
];
