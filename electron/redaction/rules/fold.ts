/**
 * Text as it is compared: without accents, case and spaces. The reader knows few accents, no spaces to rely on, and
 * takes l, I and i for one another; a digit stays what it is.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[’‘`´']/g, "'")
    .replace(/[—–‐-]+/g, '-')
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[:：]/g, ':')
    .replace(/[lıi|!]/g, 'i')
    .replace(/[\s\u00a0]+/g, '');
}

/** Without what a label may have around it: a colon, a star of what is compulsory, dots of what goes on, arrows. */
export function bare(folded: string): string {
  return folded.replace(/^[*•▸►▶▾▼·.\-:]+|[*:…·▾▼▸►▶.]+$/g, '');
}
