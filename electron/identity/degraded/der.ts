/** One element of DER (X.690 §8.1), as offsets into the bytes that it was read from. */
export interface Element {
  readonly tag: number;
  readonly start: number;
  /** Where its content starts. */
  readonly content: number;
  readonly end: number;
}

export const tags = { boolean: 0x01, integer: 0x02, bitString: 0x03, sequence: 0x30 } as const;

/**
 * Reads element after element without making an object of each: a list may have hundreds of thousands. Only lengths of
 * up to four bytes, in their definite form, and tags of one byte, which is all that certificates are made of.
 */
export class Cursor {
  tag = 0;
  content = 0;
  end = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Takes the element at `start`, which has to end by `limit`. Throws a `RangeError` when there is none. */
  read(start: number, limit: number): void {
    const bytes = this.#bytes;
    this.tag = byteAt(bytes, start, limit);
    const first = byteAt(bytes, start + 1, limit);
    const size = first < 0x80 ? 0 : first & 0x7f;
    if (first === 0x80 || size > 4) throw new RangeError('length of no certificate');
    let length = size === 0 ? first : 0;
    for (let at = 0; at < size; at += 1) length = length * 256 + byteAt(bytes, start + 2 + at, limit);
    this.content = start + 2 + size;
    this.end = this.content + length;
    if (this.end > limit) throw new RangeError('cut short');
  }
}

/** The element at `start`, as `Cursor.read` takes it. */
export function elementAt(bytes: Uint8Array, start: number, limit: number): Element {
  const cursor = new Cursor(bytes);
  cursor.read(start, limit);
  const { tag, content, end } = cursor;
  return { tag, start, content, end };
}

/** The elements between `start` and `end`, one after the other. */
export function* elementsIn(bytes: Uint8Array, start: number, end: number): Generator<Element> {
  for (let at = start; at < end; ) {
    const element = elementAt(bytes, at, end);
    yield element;
    at = element.end;
  }
}

/** A SEQUENCE of parts that are encoded already. */
export function sequenceOf(parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  const length: number[] = [];
  for (let rest = content.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest & 0xff);
  const header = content.length < 0x80 ? [content.length] : [0x80 | length.length, ...length];
  return Buffer.concat([Uint8Array.of(tags.sequence, ...header), content]);
}

function byteAt(bytes: Uint8Array, at: number, limit: number): number {
  const byte = at < limit ? bytes[at] : undefined;
  if (byte === undefined) throw new RangeError('cut short');
  return byte;
}
