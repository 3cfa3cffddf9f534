import { everyAction, type PhoneState } from './ports.ts';

/** What is known of the phone before a number is given: nothing, and nothing can be asked of it. */
export const unboundPhone: PhoneState = {
  link: { kind: 'down' },
  number: null,
  device: null,
  registered: false,
  calls: [],
  capabilities: everyAction({ available: false, reason: 'not-bound' }),
  doNotDisturb: null,
  lastDialled: null,
  droppedDocuments: 0,
};
