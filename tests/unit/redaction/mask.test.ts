import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hide,
  isHidden,
  openMask,
  PADDING,
  releaseFrom,
  widened,
} from '../../../electron/redaction/rules/mask.ts';
import { boxesIn } from './arbitraries.ts';

const size = { width: 80, height: 50 };

describe('a mask', () => {
  it('hides each box and two pixels or more around it, and nothing outside of the image', () => {
    fc.assert(
      fc.property(fc.array(boxesIn(size.width, size.height)), (boxes) => {
        const mask = openMask(size);
        hide(mask, boxes);
        expect(mask.hidden.length).toBe(size.width * size.height);
        expect(PADDING).toBeGreaterThanOrEqual(2);
        for (const box of boxes) expect(isHidden(mask, box)).toBe(true);
      }),
    );
  });

  it('rounds widths up, within the image, never down', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 79 }), fc.integer({ min: 1, max: 80 }), (x, width) => {
        fc.pre(x + width <= size.width);
        const wide = widened({ x, y: 3, width, height: 9 }, size);
        expect(wide.x).toBeLessThanOrEqual(x);
        expect(wide.x).toBeGreaterThanOrEqual(0);
        expect(wide.x + wide.width).toBeGreaterThanOrEqual(x + width);
        expect(wide.x + wide.width).toBeLessThanOrEqual(size.width);
        expect(wide.width % 12 === 0 || wide.width === size.width).toBe(true);
      }),
    );
  });

  it('shows again only what lies in the box that is released', () => {
    const mask = openMask(size);
    hide(mask, [{ x: 0, y: 0, ...size }]);
    releaseFrom(mask, [{ x: 10, y: 10, width: 5, height: 5 }]);
    expect(mask.hidden.filter((value) => value === 0)).toHaveLength(25);
  });
});
