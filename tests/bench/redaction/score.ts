import type { RawImage } from '../../../electron/redaction/rules/image.ts';
import type { Word } from './render.ts';

/** What a masked picture still tells. */
export interface Score {
  readonly labels: number;
  readonly labelsKept: number;
  /** By kind of personal datum. */
  readonly kinds: ReadonlyMap<string, { readonly spans: number; readonly leaked: number }>;
  readonly leaks: readonly string[];
}

/** A span leaks where more of its ink than this is still to be seen; a label is kept where as much is. */
const LEAK = 0.1;
const KEPT = 0.9;
/** Too little ink to be a span or a label. */
const LEAST_SPAN = 5;
const LEAST_LABEL = 3;

/**
 * Ink is seen where its pixel kept its colour, unless what surrounds it was filled with that same colour. `ink` holds 2
 * where it is of personal data and 1 where it is of other text, or 1 for all and the words decide.
 */
export function score(words: readonly Word[], ink: Uint8Array, original: RawImage, masked: RawImage): Score {
  const seen = visibleIn(original, masked);
  const spans = new Map<string, { kind: string; ink: Set<number> }>();
  let [labels, labelsKept] = [0, 0];
  for (const word of words) {
    const own = inkOf(word, ink, original);
    if (word.kind !== null) {
      const span = spans.get(word.span ?? '') ?? { kind: word.kind, ink: new Set() };
      for (const pixel of own) span.ink.add(pixel);
      spans.set(word.span ?? '', span);
    } else if (own.length > LEAST_LABEL) {
      labels++;
      if (own.filter(seen).length >= KEPT * own.length) labelsKept++;
    }
  }
  const kinds = new Map<string, { spans: number; leaked: number }>();
  const leaks: string[] = [];
  for (const { kind, ink: pixels } of spans.values()) {
    if (pixels.size <= LEAST_SPAN) continue;
    const leaked = [...pixels].filter(seen).length > LEAK * pixels.size;
    const known = kinds.get(kind) ?? { spans: 0, leaked: 0 };
    kinds.set(kind, { spans: known.spans + 1, leaked: known.leaked + (leaked ? 1 : 0) });
    if (leaked) leaks.push(kind);
  }
  return { labels, labelsKept, kinds, leaks };
}

function inkOf(word: Word, ink: Uint8Array, { width, height }: RawImage): number[] {
  const wanted = word.kind === null ? [1] : [1, 2];
  const found: number[] = [];
  for (let y = Math.max(0, Math.floor(word.y)); y < Math.min(height, Math.ceil(word.y + word.height)); y++) {
    for (let x = Math.max(0, Math.floor(word.x)); x < Math.min(width, Math.ceil(word.x + word.width)); x++) {
      if (wanted.includes(ink[y * width + x] ?? 0)) found.push(y * width + x);
    }
  }
  return found;
}

function visibleIn(original: RawImage, masked: RawImage): (pixel: number) => boolean {
  const { width } = original;
  const same = (a: RawImage, i: number, b: RawImage, j: number): boolean =>
    a.data[i * 3] === b.data[j * 3] &&
    a.data[i * 3 + 1] === b.data[j * 3 + 1] &&
    a.data[i * 3 + 2] === b.data[j * 3 + 2];
  const flat = (image: RawImage, pixel: number): boolean =>
    [-width, 0, width].every((row) =>
      [-1, 0, 1].every((column) => {
        const near = pixel + row + column;
        return near < 0 || near * 3 >= image.data.length || same(image, pixel, image, near);
      }),
    );
  return (pixel) => same(original, pixel, masked, pixel) && !(flat(masked, pixel) && !flat(original, pixel));
}
