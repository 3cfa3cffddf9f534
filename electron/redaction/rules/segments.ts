import { around, type Box, bottom, right } from './box.ts';

/** Two pieces of one phrase are at most this far apart, as a share of the taller one's height: a space, not a gap between columns. */
const SPACE = 0.45;
/** Of the lower piece, what must lie beside the taller one. */
const BESIDE = 0.5;
/** An accent or the dot of an i is at most this high, and this far above, as shares of the letter's height. */
const ACCENT = 0.45;
const LIFTED = 0.3;

/**
 * Joins the pieces of a line that belong together into segments, from left to right and from top to bottom. A segment
 * is what is read and released as a whole, or not at all.
 */
export function segmentsOf(pieces: readonly Box[]): Box[] {
  const sorted = [...pieces].sort((a, b) => a.x - b.x);
  const parent = sorted.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at;
      at = parent[at] ?? at;
    }
    return at;
  };
  sorted.forEach((left, index) => {
    const reach = right(left) + Math.max(2, left.height * SPACE, MOST_SPACE);
    for (let next = index + 1; next < sorted.length; next++) {
      const other = sorted[next];
      if (!other || other.x > reach) break;
      if (belong(left, other)) parent[root(next)] = root(index);
    }
  });
  const segments = new Map<number, Box>();
  sorted.forEach((piece, index) => {
    const known = segments.get(root(index));
    segments.set(root(index), known ? around(known, piece) : piece);
  });
  return [...segments.values()].sort((a, b) => a.y - b.y || a.x - b.x);
}

/** The space of the tallest line that is read; in pixels. */
const MOST_SPACE = 40;

/** `a` begins left of `b`. */
function belong(a: Box, b: Box): boolean {
  const [low, tall] = a.height < b.height ? [a, b] : [b, a];
  const gap = b.x - right(a);
  const common = Math.min(bottom(a), bottom(b)) - Math.max(a.y, b.y);
  if (common >= BESIDE * low.height) return gap <= Math.max(2, SPACE * tall.height);
  return isAccent(low, tall) && gap <= 0;
}

function isAccent(low: Box, tall: Box): boolean {
  const between = tall.y - bottom(low);
  return (
    low.height <= ACCENT * tall.height &&
    low.width <= tall.height &&
    between >= -2 &&
    between <= LIFTED * tall.height
  );
}
