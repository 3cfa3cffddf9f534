import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BarLook,
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

const plain: BarLook = { collapsed: false, expanded: false, zoom: 1 };
const look = fc.record({
  collapsed: fc.boolean(),
  expanded: fc.boolean(),
  zoom: fc.constantFrom(1, 1.25, 1.5, 1.75, 2),
});
const fullHd = { x: 0, y: 0, width: 1920, height: 1040 };

describe('the place of the bar', () => {
  it('is along the whole top edge of the work area, 64 px high', () => {
    expect(placeBar({ x: 1920, y: 40, width: 2560, height: 1400 }, plain)).toEqual({
      x: 1920,
      y: 40,
      width: 2560,
      height: 64,
    });
  });

  it('is the right corner of the top edge when collapsed', () => {
    expect(placeBar(fullHd, { ...plain, collapsed: true })).toEqual({
      x: 1600,
      y: 0,
      width: 320,
      height: 64,
    });
  });

  it('has a second row for as long as it is asked for, and not on the handle', () => {
    expect(placeBar(fullHd, { ...plain, expanded: true }).height).toBe(124);
    expect(placeBar(fullHd, { ...plain, expanded: true, collapsed: true }).height).toBe(64);
  });

  it('is higher where it has less room for its width', () => {
    const height = (width: number) => placeBar({ ...fullHd, width }, plain).height;
    expect([3840, 1280, 1024, 720].map(height)).toEqual([64, 64, 124, 184]);
  });

  it('grows with the zoom, and with the rows that the zoom costs', () => {
    const height = (zoom: number) => placeBar(fullHd, { ...plain, zoom }).height;
    expect([1, 1.25, 1.5, 2].map(height)).toEqual([64, 80, 96, 248]);
  });

  it('is as high on a display of another scale: the desktop counts in pixels independent of it', () => {
    const at150Percent = { x: 1920, y: 0, width: 3840 / 1.5, height: 2160 / 1.5 };
    expect(placeBar(at150Percent, plain)).toEqual({ x: 1920, y: 0, width: 2560, height: 64 });
    const laptopAt200Percent = { x: -640, y: 0, width: 1280 / 2, height: 800 / 2 };
    expect(placeBar(laptopAt200Percent, plain)).toEqual({ x: -640, y: 0, width: 640, height: 184 });
  });

  it('is in whole pixels and never off screen, on any work area, however it looks', () => {
    fc.assert(
      fc.property(area, look, (workArea, anyLook) => {
        const bar = placeBar(workArea, anyLook);
        expect(contains(workArea, bar)).toBe(true);
        expect(Object.values(bar).every(Number.isInteger)).toBe(true);
      }),
    );
  });

  it('never covers half of a screen of 1280 by 720, unless it is enlarged', () => {
    const screen = { x: 0, y: 0, width: 1280, height: 720 };
    expect(placeBar(screen, { ...plain, expanded: true }).height).toBeLessThan(720 / 2);
  });
});

describe('the place of the number field', () => {
  it('is below the bar, inside the work area, however high it is asked to be', () => {
    fc.assert(
      fc.property(area, look, fc.integer({ min: 100, max: 900 }), (workArea, anyLook, height) => {
        const dial = placeDial(workArea, anyLook, height);
        expect(contains(workArea, dial)).toBe(true);
        const bar = placeBar(workArea, anyLook);
        if (bar.height + dial.height <= workArea.height) {
          expect(dial.y).toBe(workArea.y + bar.height);
        }
      }),
    );
  });
});

describe('the place where the station opens', () => {
  it('is inside the work area and below the bar, at any zoom', () => {
    fc.assert(
      fc.property(area, look, (workArea, { zoom }) => {
        const station = placeStation(workArea, zoom);
        expect(contains(workArea, station)).toBe(true);
        const bar = placeBar(workArea, { ...plain, zoom });
        if (workArea.height >= 4 * bar.height) {
          expect(station.y).toBeGreaterThanOrEqual(workArea.y + bar.height);
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
