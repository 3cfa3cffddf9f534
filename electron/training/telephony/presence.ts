import { randomBytes } from 'node:crypto';
import { escapeMarkup } from '../../shared/escape-markup.ts';

interface Published {
  readonly etag: string;
  readonly document: string;
  readonly expiry: ReturnType<typeof setTimeout>;
}

export interface Publication {
  readonly number: string;
  /** `SIP-If-Match`: which publication is refreshed, changed or removed; null for a new one. */
  readonly ifMatch: string | null;
  /** Seconds; 0 removes it. */
  readonly expires: number;
  /** A PIDF document; empty to refresh the one that is there. */
  readonly document: string;
}

export type PublishOutcome =
  | { readonly code: 200; readonly etag: string }
  | { readonly code: 400 | 412; readonly etag: null };

const LONGEST_EXPIRY = 3_600;

/** What people publish of themselves (RFC 3903, PIDF of RFC 3863 with the activities of RFC 4480): the last one counts. */
export class Presence {
  readonly #published = new Map<string, Published>();
  readonly #onChange: (number: string) => void;

  constructor(onChange: (number: string) => void) {
    this.#onChange = onChange;
  }

  publish({ number, ifMatch, expires, document }: Publication): PublishOutcome {
    const before = this.#published.get(number);
    if (ifMatch !== null && ifMatch !== before?.etag) return { code: 412, etag: null };
    const content = document === '' ? before?.document : document;
    if (content === undefined || (ifMatch === null && document === '')) return { code: 400, etag: null };
    this.#remove(number);
    const etag = randomBytes(6).toString('hex');
    if (expires > 0) {
      const lasts = Math.min(expires, LONGEST_EXPIRY) * 1_000;
      const expiry = setTimeout(() => {
        this.#remove(number);
        this.#onChange(number);
      }, lasts);
      this.#published.set(number, { etag, document: content, expiry });
    }
    if (content !== before?.document || expires === 0) this.#onChange(number);
    return { code: 200, etag };
  }

  /** The document of a number; who has published none is just not there. */
  documentOf(number: string, domain: string): string {
    const published = this.#published.get(number)?.document;
    if (published !== undefined) return published;
    const entity = escapeMarkup(`sip:${number}@${domain}`);
    return `<?xml version="1.0" encoding="UTF-8"?><presence xmlns="urn:ietf:params:xml:ns:pidf" entity="${entity}"><tuple id="t1"><status><basic>closed</basic></status></tuple></presence>`;
  }

  published(number: string): string | null {
    return this.#published.get(number)?.document ?? null;
  }

  stop(): void {
    for (const number of [...this.#published.keys()]) this.#remove(number);
  }

  #remove(number: string): void {
    clearTimeout(this.#published.get(number)?.expiry);
    this.#published.delete(number);
  }
}
