import { SaxesParser } from 'saxes';

/** An element of a request, by its local name: editions of ECMA-323 differ in their namespace only. */
export interface XmlElement {
  readonly name: string;
  readonly text: string;
  readonly children: readonly XmlElement[];
}

interface Open {
  readonly name: string;
  text: string;
  readonly children: Open[];
}

const LONGEST = 32 * 1024;

/** Reads a request; null for what is too long, has a document type, or is no XML. */
export function readXml(source: string): XmlElement | null {
  if (source.length > LONGEST || source.includes('<!DOCTYPE')) return null;
  const parser = new SaxesParser();
  const path: Open[] = [];
  let root: Open | null = null;
  parser.on('opentag', ({ name }) => {
    const element: Open = { name: name.replace(/^.*:/, ''), text: '', children: [] };
    path.at(-1)?.children.push(element);
    root ??= element;
    path.push(element);
  });
  parser.on('text', (text) => {
    const element = path.at(-1);
    if (element) element.text += text.trim();
  });
  parser.on('closetag', () => {
    path.pop();
  });
  try {
    parser.write(source.trim()).close();
  } catch {
    return null;
  }
  return root;
}

/** The element at the end of a path of local names. */
export function find(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  return path.reduce<XmlElement | undefined>(
    (found, name) => found?.children.find((candidate) => candidate.name === name),
    element,
  );
}

/** All the text of an element and of what is in it: a number may stand in an element of its own. */
export function textOf(element: XmlElement | undefined): string {
  return element ? element.text + element.children.map(textOf).join('') : '';
}

export function tag(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

/** A whole message of one edition. */
export function message(namespace: string, name: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><${name} xmlns="${namespace}">${content}</${name}>`;
}
