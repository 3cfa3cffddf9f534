import type MailComposer from 'nodemailer/lib/mail-composer';
import texts from '../../../../resources/fr/support-letter.json' with { type: 'json' };
import type { Errand } from '../../ports.ts';
import { attachmentTypes } from '../../rules/attachment.ts';
import { letterHtml, letterText } from '../letter-page.ts';

export type MailMessage = NonNullable<ConstructorParameters<typeof MailComposer>[0]>;

export interface MailParties {
  /** Whom the station's server lets send. */
  readonly from: string;
  /** The desk. */
  readonly to: string;
}

/** A letter by its UUID, the same over every attempt: who gets it twice can tell. */
export function messageId(id: string, { from }: MailParties): string {
  return `<${id}@${from.split('@').at(-1) || 'bandeau.invalid'}>`;
}

/** A letter as a mail, attachments included; null where one of them cannot be had. */
export function mailOf(
  { letter }: Pick<Errand, 'letter'>,
  parties: MailParties,
  bytes: (attachment: string) => Uint8Array | null,
): MailMessage | null {
  const { id, kind, thread, createdAt, content } = letter;
  const first = messageId(thread, parties);
  const attachments = letter.attachments.flatMap((one) => {
    const file = bytes(one.id);
    return file
      ? [{ filename: one.name, content: Buffer.from(file), contentType: attachmentTypes[one.kind] }]
      : [];
  });
  if (attachments.length < letter.attachments.length) return null;
  return {
    from: { name: content.from.name, address: parties.from },
    to: parties.to,
    ...(content.copies.length > 0 && { cc: [...content.copies] }),
    ...(content.from.email !== '' && {
      replyTo: { name: content.from.name, address: content.from.email },
    }),
    subject: subjectOf(letter),
    date: new Date(createdAt),
    messageId: messageId(id, parties),
    ...(kind === 'reply' && { inReplyTo: first, references: first }),
    headers: {
      'X-Incident-Id': thread,
      ...(content.urgency >= 4 && { Importance: 'high', 'X-Priority': '1' }),
    },
    text: letterText(letter),
    html: letterHtml(letter),
    attachments,
  };
}

function subjectOf({ kind, content }: Errand['letter']): string {
  const marks = [
    kind === 'reply' && texts.replyPrefix,
    content.major && texts.majorPrefix,
    texts.mailPrefix,
    content.subject,
  ];
  return marks.filter((mark) => mark !== false).join(' ');
}
