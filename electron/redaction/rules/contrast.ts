import type { RawImage } from './image.ts';

/**
 * The least difference of a colour channel between neighbours that counts as an edge. Text that an eye can just make
 * out differs by some ten; below begin the slopes of gradients.
 */
export const LEAST_CONTRAST = 6;

/** Where a pixel differs from its neighbour: one byte a pixel, 1 for an edge. */
export interface Edges {
  /** Against the pixel to the right. */
  readonly across: Uint8Array;
  /** Against the pixel below. */
  readonly down: Uint8Array;
}

/** Text in any colour on any ground has edges; so have pictures and frames. */
export function edgesOf(image: RawImage, least = LEAST_CONTRAST): Edges {
  const { width, height, data } = image;
  const across = new Uint8Array(width * height);
  const down = new Uint8Array(width * height);
  const stride = width * 3;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      const at = pixel * 3;
      if (x + 1 < width && differs(data, at, at + 3, least)) across[pixel] = 1;
      if (y + 1 < height && differs(data, at, at + stride, least)) down[pixel] = 1;
    }
  }
  return { across, down };
}

/** Both pixels of an edge are marked, for which of them is the ink is not known. */
export function marksOf({ across, down }: Edges, width: number): Uint8Array {
  const marks = new Uint8Array(across.length);
  for (let pixel = 0; pixel < marks.length; pixel++) {
    if (across[pixel] === 1) {
      marks[pixel] = 1;
      marks[pixel + 1] = 1;
    }
    if (down[pixel] === 1) {
      marks[pixel] = 1;
      marks[pixel + width] = 1;
    }
  }
  return marks;
}

/** Whether the pixels whose bytes begin at `a` and `b` differ by `least` or more in any channel. */
export function differs(data: Uint8Array, a: number, b: number, least: number): boolean {
  const red = (data[a] ?? 0) - (data[b] ?? 0);
  if (red >= least || red <= -least) return true;
  const green = (data[a + 1] ?? 0) - (data[b + 1] ?? 0);
  if (green >= least || green <= -least) return true;
  const blue = (data[a + 2] ?? 0) - (data[b + 2] ?? 0);
  return blue >= least || blue <= -least;
}
