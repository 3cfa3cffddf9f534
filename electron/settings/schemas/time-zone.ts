import { z } from 'zod';

/** A time zone by its IANA name. */
export const timeZoneSchema = z.string().refine(isTimeZone, 'fuseau horaire attendu').default('Europe/Paris');

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('fr', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
