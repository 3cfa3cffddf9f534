import { plainLine, plainText } from '../plain-text.ts';

const stored: Readonly<Record<string, string>> = {
  '&#60;': '<',
  '&lt;': '<',
  '&#62;': '>',
  '&gt;': '>',
  '&#38;': '&',
  '&amp;': '&',
};

/** What GLPI 10 stores escaped is opened once; GLPI 11 gives rich text as it was written. */
function asWritten(text: string): string {
  if (text.includes('<')) return text;
  return text.replaceAll(/&(?:#60|#62|#38|lt|gt|amp);/g, (mark) => stored[mark] ?? mark);
}

/** Rich text of GLPI, as plain text. */
export function textOf(content: string): string {
  return plainText(asWritten(content));
}

/** A title or a name of GLPI, in one line. */
export function lineOf(name: string, most: number): string {
  return plainLine(asWritten(name), most);
}
