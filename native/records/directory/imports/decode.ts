import { isUtf8 } from 'node:buffer';

export interface Decoded {
  readonly text: string;
  readonly encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252';
}

/** The text of a file: UTF-8, UTF-16 where its mark says so, else what spreadsheets on Windows write. */
export function decode(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if (first === 0xfe && second === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  const encoding = isUtf8(bytes) ? 'UTF-8' : 'Windows-1252';
  return { text: new TextDecoder(encoding).decode(bytes), encoding };
}
