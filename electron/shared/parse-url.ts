/** The parsed address, or null; `URL.parse` is missing from the oldest runtime that we support. */
export function parseUrl(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
