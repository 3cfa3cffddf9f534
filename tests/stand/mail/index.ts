export { type OutgoingMessage, smtpDelivery } from './delivery.ts';
export { type Mail, type MailStand, startMailStand } from './mail-stand.ts';
