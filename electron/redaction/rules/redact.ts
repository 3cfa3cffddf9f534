import type { AllowList } from './allow-list.ts';
import type { Box } from './box.ts';
import type { RawImage } from './image.ts';
import { legible } from './legible.ts';
import { locate, maskOf, type Places, STROKE_PADDING } from './locate.ts';
import { fullMask, hide, type Mask, openMask, releaseFrom, wholeOf, widened } from './mask.ts';
import type { Hidden, Outcome, Shortfall } from './outcome.ts';
import type { Located } from './pixel-locator.ts';
import type { Budget, Progress, TextDetector, TextReader } from './ports.ts';
import { readSegments } from './read-segments.ts';
import { mayShow, suspicionOf } from './release.ts';
import { lookAgain } from './second-look.ts';
import { keepingTime } from './second-look-time.ts';
import { shownBoxes, strokesOutside, unexplained } from './shown-boxes.ts';

export interface Engine {
  readonly detector: TextDetector;
  readonly reader: TextReader;
  readonly allowList: AllowList;
  readonly budget: Budget;
  /** The pixel locator, unless told. */
  readonly byContrast?: (image: RawImage) => Located;
}

export interface Watcher {
  /** Everything that was located is hidden; nothing has been read. */
  onLocated?(mask: Mask): void;
  onProgress?(progress: Progress): void;
}

/**
 * The mask for an image: all that both locators found, less the segments that were read, whole, as known labels, and
 * then looked at again. Never rejects: what fails hides more.
 */
export async function redact(image: RawImage, engine: Engine, watcher: Watcher = {}): Promise<Outcome> {
  watcher.onProgress?.({ step: 'locating', done: 0, total: 0 });
  const before = engine.budget.left();
  const places = await locate(image, engine.detector, engine.byContrast);
  const locating = before - engine.budget.left();
  watcher.onLocated?.(maskOf(places, image));
  if (places.shortfalls.length > 0) return everything(image, places.shortfalls);
  try {
    return await showLabels(image, places, engine, locating, watcher);
  } catch {
    return everything(image, ['reader']);
  }
}

/** Nothing is shown. */
export function everything(image: RawImage, shortfalls: readonly Shortfall[]): Outcome {
  return {
    kind: 'fully-masked',
    mask: fullMask(image),
    hidden: [{ box: wholeOf(image), suspicion: 'unread' }],
    shortfalls,
    counts: { segments: 0, read: 0, released: 0, retracted: 0 },
  };
}

async function showLabels(
  image: RawImage,
  places: Places,
  engine: Engine,
  locating: number,
  watcher: Watcher,
): Promise<Outcome> {
  const { allowList } = engine;
  const candidates = legible(places.segments, allowList.longest);
  const { readings, complete } = await readSegments(
    image,
    candidates,
    'quick',
    keepingTime(engine, locating),
    (done, total) => watcher.onProgress?.({ step: 'reading', done, total }),
  );
  const known = candidates.filter((box) => {
    const reading = readings.get(box);
    return reading ? mayShow(reading, box, image, allowList) : false;
  });
  const shown = shownBoxes(known, places, image);
  const kept = places.segments.filter((segment) => !shown.has(segment));
  const mask = maskAround(shown, kept, places, image);
  const second = await lookAgain(image, mask, shown, engine, (done, total) =>
    watcher.onProgress?.({ step: 'checking', done, total }),
  );
  if (!second) return everything(image, ['second-look']);
  const hidden: Hidden[] = [
    ...kept.map((box) => ({ box: widened(box, image), suspicion: suspicionOf(readings.get(box) ?? null) })),
    ...second.retracted.map((box) => ({ box: widened(box, image), suspicion: 'text' as const })),
    ...places.areas.map((box) => ({ box, suspicion: 'unread' as const })),
  ];
  return {
    kind: 'masked',
    mask: second.mask,
    hidden,
    shortfalls: complete ? [] : ['deadline'],
    counts: {
      segments: places.segments.length,
      read: readings.size,
      released: shown.size - second.retracted.length,
      retracted: second.retracted.length,
    },
  };
}

/** Everything that was located, less the boxes that are shown; what is kept is hidden whole, whatever is shown beside it. */
function maskAround(
  shown: ReadonlyMap<Box, Box>,
  kept: readonly Box[],
  places: Places,
  image: RawImage,
): Mask {
  const mask = openMask(image);
  hide(
    mask,
    kept.map((box) => widened(box, image)),
  );
  hide(mask, unexplained(places.detected, shown.values(), image));
  releaseFrom(mask, shown.values());
  hide(mask, kept);
  hide(mask, places.areas);
  hide(mask, strokesOutside(places.strokes, shown), STROKE_PADDING);
  return mask;
}
