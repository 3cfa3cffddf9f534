interface Placed {
  readonly offsetLeft: number;
  readonly offsetTop: number;
  contains(other: Node | null): boolean;
}

/**
 * Where a key goes from the tile that has the focus: left and right to the neighbours, up and down to the tile that
 * stands nearest in the next row, Home and End to the ends; null for other keys, or where there is nothing further.
 */
export function tileAfter<Tile extends Placed>(
  key: string,
  tiles: readonly Tile[],
  focused: Node | null,
): Tile | null {
  const index = tiles.findIndex((tile) => tile.contains(focused));
  const from = tiles[index];
  if (!from) return null;
  switch (key) {
    case 'ArrowRight':
      return tiles[index + 1] ?? null;
    case 'ArrowLeft':
      return tiles[index - 1] ?? null;
    case 'ArrowDown':
      return nearest(
        tiles.slice(index + 1).filter(({ offsetTop }) => offsetTop > from.offsetTop),
        from,
      );
    case 'ArrowUp':
      return nearest(
        tiles
          .slice(0, index)
          .filter(({ offsetTop }) => offsetTop < from.offsetTop)
          .reverse(),
        from,
      );
    case 'Home':
      return tiles[0] ?? null;
    case 'End':
      return tiles.at(-1) ?? null;
    default:
      return null;
  }
}

/** Of the row that the first one is in, the tile that stands nearest. */
function nearest<Tile extends Placed>(tiles: readonly Tile[], from: Tile): Tile | null {
  const row = tiles.filter(({ offsetTop }) => offsetTop === tiles[0]?.offsetTop);
  const distance = (tile: Tile): number => Math.abs(tile.offsetLeft - from.offsetLeft);
  return row.reduce<Tile | null>(
    (best, tile) => (best && distance(best) <= distance(tile) ? best : tile),
    null,
  );
}
