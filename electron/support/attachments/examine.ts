import { createHash, randomUUID } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../failures/index.ts';
import { type Attachment, attachmentName, LARGEST_ATTACHMENT } from '../rules/attachment.ts';
import { kindOf } from './kind-of.ts';

/** A file that may be attached, and its bytes. */
export interface Examined {
  readonly attachment: Attachment;
  readonly bytes: Uint8Array;
}

/** Looks at a file by its content. `Support_AttachmentEmpty`, `Support_AttachmentTooLarge`, `Support_AttachmentType`. */
export async function examine(name: string, bytes: Uint8Array): Promise<Result<Examined>> {
  if (bytes.length === 0) return fail('Support_AttachmentEmpty', { name });
  if (bytes.length > LARGEST_ATTACHMENT) return tooLarge(name, bytes.length);
  const kind = await kindOf(bytes);
  if (kind === null) return fail('Support_AttachmentType', { name });
  const attachment: Attachment = {
    id: randomUUID(),
    name: attachmentName(name, kind),
    kind,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
  return ok({ attachment, bytes });
}

/** The same for a file on the disk, read no further than what may be attached; also `Support_AttachmentUnreadable`. */
export async function examineFile(path: string): Promise<Result<Examined>> {
  const name = basename(path);
  let bytes: Uint8Array;
  try {
    const file = await open(path, 'r');
    try {
      const about = await file.stat();
      if (!about.isFile()) return fail('Support_AttachmentUnreadable', { name });
      if (about.size > LARGEST_ATTACHMENT) return tooLarge(name, about.size);
      // It may grow meanwhile.
      const room = Buffer.alloc(LARGEST_ATTACHMENT + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < room.length; length += read) {
        read = (await file.read(room, length, room.length - length, length)).bytesRead;
      }
      bytes = Uint8Array.prototype.slice.call(room, 0, length);
    } finally {
      await file.close();
    }
  } catch {
    return fail('Support_AttachmentUnreadable', { name });
  }
  return examine(name, bytes);
}

function tooLarge(name: string, size: number): Result<never> {
  return fail('Support_AttachmentTooLarge', { name, megabytes: Math.ceil(size / 1024 / 1024) });
}
