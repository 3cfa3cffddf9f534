import type { Box } from '../../redaction/index.ts';
import type { DrawnBox, Edits } from '../ports.ts';

/** What a person does to a masked picture; all of it may be undone, and nothing of it shows more. Pixels, fractions too. */
export type EditAction =
  | { readonly type: 'draw'; readonly box: Box }
  /** Moves or resizes one. */
  | { readonly type: 'place'; readonly id: number; readonly box: Box }
  | { readonly type: 'remove'; readonly id: number }
  | { readonly type: 'crop'; readonly box: Box | null }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' };

/** Edits with what was before and what was undone. */
export interface EditHistory {
  readonly past: readonly Edits[];
  readonly present: Edits;
  readonly future: readonly Edits[];
  readonly nextId: number;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** As many as the redaction process takes. */
export const MOST_BOXES = 500;
/** Steps that can be undone. */
const MOST_STEPS = 200;
/** A smaller part of a picture tells nobody anything; pixels. */
export const SMALLEST_AREA = 16;

export const noEdits: EditHistory = {
  past: [],
  present: { boxes: [], area: null },
  future: [],
  nextId: 1,
};

/** The history after an action; the same one where it changes nothing. */
export function edit(history: EditHistory, action: EditAction, size: PictureSize): EditHistory {
  if (action.type === 'undo') return undo(history);
  if (action.type === 'redo') return redo(history);
  const present = changed(history, action, size);
  if (present === history.present) return history;
  return {
    past: [...history.past, history.present].slice(-MOST_STEPS),
    present,
    future: [],
    nextId: history.nextId + (action.type === 'draw' ? 1 : 0),
  };
}

function changed(
  { present, nextId }: EditHistory,
  action: Exclude<EditAction, { type: 'undo' | 'redo' }>,
  size: PictureSize,
): Edits {
  const { boxes } = present;
  switch (action.type) {
    case 'draw': {
      const box = wholePixels(action.box, size);
      if (!box || boxes.length >= MOST_BOXES) return present;
      return { ...present, boxes: [...boxes, { id: nextId, ...box }] };
    }
    case 'place': {
      const before = boxes.find(({ id }) => id === action.id);
      const box = wholePixels(action.box, size);
      if (!before || !box || isSame(before, box)) return present;
      return { ...present, boxes: boxes.map((one) => (one === before ? { id: one.id, ...box } : one)) };
    }
    case 'remove': {
      const left = boxes.filter(({ id }) => id !== action.id);
      return left.length === boxes.length ? present : { ...present, boxes: left };
    }
    case 'crop': {
      const area = action.box && areaOf(action.box, size);
      if (action.box && !area) return present;
      if (area === present.area || (area && present.area && isSame(area, present.area))) return present;
      return { ...present, area };
    }
  }
}

function undo(history: EditHistory): EditHistory {
  const before = history.past.at(-1);
  if (!before) return history;
  return {
    ...history,
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
  };
}

function redo(history: EditHistory): EditHistory {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { ...history, past: [...history.past, history.present], present: next, future };
}

/** A box that hides at least what was drawn: rounded outward, within the picture; null where nothing of it is there. */
export function wholePixels(drawn: Box, { width, height }: PictureSize): Box | null {
  const left = Math.max(0, Math.floor(drawn.x));
  const top = Math.max(0, Math.floor(drawn.y));
  const right = Math.min(width, Math.ceil(drawn.x + drawn.width));
  const bottom = Math.min(height, Math.ceil(drawn.y + drawn.height));
  // Also false where a number is none.
  return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** A part of the picture; null where it is all of it, or too small to be meant. */
function areaOf(drawn: Box, size: PictureSize): Box | null {
  const box = wholePixels(drawn, size);
  if (!box || box.width < SMALLEST_AREA || box.height < SMALLEST_AREA) return null;
  return box;
}

function isSame(a: Box, b: Box | DrawnBox): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
