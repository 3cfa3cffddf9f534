import fc from 'fast-check';
import { createAllowList } from '../../../electron/redaction/rules/allow-list.ts';
import type { Box } from '../../../electron/redaction/rules/box.ts';
import { blankImage, type RawImage } from '../../../electron/redaction/rules/image.ts';
import type { TextDetector, TextReader } from '../../../electron/redaction/rules/ports.ts';
import type { Reading } from '../../../electron/redaction/rules/reading.ts';
import type { Engine } from '../../../electron/redaction/rules/redact.ts';

/** Any picture of a modest size: noise, flat, or rectangles on a ground. */
export const images: fc.Arbitrary<RawImage> = fc
  .record({ width: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 1, max: 60 }) })
  .chain(({ width, height }) =>
    fc.oneof(
      fc
        .uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 })
        .map((data) => ({ width, height, data })),
      fc.array(boxesIn(width, height), { maxLength: 12 }).map((boxes) => drawn(width, height, boxes)),
    ),
  );

/** Boxes that may reach over the image's edges. */
export function boxesIn(width: number, height: number): fc.Arbitrary<Box> {
  return fc.record({
    x: fc.integer({ min: -5, max: width + 5 }),
    y: fc.integer({ min: -5, max: height + 5 }),
    width: fc.integer({ min: 0, max: width }),
    height: fc.integer({ min: 0, max: height }),
  });
}

/** Dark rectangles on white, as letters are. */
export function drawn(width: number, height: number, boxes: readonly Box[]): RawImage {
  const image = blankImage(width, height, [255, 255, 255]);
  for (const box of boxes) {
    for (let y = Math.max(0, box.y); y < Math.min(height, box.y + box.height); y++) {
      for (let x = Math.max(0, box.x); x < Math.min(width, box.x + box.width); x++) {
        image.data.fill(20, (y * width + x) * 3, (y * width + x) * 3 + 3);
      }
    }
  }
  return image;
}

/** A reading of `text`, its characters spread evenly. */
export function readingOf(text: string, confidence = 0.99): Reading {
  return {
    glyphs: [...text].map((character, index) => ({
      character,
      at: (index + 0.5) / text.length,
      confidence,
    })),
  };
}

export const seeingNothing: TextDetector = { detect: () => Promise.resolve([]) };

export function readerOf(read: (box: Box, how: 'quick' | 'careful') => Reading | null): TextReader {
  return { lanes: 2, read: (_image, box, how) => Promise.resolve(read(box, how)) };
}

/** An engine that reads « Enregistrer » everywhere, and knows it. */
export function engine(parts: Partial<Engine> = {}): Engine {
  return {
    detector: seeingNothing,
    reader: readerOf(() => readingOf('Enregistrer')),
    allowList: createAllowList([{ labels: ['Enregistrer'], formats: [] }]),
    budget: { left: () => 1_000 },
    ...parts,
  };
}
