/** `Retry-After` in seconds (RFC 9110 §10.2.3) as milliseconds, `longest` at most; null where there is none, or a date. */
export function retryAfterOf(header: string | undefined, longest: number): number | null {
  if (header === undefined || !/^\d{1,6}$/.test(header)) return null;
  return Math.min(longest, Number(header) * 1_000);
}
