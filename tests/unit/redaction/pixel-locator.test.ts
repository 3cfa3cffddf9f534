import { describe, expect, it } from 'vitest';
import type { Box } from '../../../electron/redaction/rules/box.ts';
import { blankImage, type RawImage } from '../../../electron/redaction/rules/image.ts';
import { hide, isHidden, openMask } from '../../../electron/redaction/rules/mask.ts';
import { locateByContrast } from '../../../electron/redaction/rules/pixel-locator.ts';
import { segmentsOf } from '../../../electron/redaction/rules/segments.ts';

/** Strokes as letters have them, a word each. */
function word(x: number, y: number, letters: number): Box[] {
  return Array.from({ length: letters }, (_, index) => ({ x: x + index * 7, y, width: 4, height: 10 }));
}

function paint(image: RawImage, boxes: readonly Box[], value: number): RawImage {
  for (const { x, y, width, height } of boxes) {
    for (let row = y; row < y + height; row++) {
      image.data.fill(value, (row * image.width + x) * 3, (row * image.width + x + width) * 3);
    }
  }
  return image;
}

const page = (ground: number): RawImage => blankImage(400, 120, [ground, ground, ground]);

describe('the pixel locator', () => {
  it.each([
    ['black on white', 255, 0],
    ['white on black', 0, 255],
    ['nearly invisible', 250, 243],
  ])('finds text %s', (_name, ground, ink) => {
    const boxes = word(40, 50, 6);
    const { pieces } = locateByContrast(paint(page(ground), boxes, ink));
    const mask = openMask({ width: 400, height: 120 });
    hide(mask, pieces);
    for (const box of boxes) expect(isHidden(mask, box)).toBe(true);
  });

  it('does not join two cells of a table, nor the words with the rules around them', () => {
    const image = paint(page(255), [...word(20, 50, 5), ...word(220, 50, 5)], 0);
    const rules = [
      { x: 0, y: 40, width: 400, height: 1 },
      { x: 0, y: 68, width: 400, height: 1 },
      { x: 200, y: 0, width: 1, height: 120 },
    ];
    const { pieces } = locateByContrast(paint(image, rules, 180));
    expect(segmentsOf(pieces).map(({ x, width }) => [x, width])).toEqual([
      [19, 34],
      [219, 34],
    ]);
  });

  it('joins words with a space between them into one segment, and not two columns', () => {
    const apart = (gap: number) => [
      { x: 0, y: 0, width: 40, height: 20 },
      { x: 40 + gap, y: 2, width: 30, height: 18 },
    ];
    expect(segmentsOf(apart(8))).toHaveLength(1);
    expect(segmentsOf(apart(24))).toHaveLength(2);
  });

  it('hides the short frames that it takes out, for they may be strokes', () => {
    const stroke = { x: 100, y: 20, width: 5, height: 60 };
    const { pieces, strokes } = locateByContrast(paint(page(255), [stroke], 0));
    const mask = openMask({ width: 400, height: 120 });
    hide(mask, [...pieces, ...strokes]);
    expect(isHidden(mask, stroke)).toBe(true);
  });

  it('hides a picture by its squares, and not what a frame holds', () => {
    const image = page(255);
    for (let at = 0; at < image.data.length; at += 3) {
      const noise = ((at * 2_654_435_761) >>> 24) & 255;
      image.data.fill(noise, at, at + 3);
    }
    const { areas } = locateByContrast(image);
    const mask = openMask(image);
    hide(mask, areas);
    expect(mask.hidden.every((value) => value === 1)).toBe(true);
  });

  it('takes the frames of buttons apart from their words, and hides them', () => {
    const frame = (x: number): Box[] => [
      { x, y: 46, width: 60, height: 1 },
      { x, y: 69, width: 60, height: 1 },
      { x, y: 46, width: 1, height: 24 },
      { x: x + 59, y: 46, width: 1, height: 24 },
    ];
    const frames = [...frame(20), ...frame(86)];
    const image = paint(paint(page(255), [...word(34, 52, 5), ...word(100, 52, 5)], 0), frames, 150);
    const { pieces, strokes } = locateByContrast(image);
    expect(segmentsOf(pieces).map(({ x, width }) => [x, width])).toEqual([
      [33, 34],
      [99, 34],
    ]);
    const mask = openMask(image);
    hide(mask, [...pieces, ...strokes], 2);
    for (const box of frames) expect(isHidden(mask, box)).toBe(true);
  });
});
