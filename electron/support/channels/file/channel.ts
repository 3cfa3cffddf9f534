import { join } from 'node:path';
import MailComposer from 'nodemailer/lib/mail-composer';
import writeFileAtomic from 'write-file-atomic';
import { fail, ok, type Result } from '../../../failures/index.ts';
import type { Channel, Errand } from '../../ports.ts';
import { type MailParties, mailOf } from '../mail/message.ts';

/** A letter as a file that every mail program opens (RFC 5322, `.eml`), or null where an attachment cannot be had. */
export async function letterFile(
  errand: Pick<Errand, 'letter'>,
  parties: MailParties,
  bytes: (attachment: string) => Uint8Array | null,
): Promise<Uint8Array | null> {
  const message = mailOf(errand, parties, bytes);
  return message && (await new MailComposer({ ...message, disableFileAccess: true }).compile().build());
}

/** Writes it whole or not at all. `Support_FileNotWritten`, `Support_AttachmentLost`. */
export async function writeLetter(
  path: string,
  errand: Pick<Errand, 'letter'>,
  parties: MailParties,
  bytes: (attachment: string) => Uint8Array | null,
): Promise<Result<undefined>> {
  const file = await letterFile(errand, parties, bytes);
  if (!file) return fail('Support_AttachmentLost', { name: '' });
  try {
    await writeFileAtomic(path, Buffer.from(file));
    return ok();
  } catch {
    return fail('Support_FileNotWritten');
  }
}

/** Reports as files in a folder that the support looks at, such as a share of the site. */
export function fileChannel(settings: MailParties & { readonly folder: string }): Channel {
  return {
    name: 'file',
    whole: true,
    carry: async (errand, bytes) => {
      // The same name at each attempt: the same file.
      const name = `bandeau-${errand.letter.id}.eml`;
      const written = await writeLetter(join(settings.folder, name), errand, settings, bytes);
      if (written.ok) return { kind: 'done', ticket: name };
      return written.failure.code === 'Support_FileNotWritten'
        ? { kind: 'closed', failure: written.failure, doubt: false }
        : { kind: 'refused', failure: written.failure, doubt: false };
    },
  };
}
