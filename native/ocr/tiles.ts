import type { Box, Size } from '../../electron/redaction/rules/box.ts';

/**
 * What the detector is shown at a time, in pixels: multiples of 32, that cover a full HD screen with little to spare. What
 * larger ones save in time, they take in memory.
 */
const TILE: Size = { width: 352, height: 384 };
/** Text that one tile cuts is whole in the next, up to this height; in pixels. */
const OVERLAP = 32;

/** Tiles of one size that cover the image; the last ones of each direction reach over its edge where it is smaller. */
export function tilesOf({ width, height }: Size): Box[] {
  const columns = startsOf(width, TILE.width);
  return startsOf(height, TILE.height).flatMap((y) => columns.map((x) => ({ x, y, ...TILE })));
}

function startsOf(length: number, tile: number): number[] {
  if (length <= tile) return [0];
  const count = Math.max(2, Math.ceil((length - OVERLAP) / (tile - OVERLAP)));
  return Array.from({ length: count }, (_, index) => Math.round((index * (length - tile)) / (count - 1)));
}
