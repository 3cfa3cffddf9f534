export { createDeskPhone, type PhoneChannel, type PhoneProcessOptions } from './line/phone-process.ts';
export type * from './ports.ts';
