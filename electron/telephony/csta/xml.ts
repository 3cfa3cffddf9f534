/** An element to be sent: its name, and either its text or its children. */
export type CstaNode = readonly [name: string, content: string | readonly CstaNode[]];

export const CSTA_TYPE = 'application/csta+xml';

/** Of ECMA-323; what phones answer is read whatever its edition, and answered in the same one. */
export const FIRST_EDITION = 3;
const NAMESPACE = 'http://www.ecma-international.org/standards/ecma-323/csta/ed';

/** The document of one element, in the namespace of an edition of ECMA-323. */
export function cstaDocument([name, content]: CstaNode, edition: number): string {
  const opening = `${name} xmlns="${NAMESPACE}${edition}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${opening}>${inner(content)}</${name}>`;
}

/** The edition that a document is written in, from 3 to 9; null where it does not say. */
export function editionOf(document: string): number | null {
  const match = /\/ecma-323\/csta\/ed([3-9])\b/.exec(document.slice(0, 1_000));
  return match ? Number(match[1]) : null;
}

function inner(content: CstaNode[1]): string {
  if (typeof content === 'string') return escaped(content);
  return content.map(([name, children]) => `<${name}>${inner(children)}</${name}>`).join('');
}

/** What a phone said may come back to it in a request: markup is text, and what XML cannot carry is left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
}
