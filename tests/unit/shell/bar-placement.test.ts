import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barHeight,
  displayOf,
  placeBar,
  placeDial,
  placeStation,
  type Rectangle,
} from '../../../electron/shell/bar-placement.ts';

const area = fc.record({
  x: fc.integer({ min: -4000, max: 4000 }),
  y: fc.integer({ min: -4000, max: 4000 }),
  width: fc.integer({ min: 320, max: 7680 }),
  height: fc.integer({ min: 240, max: 4320 }),
});

function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

describe('the place of the bar', () => {
  it('is along the whole top edge of the work area, 64 px high', () => {
    expect(placeBar({ x: 1920, y: 40, width: 2560, height: 1400 }, false)).toEqual({
      x: 1920,
      y: 40,
      width: 2560,
      height: 64,
    });
  });

  it('is the right corner of the top edge when collapsed', () => {
    const bar = placeBar({ x: 0, y: 0, width: 1920, height: 1040 }, true);
    expect(bar.x + bar.width).toBe(1920);
    expect(bar.width).toBeLessThan(400);
    expect(bar.y).toBe(0);
  });

  it('is never off screen, on any work area', () => {
    fc.assert(
      fc.property(area, fc.boolean(), (workArea, collapsed) => {
        expect(contains(workArea, placeBar(workArea, collapsed))).toBe(true);
      }),
    );
  });

  it('leaves room for the number field below, inside the work area', () => {
    fc.assert(
      fc.property(area, (workArea) => {
        expect(contains(workArea, placeDial(workArea))).toBe(true);
      }),
    );
  });
});

describe('the place where the station opens', () => {
  it('is inside the work area and below the bar', () => {
    fc.assert(
      fc.property(area, (workArea) => {
        const station = placeStation(workArea);
        expect(contains(workArea, station)).toBe(true);
        if (workArea.height >= 4 * barHeight) {
          expect(station.y).toBeGreaterThanOrEqual(workArea.y + barHeight);
        }
      }),
    );
  });
});

describe('the display of the bar', () => {
  const workArea = { x: 0, y: 0, width: 1280, height: 720 };
  const displays = [
    { id: 1, workArea },
    { id: 2, workArea },
  ];

  it('is the one that was chosen', () => {
    expect(displayOf(displays, 2)?.id).toBe(2);
  });

  it('is the primary one while the chosen one is away', () => {
    expect(displayOf(displays, 7)?.id).toBe(1);
    expect(displayOf(displays, null)?.id).toBe(1);
  });

  it('is none when there is no display at all', () => {
    expect(displayOf([], 1)).toBeNull();
  });
});
