import type { AllowList } from './allow-list.ts';
import { type Box, bottom, right } from './box.ts';
import { type Edges, edgesOf } from './contrast.ts';
import type { RawImage } from './image.ts';
import { applyMask, hide, type Mask, unionOf } from './mask.ts';
import type { Budget, TextDetector, TextReader } from './ports.ts';
import { readSegments } from './read-segments.ts';
import { mayShow } from './release.ts';
import { takeStraightLines } from './straight-lines.ts';

interface Eyes {
  readonly detector: TextDetector;
  readonly reader: TextReader;
  readonly allowList: AllowList;
  readonly budget: Budget;
}

export interface SecondLook {
  /** Hides what the first one hid, or more. */
  readonly mask: Mask;
  /** Segments that are hidden again. */
  readonly retracted: readonly Box[];
}

/**
 * Looks at the masked picture as somebody would who receives it: each segment that shows is read again, with more care,
 * and text is looked for where none should be. What is not known is hidden. Null where it could not be looked at.
 */
export async function lookAgain(
  image: RawImage,
  mask: Mask,
  shown: ReadonlyMap<Box, Box>,
  eyes: Eyes,
  onRead: (done: number, total: number) => void,
): Promise<SecondLook | null> {
  const picture = applyMask(image, mask);
  const remainder = remainderOf(picture, mask, shown);
  // Where nothing is to be seen, a detector sees no more than the edges of masks.
  const detecting = eyes.detector
    .detect(picture, (part) => hasContrast(remainder, part))
    .then(
      (boxes) => boxes,
      () => null,
    );
  const segments = [...shown.keys()];
  const { readings } = await readSegments(picture, segments, 'careful', eyes, onRead);
  const detected = await detecting;
  if (!detected) return null;
  const retracted = segments.filter((segment) => {
    const reading = readings.get(segment);
    return !reading || !mayShow(reading, segment, picture, eyes.allowList);
  });
  const grown: Mask = { ...mask, hidden: Uint8Array.from(mask.hidden) };
  hide(grown, [...retracted, ...detected.filter((box) => hasContrast(remainder, box))]);
  return { mask: unionOf(mask, grown), retracted };
}

/** Less than what the pixel locator looks for: this is the last look. */
const FAINT = 4;

/** What is still to be seen outside of masks and of what was released, straight lines apart. */
interface Remainder {
  readonly edges: Edges;
  /** Masks and what was released. */
  readonly known: Mask;
}

function remainderOf(picture: RawImage, mask: Mask, shown: ReadonlyMap<Box, Box>): Remainder {
  const known: Mask = { ...mask, hidden: Uint8Array.from(mask.hidden) };
  hide(known, shown.values(), 1);
  const edges = edgesOf(picture, FAINT);
  takeStraightLines(edges, picture);
  return { edges, known };
}

/** Whether an edge lies in `box` between two pixels that are open; one against a mask is the mask's own. */
function hasContrast({ edges: { across, down }, known: { width, hidden } }: Remainder, box: Box): boolean {
  const end = Math.min(width, right(box));
  const floor = Math.min(hidden.length / width, bottom(box));
  for (let y = box.y; y < floor; y++) {
    for (let x = box.x; x < end; x++) {
      const at = y * width + x;
      if (hidden[at] !== 0) continue;
      if (across[at] === 1 && hidden[at + 1] === 0) return true;
      if (down[at] === 1 && hidden[at + width] === 0) return true;
    }
  }
  return false;
}
