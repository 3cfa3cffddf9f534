export { createDeskPhone, type PhoneChannel, type PhoneProcessOptions } from './phone-process.ts';
export type * from './ports.ts';
