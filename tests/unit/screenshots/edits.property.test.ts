import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../../electron/redaction/index.ts';
import {
  type EditAction,
  type EditHistory,
  edit,
  MOST_BOXES,
  noEdits,
  wholePixels,
} from '../../../electron/screenshots/rules/edits.ts';

/** Whatever a hand or a broken page asks of a picture. */

const size = { width: 320, height: 200 };
const number = fc.oneof(
  fc.double({ min: -500, max: 800, noNaN: true }),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0),
);
const box: fc.Arbitrary<Box> = fc.record({ x: number, y: number, width: number, height: number });
const id = fc.integer({ min: 1, max: 12 });
const change: fc.Arbitrary<EditAction> = fc.oneof(
  fc.record({ type: fc.constant('draw' as const), box }),
  fc.record({ type: fc.constant('place' as const), id, box }),
  fc.record({ type: fc.constant('remove' as const), id }),
  fc.record({ type: fc.constant('crop' as const), box: fc.option(box) }),
);
const action: fc.Arbitrary<EditAction> = fc.oneof(
  { weight: 4, arbitrary: change },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('undo' as const, 'redo' as const) }) },
);
const after = (actions: readonly EditAction[], from: EditHistory = noEdits) =>
  actions.reduce((history, one) => edit(history, one, size), from);

function isWithin({ x, y, width, height }: Box): boolean {
  const whole = [x, y, width, height].every(Number.isSafeInteger);
  return (
    whole &&
    x >= 0 &&
    y >= 0 &&
    width > 0 &&
    height > 0 &&
    x + width <= size.width &&
    y + height <= size.height
  );
}

describe('what is drawn on a picture', () => {
  it('is whole pixels within it, each box with a number of its own', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
        const { boxes, area } = after(actions).present;
        expect(boxes.every(isWithin)).toBe(true);
        expect(area === null || isWithin(area)).toBe(true);
        expect(new Set(boxes.map((one) => one.id)).size).toBe(boxes.length);
      }),
    );
  });

  it('hides at least what the hand drew', () => {
    fc.assert(
      fc.property(box, (drawn) => {
        const whole = wholePixels(drawn, size);
        const inside = {
          left: Math.max(0, drawn.x),
          top: Math.max(0, drawn.y),
          right: Math.min(size.width, drawn.x + drawn.width),
          bottom: Math.min(size.height, drawn.y + drawn.height),
        };
        if (!(inside.right > inside.left && inside.bottom > inside.top)) return;
        expect(whole).not.toBeNull();
        if (!whole) return;
        expect(whole.x).toBeLessThanOrEqual(inside.left);
        expect(whole.y).toBeLessThanOrEqual(inside.top);
        expect(whole.x + whole.width).toBeGreaterThanOrEqual(inside.right);
        expect(whole.y + whole.height).toBeGreaterThanOrEqual(inside.bottom);
      }),
    );
  });

  it('is as it was after as much is undone as was done, and back after it is redone', () => {
    fc.assert(
      fc.property(
        fc.array(action, { maxLength: 30 }),
        fc.array(change, { maxLength: 20 }),
        (before, actions) => {
          const start = after(before);
          const end = after(actions, start);
          const done = end.past.length - start.past.length;
          const times = (type: 'undo' | 'redo') => Array.from({ length: done }, () => ({ type }));
          const undone = after(times('undo'), end);
          expect(undone.present).toEqual(start.present);
          expect(after(times('redo'), undone).present).toEqual(end.present);
        },
      ),
    );
  });

  it('leaves all as it is where an act changes nothing', () => {
    const drawn = after([{ type: 'draw', box: { x: 1, y: 1, width: 9, height: 9 } }]);
    const nothing: readonly EditAction[] = [
      { type: 'remove', id: 99 },
      { type: 'place', id: 1, box: { x: 1.2, y: 1.2, width: 8.5, height: 8.5 } },
      { type: 'place', id: 1, box: { x: 400, y: 1, width: 9, height: 9 } },
      { type: 'crop', box: null },
      { type: 'crop', box: { x: 0, y: 0, width: 3, height: 90 } },
      { type: 'redo' },
    ];
    for (const one of nothing) expect(edit(drawn, one, size)).toBe(drawn);
  });

  it('is never more than the masking takes', () => {
    const many = Array.from({ length: MOST_BOXES + 5 }, (_, at): EditAction => {
      return { type: 'draw', box: { x: at % 300, y: 0, width: 5, height: 5 } };
    });
    expect(after(many).present.boxes).toHaveLength(MOST_BOXES);
  });
});
