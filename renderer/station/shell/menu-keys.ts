/**
 * The entry that a key leads to in a menu of `count` entries, from the one numbered `current` (-1 for none): arrows
 * turn round, Home and End go to the ends (ARIA authoring practices, menu button). Null for any other key.
 */
export function menuTarget(key: string, current: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (current + 1) % count;
    case 'ArrowUp':
      return current <= 0 ? count - 1 : current - 1;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
