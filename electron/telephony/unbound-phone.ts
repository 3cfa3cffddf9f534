import type { Capability, PhoneState } from './ports.ts';

const notBound: Capability = { available: false, reason: 'not-bound' };

/** What is known of the phone before a number is given: nothing, and nothing can be asked of it. */
export const unboundPhone: PhoneState = {
  link: { kind: 'down' },
  number: null,
  device: null,
  registered: false,
  calls: [],
  capabilities: { dial: notBound, answer: notBound, hangUp: notBound, hold: notBound, retrieve: notBound },
  droppedDocuments: 0,
};
