/** Widths in CSS pixels, gap included; calls.css gives chips the same. */
const chipWidth = 152;
const wideChipWidth = 248;
const moreWidth = 56;
/** Where a bar is wide enough for whole names. */
const wideBar = 2400;

/** Width of one chip on a bar of `barWidth` pixels, gap included. */
export function chipWidthOn(barWidth: number): number {
  return barWidth < wideBar ? chipWidth : wideChipWidth;
}

/** How many of `count` chips of `chipWidth` pixels fit in `width`, leaving room for « +n » when not all do. */
export function chipsThatFit(width: number, count: number, chipWidth: number): number {
  const all = Math.floor(width / chipWidth);
  if (all >= count) return count;
  return Math.max(0, Math.floor((width - moreWidth) / chipWidth));
}

export interface Page<T> {
  readonly shown: readonly T[];
  readonly hidden: number;
  /** Whether turning the page shows others. */
  readonly turns: boolean;
}

/**
 * The `page`-th group of at most `size` items, turning round after the last; the first `pinned` items are on every
 * page, and `hidden` counts those that are not on this one.
 */
export function pageOf<T>(items: readonly T[], size: number, page: number, pinned = 0): Page<T> {
  const always = items.slice(0, Math.min(pinned, size));
  const turning = items.slice(always.length);
  const room = size - always.length;
  if (room <= 0) return { shown: always, hidden: turning.length, turns: false };
  const pages = Math.max(1, Math.ceil(turning.length / room));
  const start = (page % pages) * room;
  const shown = [...always, ...turning.slice(start, start + room)];
  return { shown, hidden: items.length - shown.length, turns: pages > 1 };
}
