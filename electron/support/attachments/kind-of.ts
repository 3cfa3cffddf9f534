import { fileTypeFromBuffer } from 'file-type/core';
import { type AttachmentKind, attachmentKinds } from '../rules/attachment.ts';
import { topNamesIn } from './compound-file.ts';

/** What a file is by its content, whatever its name says; null where it is nothing that may be attached. */
export async function kindOf(file: Uint8Array): Promise<AttachmentKind | null> {
  const ext = (await fileTypeFromBuffer(file).catch(() => undefined))?.ext;
  if (ext === 'cfb') return officeKind(topNamesIn(file) ?? []);
  return attachmentKinds.find((kind) => kind === ext) ?? null;
}

/** Excel and PowerPoint before 2007; Word and installers have the same envelope. */
function officeKind(names: readonly string[]): AttachmentKind | null {
  if (names.includes('Workbook') || names.includes('Book')) return 'xls';
  return names.includes('PowerPoint Document') ? 'ppt' : null;
}
