import { convertIndexedToRgb, type DecodedPng } from 'fast-png';
import { blankImage, type RawImage } from '../../electron/redaction/rules/image.ts';

/** Samples of a picture: one to four a pixel, grey or red, green and blue, the last one how opaque it is. */
interface Samples {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** The value that is white, or opaque. */
  readonly most: number;
  readonly data: ArrayLike<number>;
}

/** Opaque 8-bit RGB, on white, of whatever a PNG file may hold. */
export function flatten(png: DecodedPng): RawImage {
  const { width, height, depth } = png;
  if (png.palette) {
    const data = convertIndexedToRgb(png);
    return opaque({ width, height, data, channels: data.length / (width * height), most: 255 });
  }
  const data = depth < 8 ? unpacked(png) : png.data;
  return opaque({ width, height, data, channels: png.channels, most: 2 ** depth - 1 });
}

const WHITE = 255;

export function opaque({ width, height, channels, most, data }: Samples): RawImage {
  const image = blankImage(width, height, [WHITE, WHITE, WHITE]);
  const colours = channels >= 3 ? 3 : 1;
  const hasAlpha = channels === 2 || channels === 4;
  const scale = WHITE / most;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const from = pixel * channels;
    const alpha = hasAlpha ? (data[from + channels - 1] ?? 0) / most : 1;
    for (let channel = 0; channel < 3; channel++) {
      const value = (data[from + (colours === 3 ? channel : 0)] ?? 0) * scale;
      image.data[pixel * 3 + channel] = Math.round(value * alpha + WHITE * (1 - alpha));
    }
  }
  return image;
}

/** Grey values of less than a byte, one by one: each row begins with a byte of its own. */
function unpacked({ width, height, depth, data }: DecodedPng): Uint8Array {
  const perByte = 8 / depth;
  const row = Math.ceil(width / perByte);
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = data[y * row + Math.floor(x / perByte)] ?? 0;
      values[y * width + x] = (byte >> (8 - depth * ((x % perByte) + 1))) & (2 ** depth - 1);
    }
  }
  return values;
}
