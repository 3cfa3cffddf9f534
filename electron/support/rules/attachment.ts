/** What may be attached (seed 004): three files of ten megabytes, of these kinds. Pages import it. */

export const MOST_ATTACHMENTS = 3;
/** Bytes. */
export const LARGEST_ATTACHMENT = 10 * 1024 * 1024;

/** Kinds by their usual ending, each with its media type. */
export const attachmentTypes = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  potx: 'application/vnd.openxmlformats-officedocument.presentationml.template',
} as const;

export type AttachmentKind = keyof typeof attachmentTypes;
export const attachmentKinds = Object.keys(attachmentTypes).filter((name): name is AttachmentKind =>
  Object.hasOwn(attachmentTypes, name),
);

/** A file that goes with a report; its bytes are kept apart. */
export interface Attachment {
  /** UUID: by it the desk's copy is found again. */
  readonly id: string;
  /** As the desk will read it, with the ending of what it is. */
  readonly name: string;
  readonly kind: AttachmentKind;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

const LONGEST_NAME = 100;
const RESERVED = /[\p{C}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu;

/**
 * A name that every file system and mail program takes, with the ending of what the file is: `compte.pdf.exe` that is
 * a PDF becomes `compte.pdf.pdf`.
 */
export function attachmentName(given: string, kind: AttachmentKind): string {
  const base = given.split(/[/\\]/).at(-1) ?? '';
  const stem = base
    .replace(/\.[^.]*$/, '')
    .replace(RESERVED, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  return `${[...stem].slice(0, LONGEST_NAME).join('') || 'fichier'}.${kind}`;
}
