import { type Box, bottom, boxBetween, padded, right, type Size } from './box.ts';
import type { Colour, RawImage } from './image.ts';

/** Of what is hidden; the same everywhere, so that a mask tells nothing but its place. */
export const FILL: Colour = [74, 85, 104];
/** Around each box, in pixels: the soft edge of letters lies outside of what was located. */
export const PADDING = 3;
/** Widths are rounded up to a multiple of this, in pixels: an exact one narrows what may have stood there. */
const WIDTH_STEP = 12;

/** Which pixels of an image are hidden. Hiding adds; only `releaseFrom` takes away. */
export interface Mask extends Size {
  /** One byte a pixel, 1 where it is hidden. */
  readonly hidden: Uint8Array;
}

export function openMask({ width, height }: Size): Mask {
  return { width, height, hidden: new Uint8Array(width * height) };
}

export function fullMask({ width, height }: Size): Mask {
  return { width, height, hidden: new Uint8Array(width * height).fill(1) };
}

/** What either mask hides. Both are of the same size. */
export function unionOf(a: Mask, b: Mask): Mask {
  return {
    width: a.width,
    height: a.height,
    hidden: a.hidden.map((value, at) => value | (b.hidden[at] ?? 1)),
  };
}

/** Hides the boxes and their padding; what lies outside of the image is passed over. */
export function hide(mask: Mask, boxes: Iterable<Box>, margin = PADDING): void {
  for (const box of boxes) {
    const whole = padded(box, margin, mask);
    if (whole) fill(mask, whole, 1);
  }
}

/** A box as wide as the next step, as far as the image goes: to the right, and at its end to the left. */
export function widened(box: Box, size: Size): Box {
  const width = Math.min(size.width, Math.ceil(box.width / WIDTH_STEP) * WIDTH_STEP);
  return { ...box, x: Math.max(0, Math.min(box.x, size.width - width)), width };
}

/** Shows what lies in the boxes again. */
export function releaseFrom(mask: Mask, boxes: Iterable<Box>): void {
  for (const box of boxes) {
    const inside = padded(box, 0, mask);
    if (inside) fill(mask, inside, 0);
  }
}

function fill(mask: Mask, box: Box, value: 0 | 1): void {
  for (let y = box.y; y < bottom(box); y++) {
    mask.hidden.fill(value, y * mask.width + box.x, y * mask.width + right(box));
  }
}

/** A new image: the fill where the mask hides, the pixels of `image` elsewhere. */
export function applyMask(image: RawImage, mask: Mask): RawImage {
  const data = Uint8Array.from(image.data);
  for (let pixel = 0; pixel < mask.hidden.length; pixel++) {
    if (mask.hidden[pixel] !== 0) data.set(FILL, pixel * 3);
  }
  return { width: image.width, height: image.height, data };
}

/** Whether all of `inner` that the image has is hidden. */
export function isHidden(mask: Mask, box: Box): boolean {
  const inside = padded(box, 0, mask);
  if (!inside) return true;
  for (let y = inside.y; y < bottom(inside); y++) {
    const row = mask.hidden.subarray(y * mask.width + inside.x, y * mask.width + right(inside));
    if (row.includes(0)) return false;
  }
  return true;
}

/** The whole image as one box. */
export function wholeOf({ width, height }: Size): Box {
  return boxBetween(0, 0, width, height);
}
