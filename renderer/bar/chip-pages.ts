/** Widths in CSS pixels, gap included; bar.css gives chips the same. */
const chipWidth = 152;
const moreWidth = 56;

/** How many of `count` chips fit in `width` pixels, leaving room for « +n » when not all do. */
export function chipsThatFit(width: number, count: number): number {
  const all = Math.floor(width / chipWidth);
  if (all >= count) return count;
  return Math.max(0, Math.floor((width - moreWidth) / chipWidth));
}

/** The `page`-th group of at most `size` items, turning round after the last; `hidden` counts the others. */
export function pageOf<T>(
  items: readonly T[],
  size: number,
  page: number,
): { readonly shown: readonly T[]; readonly hidden: number } {
  if (size === 0) return { shown: [], hidden: items.length };
  const pages = Math.max(1, Math.ceil(items.length / size));
  const start = (page % pages) * size;
  const shown = items.slice(start, start + size);
  return { shown, hidden: items.length - shown.length };
}
