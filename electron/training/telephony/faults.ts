/** What can be wrong until it is taken back. */
export const faults = [
  'link-cut',
  'silent',
  'orders-ignored',
  'watch-refused',
  'documents-unreadable',
  'options-lost',
] as const;
export type Fault = (typeof faults)[number];

/** What can be sent once to everyone who watches. */
export const hostilities = [
  'malformed-document',
  'oversized-document',
  'entity-bomb',
  'deep-document',
  'old-version',
  'version-gap',
  'garbage',
  'broken-headers',
] as const;
export type Hostility = (typeof hostilities)[number];

const open =
  '<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="999" state="full" entity="sip:x@x">';

/** The document of a hostile notification. */
export function hostileDocument(kind: Hostility): string {
  switch (kind) {
    case 'oversized-document':
      return `${open}${'<!-- more -->'.repeat(6_000)}</dialog-info>`;
    case 'entity-bomb':
      return entityBomb();
    case 'deep-document':
      return `${open}${'<a>'.repeat(500)}${'</a>'.repeat(500)}</dialog-info>`;
    case 'version-gap':
      return open.replace('full', 'partial').concat('</dialog-info>');
    case 'old-version':
      return open.replace('999', '-1').concat('</dialog-info>');
    default:
      return `${open}<dialog id="1"><state>confirmed</dialog>`;
  }
}

/** What is no SIP at all, or SIP that makes careless parsers fall over. */
export function hostileMessage(kind: 'garbage' | 'broken-headers'): string {
  if (kind === 'garbage') return 'GET / HTTP/1.1\r\nHost: x\r\n\r\n\u0000\uffff';
  return 'NOTIFY sip:x@x SIP/2.0\r\nVia: ;;;\r\nCSeq: none\r\n__proto__: x\r\nTo: <<>>\r\n\r\n';
}

/** « Billion laughs »: each entity ten times the one before. */
function entityBomb(): string {
  const entities = Array.from({ length: 9 }, (_, index) => {
    const value = index === 0 ? 'lol' : `&l${index - 1};`.repeat(10);
    return `<!ENTITY l${index} "${value}">`;
  });
  return `<!DOCTYPE dialog-info [${entities.join('')}]>${open}&l8;</dialog-info>`;
}
