import { parseUrl } from '../../shared/parse-url.ts';
import type { Fetch } from '../oidc/exchange.ts';

/** Of IGC-Santé's lists, the largest have some millions of bytes. */
const LARGEST_LIST = 20 * 1024 * 1024;
/** Milliseconds. */
const DEADLINE = 5_000;

/** Gives the bytes found at an address; rejects when they do not come whole, in time, and within bounds. */
export type FetchList = (url: string) => Promise<Uint8Array>;

/** Fetches revocation lists, in clear too and wherever they are sent on to: they are signed, and public. */
export function listFetcher(fetch: Fetch, { largest = LARGEST_LIST, deadline = DEADLINE } = {}): FetchList {
  return async (url) => {
    if (!isWebAddress(url)) throw new Error('a list is fetched from the web only');
    const response = await fetch(url, { signal: AbortSignal.timeout(deadline), cache: 'no-store' });
    const chunks: Uint8Array[] = [];
    let size = 0;
    if (!response.ok) throw new Error('no list there');
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > largest) throw new Error('larger than any list');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };
}

export function isWebAddress(url: string): boolean {
  return /^https?:$/.test(parseUrl(url)?.protocol ?? '');
}
