import { type Box, boxBetween } from './box.ts';
import { differs, type Edges } from './contrast.ts';
import type { RawImage } from './image.ts';

/** No stroke of a letter is as long: a rule of a table, or the edge of a panel. In pixels. */
const HARMLESS = 160;
/** Long enough to be the frame of a field or the line under a cell; may also be a stroke, and is hidden. In pixels. */
const LONG_ACROSS = 44;
const LONG_DOWN = 16;
/** Where lines cross, an edge stops for as many pixels as the other line is wide. */
const CROSSING = 2;
/** A channel differs by less along a line that was drawn in one go; JPEG makes the most of it. */
const SAME = 10;

export interface StraightLines {
  /** Those that may be strokes of letters, and stay hidden. */
  readonly strokes: readonly Box[];
  /** Where lines end, long ones too: rounded corners are there. */
  readonly ends: readonly Box[];
}

/**
 * Takes the straight edges of tables, frames and panels out, so that they do not join what they enclose. A long one is
 * harmless, and forgotten.
 */
export function takeStraightLines({ across, down }: Edges, image: RawImage): StraightLines {
  const { width, height } = image;
  const rows: Direction = { lines: height - 1, length: width, along: 1, aside: width };
  const columns: Direction = { lines: width - 1, length: height, along: width, aside: 1 };
  const strokes: Box[] = [];
  const ends: Box[] = [];
  for (const { line, from, to } of linesOf(down, image, rows, LONG_ACROSS)) {
    down.fill(0, line * width + from, line * width + to);
    if (to - from < HARMLESS) strokes.push(boxBetween(from, line, to, line + 2));
    ends.push(boxBetween(from, line, from + 1, line + 2), boxBetween(to - 1, line, to, line + 2));
  }
  for (const { line, from, to } of linesOf(across, image, columns, LONG_DOWN)) {
    for (let y = from; y < to; y++) across[y * width + line] = 0;
    if (to - from < HARMLESS) strokes.push(boxBetween(line, from, line + 2, to));
    ends.push(boxBetween(line, from, line + 2, from + 1), boxBetween(line, to - 1, line + 2, to));
  }
  return { strokes, ends };
}

interface Line {
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

/** How the edges of one direction lie in memory, in pixels. */
interface Direction {
  readonly lines: number;
  readonly length: number;
  /** From a pixel to the next of its line. */
  readonly along: number;
  /** From a pixel to the one on the other side of the edge. */
  readonly aside: number;
}

/** Edges that go on for `least` pixels while one of their sides keeps its colour. */
function linesOf(edges: Uint8Array, image: RawImage, way: Direction, least: number): Line[] {
  const found: Line[] = [];
  for (let line = 0; line < way.lines; line++) {
    const start = line * way.aside;
    for (let at = 0; at < way.length; ) {
      if (edges[start + at * way.along] !== 1) {
        at++;
        continue;
      }
      const to = endOfLine(edges, image, way, start, at);
      if (to - at >= least) found.push({ line, from: at, to });
      at = Math.max(to, at + 1);
    }
  }
  return found;
}

function endOfLine(
  edges: Uint8Array,
  { data }: RawImage,
  way: Direction,
  start: number,
  from: number,
): number {
  const first = (start + from * way.along) * 3;
  let [near, far] = [true, true];
  let last = from;
  for (let at = from + 1; at < way.length && at - last <= CROSSING + 1; at++) {
    const pixel = start + at * way.along;
    near &&= !differs(data, first, pixel * 3, SAME);
    far &&= !differs(data, first + way.aside * 3, (pixel + way.aside) * 3, SAME);
    if (!near && !far) break;
    if (edges[pixel] === 1) last = at;
  }
  return last + 1;
}
