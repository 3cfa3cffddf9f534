/** A rectangle of whole pixels: from `x`, `y` included to `x + width`, `y + height` excluded. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The box from one corner to the other, the second one excluded. */
export function boxBetween(left: number, top: number, right: number, bottom: number): Box {
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export const right = (box: Box): number => box.x + box.width;
export const bottom = (box: Box): number => box.y + box.height;

/** The smallest box around both. */
export function around(a: Box, b: Box): Box {
  return boxBetween(
    Math.min(a.x, b.x),
    Math.min(a.y, b.y),
    Math.max(right(a), right(b)),
    Math.max(bottom(a), bottom(b)),
  );
}

/** What both have in common, or null. */
export function overlap(a: Box, b: Box): Box | null {
  const box = boxBetween(
    Math.max(a.x, b.x),
    Math.max(a.y, b.y),
    Math.min(right(a), right(b)),
    Math.min(bottom(a), bottom(b)),
  );
  return box.width > 0 && box.height > 0 ? box : null;
}

/** The box with `margin` pixels more on each side, within the image; null where nothing of it lies inside. */
export function padded(box: Box, margin: number, size: Size): Box | null {
  return overlap(
    boxBetween(box.x - margin, box.y - margin, right(box) + margin, bottom(box) + margin),
    boxBetween(0, 0, size.width, size.height),
  );
}

export const area = (box: Box): number => box.width * box.height;
