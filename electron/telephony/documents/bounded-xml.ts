import { SaxesParser } from 'saxes';

/** One element: local name, attributes by local name, children and text. Namespaces are read away: editions vary. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export type XmlDrop = 'oversized' | 'malformed' | 'too-deep' | 'too-many' | 'doctype';

export interface XmlLimits {
  readonly bytes: number;
  readonly elements: number;
}

const usualLimits: XmlLimits = { bytes: 64 * 1024, elements: 2_000 };
const MAX_DEPTH = 12;
const MAX_ATTRIBUTES = 32;

class Dropped extends Error {
  readonly reason: XmlDrop;

  constructor(reason: XmlDrop) {
    super(reason);
    this.reason = reason;
  }
}

interface OpenElement {
  name: string;
  attributes: Map<string, string>;
  children: XmlElement[];
  text: string;
}

/**
 * Reads an XML document that anyone may have sent: at most 64 KiB and 2,000 elements, or as `limits` has it, and 12 levels; a document type
 * declaration, and with it every entity of its own, is refused. Gives the root, or the name of why it was dropped.
 */
export function readXml(text: string, limits: XmlLimits = usualLimits): XmlElement | XmlDrop {
  if (text.length > limits.bytes || Buffer.byteLength(text) > limits.bytes) return 'oversized';
  try {
    return parse(text, limits.elements);
  } catch (error) {
    return error instanceof Dropped ? error.reason : 'malformed';
  }
}

function parse(text: string, maximum: number): XmlElement {
  const parser = new SaxesParser({ xmlns: true, fragment: false });
  const open: OpenElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;

  parser.on('error', () => {
    throw new Dropped('malformed');
  });
  parser.on('doctype', () => {
    throw new Dropped('doctype');
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > maximum) throw new Dropped('too-many');
    if (open.length >= MAX_DEPTH) throw new Dropped('too-deep');
    const attributes = Object.values(tag.attributes);
    if (attributes.length > MAX_ATTRIBUTES) throw new Dropped('too-many');
    open.push({
      name: tag.local,
      attributes: new Map(attributes.map(({ local, value }) => [local, value])),
      children: [],
      text: '',
    });
  });
  const addText = (value: string): void => {
    const element = open.at(-1);
    if (element) element.text += value;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (!element) return;
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else root = element;
  });

  parser.write(text).close();
  if (root === null) throw new Dropped('malformed');
  return root;
}

/** The first child of that local name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((candidate) => candidate.name === name);
}

/** Every child of that local name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((candidate) => candidate.name === name);
}
