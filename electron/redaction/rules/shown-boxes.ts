import { type Box, bottom, overlap, padded, right, type Size } from './box.ts';
import type { Places } from './locate.ts';
import { hide, isHidden, openMask, PADDING } from './mask.ts';

/**
 * For each segment that may be shown, the box that is uncovered: the segment and its padding. What crosses it and is
 * not known, a stroke that leaves it, a picture or another segment, keeps it hidden.
 */
export function shownBoxes(known: readonly Box[], places: Places, size: Size): Map<Box, Box> {
  const released = new Set(known);
  const others = [...places.segments.filter((segment) => !released.has(segment)), ...places.areas];
  const shown = new Map<Box, Box>();
  for (const segment of known) {
    const box = padded(segment, PADDING, size);
    const disturbed =
      others.some((other) => overlap(segment, other) !== null) ||
      places.strokes.some((stroke) => overlap(segment, stroke) !== null && !isWithin(stroke, segment));
    if (box && !disturbed) shown.set(segment, box);
  }
  return shown;
}

/** A detector's box is this much larger than its text, in pixels. */
const MARGIN = 8;

/** What a detector found, less what is no more than a segment that is shown and the margin around it. */
export function unexplained(detected: readonly Box[], shown: Iterable<Box>, size: Size): Box[] {
  const explained = openMask(size);
  hide(explained, shown, MARGIN);
  return detected.filter((box) => !isHidden(explained, box));
}

/** Strokes that lie within no box that is shown. */
export function strokesOutside(strokes: readonly Box[], shown: ReadonlyMap<Box, Box>): Box[] {
  const boxes = [...shown.keys()];
  return strokes.filter((stroke) => !boxes.some((box) => isWithin(stroke, box)));
}

/** Within `box` or its padding. */
function isWithin(inner: Box, box: Box): boolean {
  return (
    inner.x >= box.x - PADDING &&
    inner.y >= box.y - PADDING &&
    right(inner) <= right(box) + PADDING &&
    bottom(inner) <= bottom(box) + PADDING
  );
}
