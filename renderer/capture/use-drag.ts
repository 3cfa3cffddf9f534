import { type PointerEvent, useState } from 'react';
import type { Box } from '../../electron/redaction/index.ts';
import type { DrawnBox } from '../../electron/screenshots/ports.ts';
import { boxOf, moved, type Point } from './geometry.ts';

interface Drag {
  readonly from: Point;
  readonly to: Point;
  /** The box that is moved; null while one is drawn. */
  readonly box: DrawnBox | null;
}

export interface DragOptions {
  readonly picture: { readonly width: number; readonly height: number };
  /** Pixels of the picture in a pixel of the page. */
  readonly factor: number;
  readonly onDrawn: (box: Box) => void;
  readonly onMoved: (id: number, box: Box) => void;
  /** The pointer went up where it had gone down. */
  readonly onClick: (at: Point) => void;
}

/** Less than this is a hand that trembles, in pixels of the page. */
const STILL = 4;

/** Drawing and moving boxes with a pointer: where the box under the hand is, and what came of it. */
export function useDrag({ picture, factor, onDrawn, onMoved, onClick }: DragOptions) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const at = (event: PointerEvent<HTMLElement>): Point => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - left) / factor, y: (event.clientY - top) / factor };
  };
  const start = (event: PointerEvent<HTMLElement>, box: DrawnBox | null) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const from = at(event);
    setDrag({ from, to: from, box });
  };
  const move = (event: PointerEvent<HTMLElement>) => {
    if (drag) setDrag({ ...drag, to: at(event) });
  };
  const end = () => {
    if (!drag) return;
    setDrag(null);
    if (isStill(drag, factor)) return onClick(drag.from);
    const box = resultOf(drag, picture);
    if (drag.box) onMoved(drag.box.id, box);
    else onDrawn(box);
  };
  return {
    start,
    move,
    end,
    cancel: () => setDrag(null),
    /** The box under the hand, where it is now. */
    shown: drag && !isStill(drag, factor) ? { id: drag.box?.id ?? null, box: resultOf(drag, picture) } : null,
  };
}

function isStill({ from, to }: Drag, factor: number): boolean {
  return Math.max(Math.abs(from.x - to.x), Math.abs(from.y - to.y)) * factor < STILL;
}

function resultOf({ from, to, box }: Drag, picture: DragOptions['picture']): Box {
  if (!box) return boxOf(from, to);
  return moved(box, { x: to.x - from.x, y: to.y - from.y }, picture);
}
