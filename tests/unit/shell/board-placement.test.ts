import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Display, Rectangle } from '../../../electron/shell/bar-placement.ts';
import { placeBoard } from '../../../electron/shell/board-placement.ts';

const primary: Display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
const second: Display = { id: 2, workArea: { x: 1920, y: 0, width: 1920, height: 1080 } };

function within({ workArea: area }: Display, place: Rectangle): boolean {
  return (
    place.x >= area.x &&
    place.y >= area.y &&
    place.x + place.width <= area.x + area.width &&
    place.y + place.height <= area.y + area.height
  );
}

test('the board opens on the second display, where there is one', () => {
  expect(within(second, placeBoard([primary, second], null))).toBe(true);
  expect(within(primary, placeBoard([primary], null))).toBe(true);
});

test('it opens where it was', () => {
  const before = { x: 2_000, y: 100, width: 900, height: 700 };
  expect(placeBoard([primary, second], before)).toEqual(before);
});

test('what was on a display that is gone comes back on one that is there', () => {
  const before = { x: 2_000, y: 100, width: 900, height: 700 };
  expect(within(primary, placeBoard([primary], before))).toBe(true);
});

test('whatever was remembered and whichever displays are there, the whole board is on one of them', () => {
  const area = fc.record({
    x: fc.integer({ min: -4_000, max: 4_000 }),
    y: fc.integer({ min: -4_000, max: 4_000 }),
    width: fc.integer({ min: 640, max: 5_000 }),
    height: fc.integer({ min: 480, max: 3_000 }),
  });
  const displays = fc.array(area, { minLength: 1, maxLength: 3 });
  const anywhere = fc.record({
    x: fc.integer({ min: -9_000, max: 9_000 }),
    y: fc.integer({ min: -9_000, max: 9_000 }),
    width: fc.integer({ min: 1, max: 9_000 }),
    height: fc.integer({ min: 1, max: 9_000 }),
  });
  fc.assert(
    fc.property(displays, fc.option(anywhere), (areas, before) => {
      const there = areas.map((workArea, id) => ({ id, workArea }));
      const place = placeBoard(there, before);
      expect(there.some((display) => within(display, place))).toBe(true);
    }),
  );
});
