/** Pixels without anything else: 8-bit RGB, row by row, three bytes a pixel, opaque. */
export interface RawImage {
  readonly width: number;
  readonly height: number;
  /** `width × height × 3` bytes. */
  readonly data: Uint8Array;
}

/** An image of one colour. */
export function blankImage(width: number, height: number, [red, green, blue]: Colour): RawImage {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at += 3) {
    data[at] = red;
    data[at + 1] = green;
    data[at + 2] = blue;
  }
  return { width, height, data };
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Whether size and bytes agree; what comes from another process is not believed. */
export function isWellFormed({ width, height, data }: RawImage): boolean {
  return (
    Number.isSafeInteger(width) &&
    Number.isSafeInteger(height) &&
    width > 0 &&
    height > 0 &&
    data.length === width * height * 3
  );
}

/** Overwrites the pixels; the memory is given back by whoever drops the image. */
export function wipeImage(image: RawImage): void {
  image.data.fill(0);
}
