import { decode } from 'jpeg-js';
import type { RawImage } from '../../electron/redaction/rules/image.ts';
import { opaque } from './flatten.ts';
import { readMarkers } from './jpeg-markers.ts';
import { checkSize, limits, RefusedImage } from './limits.ts';

/** In megabytes: coefficients and samples of the largest picture that is taken. */
const MEMORY = 512;

/** The pixels of a JPEG file; throws `RefusedImage`. EXIF, profiles and what follows the picture are left behind. */
export function decodeJpeg(file: Uint8Array): RawImage {
  const { width, height, dropped, end } = readMarkers(file);
  checkSize(width, height);
  try {
    const { data } = decode(without(file.subarray(0, end), dropped), {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: limits.pixels / 1_000_000,
      maxMemoryUsageInMB: MEMORY,
    });
    return opaque({ width, height, data, channels: data.length / (width * height), most: 255 });
  } catch {
    throw new RefusedImage('damaged');
  }
}

function without(file: Uint8Array, parts: readonly (readonly [number, number])[]): Uint8Array {
  const kept: Uint8Array[] = [];
  let from = 0;
  for (const [start, end] of parts) {
    kept.push(file.subarray(from, start));
    from = end;
  }
  kept.push(file.subarray(from));
  return Buffer.concat(kept);
}
