import { Temporal } from 'temporal-polyfill';

/** An instant of GLPI, which gives the wall clock of its server and no zone: `2026-11-21 22:35:02`. Ms since the epoch, or null. */
export function instantOf(wall: string | null | undefined, timeZone: string): number | null {
  if (!wall) return null;
  try {
    return Temporal.PlainDateTime.from(wall.replace(' ', 'T')).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return null;
  }
}
