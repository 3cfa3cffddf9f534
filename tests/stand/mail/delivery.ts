import { createTransport } from 'nodemailer';
import type { MailStand } from './mail-stand.ts';

const SENDER = 'portail@portail.example';
/** A gateway that takes mails to a number, as operators of SMS offer. */
const SMS_GATEWAY = 'sms.example';
const TIMEOUT_MS = 5_000;

/** What a portal sends to a person: a code, or a link. */
export interface OutgoingMessage {
  readonly kind: 'sms' | 'email';
  /** An address, or a telephone number in E.164. */
  readonly to: string;
  readonly personId: string;
  readonly subject: string;
  readonly text: string;
  readonly link?: string;
}

/**
 * Sends a portal's messages through a mail server, by SMTP with STARTTLS and its certificate checked. An SMS goes to
 * its number at a gateway. Rejects when the server does not take it.
 */
export function smtpDelivery(
  server: Pick<MailStand, 'host' | 'port' | 'certificatePem'>,
): (message: OutgoingMessage) => Promise<void> {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    requireTLS: true,
    tls: { ca: server.certificatePem, servername: 'localhost' },
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return async ({ kind, to, subject, text, link }) => {
    await transport.sendMail({
      from: SENDER,
      to: kind === 'sms' ? `${to}@${SMS_GATEWAY}` : to,
      subject,
      text: link && !text.includes(link) ? `${text}\n\n${link}` : text,
    });
  };
}
