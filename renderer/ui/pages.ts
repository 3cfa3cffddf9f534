export interface Page<Item, Cursor> {
  /** The newest first. */
  readonly items: readonly Item[];
  /** Where the next page begins; null at the end. */
  readonly next: Cursor | null;
}

/** What tells one line of a list from another, and when it was, ms since the epoch. */
export interface Order<Item> {
  readonly idOf: (item: Item) => string | number;
  readonly at: (item: Item) => number;
}

/** What is shown once the newest page was read anew: what follows it stays, what it has replaces what was there. */
export function withNewest<Item, Cursor>(
  shown: Page<Item, Cursor>,
  newest: Page<Item, Cursor>,
  { idOf, at }: Order<Item>,
): Page<Item, Cursor> {
  const last = newest.items.at(-1);
  if (last === undefined || newest.next === null) return newest;
  const ids = new Set(newest.items.map(idOf));
  const older = shown.items.filter((item) => !ids.has(idOf(item)) && at(item) <= at(last));
  return { items: [...newest.items, ...older], next: older.length > 0 ? shown.next : newest.next };
}
