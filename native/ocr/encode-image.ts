import { encode as encodeJpeg } from 'jpeg-js';
import type { RawImage } from '../../electron/redaction/rules/image.ts';
import { encodePng } from './encode-png.ts';
import { readMarkers } from './jpeg-markers.ts';
import { readChunks } from './png-chunks.ts';

export interface EncodedImage {
  readonly type: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}

/** A PNG above this is compared with a JPEG, in bytes. */
const LARGE = 3 * 1024 * 1024;
const QUALITY = 88;
/** Fast for a preview, small for what is sent. */
const LEVEL = { preview: 1, result: 6 } as const;

/** A PNG of the pixels; a JPEG where the PNG is large and the JPEG smaller. Throws where the file holds anything else. */
export function encodeResult(image: RawImage): EncodedImage {
  const png = encodePngOf(image, 'result');
  if (png.bytes.length <= LARGE) return png;
  const jpeg = encodeJpegOf(image);
  return jpeg.bytes.length < png.bytes.length ? jpeg : png;
}

export function encodePngOf(image: RawImage, purpose: keyof typeof LEVEL): EncodedImage {
  const bytes = encodePng(image, LEVEL[purpose]);
  auditPng(bytes);
  return { type: 'image/png', bytes };
}

function encodeJpegOf({ width, height, data }: RawImage): EncodedImage {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++)
    rgba.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
  const bytes = new Uint8Array(encodeJpeg({ width, height, data: rgba }, QUALITY).data);
  const { end, dropped } = readMarkers(bytes);
  // APP0 alone, which every JPEG file begins with.
  if (end !== bytes.length || dropped.length > 1) throw new Error('the encoder wrote more than a picture');
  return { type: 'image/jpeg', bytes };
}

const ALLOWED = new Set(['IHDR', 'IDAT', 'IEND']);

/** Holds the encoder to what an image needs: these chunks, in this order, and nothing after them. */
export function auditPng(file: Uint8Array): void {
  const read = readChunks(file);
  const types = read?.chunks.map(({ type }) => type) ?? [];
  const sound =
    read?.trailing === 0 &&
    types[0] === 'IHDR' &&
    types.filter((type) => type === 'IHDR' || type === 'IEND').length === 2 &&
    types.every((type) => ALLOWED.has(type));
  if (!sound) throw new Error('the encoder wrote more than a picture');
}
