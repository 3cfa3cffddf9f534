import { blankImage, type RawImage } from '../../electron/redaction/rules/image.ts';
import { checkSize, RefusedImage } from './limits.ts';

/** A capture of the system, four bytes a pixel, as opaque RGB. Throws `RefusedImage`. */
export function imageOfPixels(
  bytes: Uint8Array,
  width: number,
  height: number,
  order: 'rgba' | 'bgra',
): RawImage {
  checkSize(width, height);
  if (bytes.length !== width * height * 4) throw new RefusedImage('damaged');
  const image = blankImage(width, height, [0, 0, 0]);
  const [red, blue] = order === 'rgba' ? [0, 2] : [2, 0];
  for (let pixel = 0; pixel < width * height; pixel++) {
    image.data[pixel * 3] = bytes[pixel * 4 + red] ?? 0;
    image.data[pixel * 3 + 1] = bytes[pixel * 4 + 1] ?? 0;
    image.data[pixel * 3 + 2] = bytes[pixel * 4 + blue] ?? 0;
  }
  return image;
}
