import { type Box, bottom, right } from './box.ts';
import { differs, LEAST_CONTRAST } from './contrast.ts';
import type { RawImage } from './image.ts';

/** The columns of `box`, counted from its left, that hold an edge: where there is ink. */
export function inkColumns(image: RawImage, box: Box, least = LEAST_CONTRAST): number[] {
  const columns: number[] = [];
  for (let x = box.x; x < right(box); x++) {
    for (let y = box.y; y < bottom(box); y++) {
      const at = (y * image.width + x) * 3;
      const beside = x + 1 < right(box) && differs(image.data, at, at + 3, least);
      const below = y + 1 < bottom(box) && differs(image.data, at, at + image.width * 3, least);
      if (!beside && !below) continue;
      columns.push(x - box.x);
      break;
    }
  }
  return columns;
}
