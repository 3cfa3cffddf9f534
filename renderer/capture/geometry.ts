import type { Box } from '../../electron/redaction/index.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How much larger than it is a picture may be looked at; « fit » is none of these. */
export const zooms = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4] as const;

/** The factor at which all of a picture is seen; never enlarged. */
export function fitting(picture: Size, room: Size): number {
  if (room.width <= 0 || room.height <= 0) return 1;
  return Math.min(1, room.width / picture.width, room.height / picture.height);
}

/** The next factor up or down. */
export function nextZoom(factor: number, direction: 1 | -1): number {
  const steps = direction === 1 ? zooms : [...zooms].reverse();
  return steps.find((step) => (step - factor) * direction > 0.001) ?? factor;
}

/** The box between two points, in either order. */
export function boxOf(a: Point, b: Point): Box {
  return {
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  };
}

/** The smallest of the boxes that the point lies in: what is under others is not meant. */
export function hit<T extends { readonly box: Box }>(found: readonly T[], { x, y }: Point): T | null {
  const inside = found.filter(
    ({ box }) => x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height,
  );
  return inside.sort((a, b) => a.box.width * a.box.height - b.box.width * b.box.height)[0] ?? null;
}

/** A box moved, and kept within the picture. */
export function moved(box: Box, by: Point, picture: Size): Box {
  return {
    ...box,
    x: Math.max(0, Math.min(picture.width - box.width, box.x + by.x)),
    y: Math.max(0, Math.min(picture.height - box.height, box.y + by.y)),
  };
}

/** A box made larger or smaller at its right and bottom; never nothing. */
export function resized(box: Box, by: Point, picture: Size): Box {
  return {
    ...box,
    width: Math.max(1, Math.min(picture.width - box.x, box.width + by.x)),
    height: Math.max(1, Math.min(picture.height - box.y, box.height + by.y)),
  };
}

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** How far an arrow moves, in pixels of the picture; null for another key. */
export function arrowStep(key: string, far: boolean): Point | null {
  const arrow = arrows[key];
  if (!arrow) return null;
  const step = far ? 10 : 1;
  return { x: arrow.x * step, y: arrow.y * step };
}
