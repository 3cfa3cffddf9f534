import { createTransport } from 'nodemailer';
import { fail } from '../../../failures/index.ts';
import type { Channel } from '../../ports.ts';
import { type MailParties, mailOf, messageId } from './message.ts';
import { outcomeOf } from './refusal.ts';

export interface MailSettings extends MailParties {
  readonly host: string;
  readonly port: number;
  /** Encrypted from the first byte on; else by STARTTLS, without which nothing is said. */
  readonly implicitTls: boolean;
  /** Null where the site's relay takes the station as it is. */
  readonly account: { readonly user: string; readonly password: string } | null;
  /** PEM, or null for the public authorities. */
  readonly authority: string | null;
  /** Milliseconds. */
  readonly timeout: number;
}

/** Reports as mails to the desk, each whole. SMTP tells nobody apart who asks twice: the Message-ID stays the same. */
export function mailChannel(settings: MailSettings): Channel {
  const { host, port, implicitTls, account, authority, timeout } = settings;
  return {
    name: 'mail',
    whole: true,
    carry: async (errand, bytes) => {
      const ticket = messageId(errand.letter.thread, settings);
      if (errand.step.kind !== 'create' && errand.step.kind !== 'follow-up') return { kind: 'done', ticket };
      const message = mailOf(errand, settings, bytes);
      if (!message) {
        return {
          kind: 'refused',
          failure: fail('Support_AttachmentLost', { name: '' }).failure,
          doubt: false,
        };
      }
      const transport = createTransport({
        host,
        port,
        secure: implicitTls,
        requireTLS: !implicitTls,
        ...(account && { auth: { user: account.user, pass: account.password }, forceAuth: true }),
        tls: { minVersion: 'TLSv1.2', ...(authority !== null && { ca: authority }) },
        connectionTimeout: timeout,
        greetingTimeout: timeout,
        socketTimeout: timeout,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await transport.sendMail(message);
        return { kind: 'done', ticket };
      } catch (error) {
        return outcomeOf(error);
      } finally {
        transport.close();
      }
    },
  };
}
