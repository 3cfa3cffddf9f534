import { deflateSync, inflateSync } from 'node:zlib';
import { decode } from 'fast-png';
import type { RawImage } from '../../electron/redaction/rules/image.ts';
import { flatten } from './flatten.ts';
import { checkSize, RefusedImage } from './limits.ts';
import { type Chunk, readChunks, writeChunks } from './png-chunks.ts';

/** What a picture needs. Text, time, EXIF and colour profiles are left behind. */
const NEEDED = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Of an animation. */
const ANIMATION = new Set(['acTL', 'fcTL', 'fdAT']);

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** The pixels of a PNG file; throws `RefusedImage`. Bytes after the end of the picture and what is no pixel are left. */
export function decodePng(png: Uint8Array): RawImage {
  const read = readChunks(png);
  if (!read) throw new RefusedImage('truncated');
  if (read.chunks.some(({ type }) => ANIMATION.has(type))) throw new RefusedImage('animated');
  const header = read.chunks[0];
  if (header?.type !== 'IHDR' || header.data.length !== 13) throw new RefusedImage('damaged');
  const { width, height, most } = readHeader(header);
  checkSize(width, height);
  const needed = read.chunks.filter(({ type }) => NEEDED.has(type));
  if (needed.some(({ sound }) => !sound)) throw new RefusedImage('damaged');
  const rows = inflated(needed, most);
  const file = withPixels(needed, rows);
  try {
    return flatten(decode(file));
  } catch {
    throw new RefusedImage('damaged');
  } finally {
    rows.fill(0);
    file.fill(0);
  }
}

function readHeader({ data }: Chunk): { width: number; height: number; most: number } {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [width, height] = [view.getUint32(0), view.getUint32(4)];
  const depth = data[8] ?? 0;
  const channels = CHANNELS[data[9] ?? -1];
  if (channels === undefined || ![1, 2, 4, 8, 16].includes(depth)) throw new RefusedImage('damaged');
  // A row has one byte more; an interlaced picture has each row seven times at most.
  const row = Math.ceil((width * channels * depth) / 8) + 1;
  return { width, height, most: row * height + (data[12] === 1 ? 7 * (height + 8) * 2 : 0) };
}

/** All pixel data, inflated within bounds: never more than the header says. */
function inflated(chunks: readonly Chunk[], most: number): Uint8Array {
  const parts = chunks.filter(isPixels).map(({ data }) => data);
  try {
    return inflateSync(Buffer.concat(parts), { maxOutputLength: most });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    throw new RefusedImage(
      code === 'ERR_BUFFER_TOO_LARGE'
        ? 'decompression-bomb'
        : code === 'Z_BUF_ERROR'
          ? 'truncated'
          : 'damaged',
    );
  }
}

/** The file again with its pixels packed but not compressed: the decoder has nothing to inflate, which is slow in JavaScript. */
function withPixels(chunks: readonly Chunk[], rows: Uint8Array): Uint8Array {
  const pixels = { type: 'IDAT', data: deflateSync(rows, { level: 0 }) };
  const before = chunks.filter((chunk) => !isPixels(chunk) && chunk.type !== 'IEND');
  try {
    return writeChunks([...before, pixels, { type: 'IEND', data: new Uint8Array() }]);
  } finally {
    pixels.data.fill(0);
  }
}

const isPixels = ({ type }: Chunk): boolean => type === 'IDAT';
