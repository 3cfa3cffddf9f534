import { type Box, padded } from './box.ts';
import type { RawImage } from './image.ts';
import { hide, type Mask, openMask, wholeOf, widened } from './mask.ts';
import type { Shortfall } from './outcome.ts';
import { type Located, locateByContrast } from './pixel-locator.ts';
import type { TextDetector } from './ports.ts';
import { segmentsOf } from './segments.ts';

/** Where text may be, by both locators; none of it is read yet. */
export interface Places {
  /** What may be read, and shown if it may be. */
  readonly segments: readonly Box[];
  /** Straight lines that may be strokes. */
  readonly strokes: readonly Box[];
  /** All else: pictures, and what the detector found. */
  readonly areas: readonly Box[];
  readonly detected: readonly Box[];
  readonly shortfalls: readonly Shortfall[];
}

/** Around a straight line, in pixels: it has no soft edge, and text may stand close by. */
export const STROKE_PADDING = 2;

/** Both locators at once. One that fails has found the whole image. */
export async function locate(
  image: RawImage,
  detector: TextDetector,
  byContrast: (image: RawImage) => Located = locateByContrast,
): Promise<Places> {
  const detecting = detector.detect(image).then(
    (boxes) => boxes,
    () => null,
  );
  const seen = attempt(() => byContrast(image));
  const detected = await detecting;
  return {
    segments: seen ? segmentsOf(seen.pieces) : [],
    strokes: seen?.strokes ?? [],
    areas: seen?.areas ?? [wholeOf(image)],
    detected: detected ?? [wholeOf(image)],
    shortfalls: [...(seen ? [] : (['locator'] as const)), ...(detected ? [] : (['detector'] as const))],
  };
}

/** Everything that was located, hidden: what is shown before anything is read. */
export function maskOf({ segments, strokes, areas, detected }: Places, image: RawImage): Mask {
  const mask = openMask(image);
  for (const segment of segments) {
    const whole = padded(segment, 0, image);
    if (whole) hide(mask, [widened(whole, image)]);
  }
  hide(mask, strokes, STROKE_PADDING);
  hide(mask, areas);
  hide(mask, detected);
  return mask;
}

function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
