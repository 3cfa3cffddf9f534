import type { RawImage } from '../../electron/redaction/rules/image.ts';
import { decodeJpeg } from './decode-jpeg.ts';
import { decodePng } from './decode-png.ts';
import { isJpeg } from './jpeg-markers.ts';
import { limits, RefusedImage } from './limits.ts';
import { isPng } from './png-chunks.ts';

/** The pixels of a PNG or JPEG file and nothing else of it; throws `RefusedImage`. */
export function decodeImage(file: Uint8Array): RawImage {
  if (file.length > limits.file) throw new RefusedImage('too-large');
  if (isPng(file)) return decodePng(file);
  if (isJpeg(file)) return decodeJpeg(file);
  throw new RefusedImage('not-an-image');
}
