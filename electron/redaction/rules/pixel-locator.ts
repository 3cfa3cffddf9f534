import type { Box } from './box.ts';
import { componentsOf } from './components.ts';
import { edgesOf, marksOf } from './contrast.ts';
import type { RawImage } from './image.ts';
import { takeStraightLines } from './straight-lines.ts';

/** What the pixel locator found; nothing of it is read. */
export interface Located {
  /** Pieces of what may be text, a letter to a phrase each. */
  readonly pieces: readonly Box[];
  /** Straight lines that may be strokes. To be hidden, never joined to what is beside them. */
  readonly strokes: readonly Box[];
  /** What is too tall for a line of text: pictures, frames, letters as high as a poster's. To be hidden, never read. */
  readonly areas: readonly Box[];
}

/** Finds text without knowing letters: whatever has an edge, joined into runs along the line. */
export function locateByContrast(image: RawImage): Located {
  const edges = edgesOf(image);
  const { strokes, ends } = takeStraightLines(edges, image);
  const { lines, tall } = componentsOf(marksOf(edges, image.width), image);
  const corners = cornersAmong(lines, ends);
  return {
    pieces: lines.filter((piece) => !corners.has(piece)),
    strokes: [...strokes, ...corners],
    areas: tall,
  };
}

/** A corner of a frame is rounded by at most as many pixels. */
const CORNER = 7;
const NEAR = 3;

/** What is left of frames once their straight lines are gone. */
function cornersAmong(pieces: readonly Box[], ends: readonly Box[]): Set<Box> {
  const places = new Set(ends.map(cell));
  const near = ({ x, y, width, height }: Box): boolean => {
    for (let row = y - NEAR; row < y + height + NEAR; row++) {
      for (let column = x - NEAR; column < x + width + NEAR; column++) {
        if (places.has(cell({ x: column, y: row }))) return true;
      }
    }
    return false;
  };
  return new Set(pieces.filter((piece) => piece.width <= CORNER && piece.height <= CORNER && near(piece)));
}

const cell = ({ x, y }: Pick<Box, 'x' | 'y'>): number => y * 65_536 + x;
