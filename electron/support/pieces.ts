import { fail, ok, type Result } from '../failures/index.ts';
import type { Records } from '../records/index.ts';
import type { Attachment } from './rules/attachment.ts';

/**
 * Keeps an attachment piece by piece, so that main never holds it whole; `piece` gives null past its end.
 * `Support_AttachmentLost` where that comes before all of it was read, and what the records say.
 */
export async function keepPieces(
  records: Pick<Records, 'call'>,
  piece: (index: number) => Promise<Result<Uint8Array | null>>,
  { size, name }: Pick<Attachment, 'size' | 'name'>,
  to: { readonly holder: string; readonly attachment: string },
): Promise<Result<undefined>> {
  let taken = 0;
  for (let index = 0; ; index += 1) {
    const read = await piece(index);
    if (!read.ok) return read;
    if (read.value === null) return taken === size ? ok() : fail('Support_AttachmentLost', { name });
    taken += read.value.length;
    const written = await records.call('support.write-piece', { ...to, index, bytes: read.value });
    if (!written.ok) return written;
  }
}
