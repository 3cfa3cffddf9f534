import { z } from 'zod';

const address = z.email().max(254);

/** An address of e-mail, trimmed; null when it is none. */
export function emailAddress(typed: string): string | null {
  const parsed = address.safeParse(typed.trim());
  return parsed.success ? parsed.data : null;
}
