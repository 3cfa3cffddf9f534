/** What is taken from outside at the most, looked at before anything is allocated. */
export const limits = {
  /** Of a file, in bytes. */
  file: 40 * 1024 * 1024,
  /** Of one side, in pixels. */
  side: 16_384,
  /** Of the whole, in pixels: an 8K screen. */
  pixels: 34_000_000,
} as const;

/** Why an image is not taken; each has its text in the catalogue of failures. */
export type Refusal =
  | 'not-an-image'
  | 'truncated'
  | 'too-large'
  | 'too-many-pixels'
  | 'decompression-bomb'
  | 'animated'
  | 'cmyk'
  | 'protected'
  | 'no-such-page'
  | 'damaged';

/** Thrown by the decoders, and caught where an image is submitted. */
export class RefusedImage extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/** Throws where an image of that size would not be taken. */
export function checkSize(width: number, height: number): void {
  if (width < 1 || height < 1) throw new RefusedImage('damaged');
  if (width > limits.side || height > limits.side || width * height > limits.pixels) {
    throw new RefusedImage('too-many-pixels');
  }
}
