import { deflateSync } from 'node:zlib';
import type { RawImage } from '../../electron/redaction/rules/image.ts';
import { writeChunks } from './png-chunks.ts';

const RGB = 2;
const DEPTH = 8;

/** A PNG file of the pixels, without anything else (PNG 3rd edition, 5 and 11.2); `level` is zlib's, 1 to 9. */
export function encodePng({ width, height, data }: RawImage, level: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([DEPTH, RGB], 8);
  const rows = rowsOf(width, height, data);
  const packed = deflateSync(rows, { level });
  rows.fill(0);
  return writeChunks([
    { type: 'IHDR', data: header },
    { type: 'IDAT', data: packed },
    { type: 'IEND', data: new Uint8Array() },
  ]);
}

/** Each row behind a byte that says that it is not filtered: screens are flat. */
function rowsOf(width: number, height: number, data: Uint8Array): Uint8Array {
  const stride = width * 3;
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++)
    rows.set(data.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  return rows;
}
