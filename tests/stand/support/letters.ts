import { createHash, randomUUID } from 'node:crypto';
import type { Records } from '../../../electron/records/index.ts';
import { PIECE } from '../../../electron/support/channels/staging.ts';
import type { Attachment, AttachmentKind } from '../../../electron/support/rules/attachment.ts';
import { type Letter, untouched } from '../../../electron/support/rules/letter.ts';

/** A report as it is posted, with what a test wants otherwise. */
export function letterOf(more: Partial<Letter> = {}): Letter {
  const id = more.id ?? randomUUID();
  return {
    id,
    kind: 'incident',
    thread: id,
    owner: '899700000001',
    createdAt: Date.now(),
    content: {
      subject: 'Écran figé',
      sections: [
        { title: 'Description', text: 'L’écran ne répond plus <depuis> 7 h & demie.\nRien à faire.' },
      ],
      from: { name: 'Camille EXEMPLE', email: 'camille.exemple@chu.example' },
      urgency: 4,
      major: false,
      category: null,
      copies: [],
    },
    attachments: [],
    progress: untouched,
    ...more,
  };
}

/** A reply to it. */
export function replyTo(letter: Letter, text: string): Letter {
  return letterOf({
    kind: 'reply',
    thread: letter.thread,
    createdAt: letter.createdAt + 1,
    content: { ...letter.content, sections: [{ title: '', text }] },
  });
}

export interface File {
  readonly attachment: Attachment;
  readonly bytes: Uint8Array;
}

/** A file of this many bytes; what is in it is not looked at any more. */
export function fileOf(name: string, size: number, kind: AttachmentKind = 'png'): File {
  const bytes = new Uint8Array(size).map((_, index) => (index * 31 + name.length) % 256);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { attachment: { id: randomUUID(), name, kind, size, sha256 }, bytes };
}

/** Keeps a letter with its files, as the form does. */
export async function post(records: Records, letter: Letter, files: readonly File[] = []) {
  for (const { attachment, bytes } of files) {
    for (let index = 0; index * PIECE < bytes.length; index += 1) {
      const piece = bytes.slice(index * PIECE, (index + 1) * PIECE);
      const written = await records.call('support.write-piece', {
        holder: letter.id,
        attachment: attachment.id,
        index,
        bytes: piece,
      });
      if (!written.ok) throw new Error(written.failure.code);
    }
  }
  const posted = await records.call('support.post', letter);
  if (!posted.ok) throw new Error(posted.failure.code);
  return posted.value;
}
