import { type Box, overlap } from './box.ts';

/** Heights of letters that the reader reads, in pixels. */
const LOWEST = 5;
const HIGHEST = 56;
/** Letters take at least this share of their height, the narrowest of a word. */
const NARROWEST_LETTER = 0.36;

/**
 * The segments that could be a label, by their form alone: as high as letters, and no longer than the longest label
 * can be. What is left out stays hidden.
 */
export function legible(segments: readonly Box[], longestLabel: number): Box[] {
  return segments.filter(
    ({ width, height }) =>
      height >= LOWEST &&
      height <= HIGHEST &&
      width >= height &&
      width * NARROWEST_LETTER <= (longestLabel + 2) * height,
  );
}

/** A piece of a frame within a segment would be released with it. */
export function crosses(segment: Box, strokes: readonly Box[]): boolean {
  return strokes.some((stroke) => {
    const common = overlap(segment, stroke);
    return common !== null && (common.width < stroke.width || common.height < stroke.height);
  });
}
