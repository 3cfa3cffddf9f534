import type { FailureCode } from '../../failures/index.ts';

/** The part of `fetch` that is used: Node's, Electron's `net.fetch` (system proxies) or `authorityFetch`. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const ANSWER_LIMIT = 1024 * 1024;

/** An exchange that gave no usable answer, already named; it travels as the cause of what a library throws. */
export class ExchangeFailed extends Error {
  readonly code: FailureCode;
  /** HTTP status of the answer, when there was one. */
  readonly status: number | null;

  constructor(code: FailureCode, details: { readonly cause?: unknown; readonly status?: number } = {}) {
    super(code, { cause: details.cause });
    this.code = code;
    this.status = details.status ?? null;
  }
}

/**
 * One client's exchanges with one provider: each is bounded in time (milliseconds) and size, never in clear
 * but on this machine, and fails as `ExchangeFailed`. The server's clock is read on the way.
 */
export class Exchange {
  readonly #fetch: Fetch;
  readonly #timeout: number;
  #clockDifference = 0;

  constructor(fetch: Fetch, timeout: number) {
    this.#fetch = fetch;
    this.#timeout = timeout;
  }

  /** Milliseconds by which the server's clock was ahead of this station's at the last answer. */
  get clockDifference(): number {
    return this.#clockDifference;
  }

  /** As `fetch`, with the whole answer already here. A server error (5xx) or overload (429) is a failure. */
  async send(url: string, init: RequestInit): Promise<Response> {
    if (!isProtected(url)) throw new ExchangeFailed('Identity_ProviderInsecure');
    const signal = AbortSignal.timeout(this.#timeout);
    let response: Response;
    let body: Uint8Array<ArrayBuffer>;
    try {
      // Chromium would keep answers on disk; a provider may have changed its keys since.
      response = await this.#fetch(url, { ...init, signal, redirect: 'manual', cache: 'no-store' });
      body = await readBounded(response);
    } catch (error) {
      throw error instanceof ExchangeFailed
        ? error
        : new ExchangeFailed(networkFailure(error, signal), { cause: error });
    }
    this.#readClock(response);
    const { status, headers } = response;
    if (status >= 500 || status === 429) throw new ExchangeFailed('Identity_ProviderFailing', { status });
    if (status < 200 || status === 304) throw new ExchangeFailed('Identity_AnswerMalformed');
    return new Response(body.length === 0 ? null : body, { status, headers });
  }

  #readClock(response: Response): void {
    const serverTime = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(serverTime)) this.#clockDifference = serverTime - Date.now();
  }
}

/** Whether nobody on the way can read: https, or this machine itself. */
export function isProtected(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  if (protocol === 'https:') return true;
  return protocol === 'http:' && /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(hostname);
}

async function readBounded(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > ANSWER_LIMIT) throw new ExchangeFailed('Identity_AnswerMalformed');
    chunks.push(chunk);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/** Told apart as far as the person can act: wait, have the network looked at, or have the trust looked at. */
function networkFailure(error: unknown, signal: AbortSignal): FailureCode {
  if (signal.aborted) return 'Identity_ProviderTimeout';
  const words = [...causes(error)].map(describe).join(' ');
  if (/ETIMEDOUT|ERR_(CONNECTION_)?TIMED_OUT|UND_ERR_\w*TIMEOUT/.test(words))
    return 'Identity_ProviderTimeout';
  if (/CERT|UNABLE_TO_|SELF_SIGNED|ERR_TLS|ERR_SSL|EPROTO/.test(words)) return 'Identity_ProviderUntrusted';
  return 'Identity_ProviderUnreachable';
}

function describe(error: Error): string {
  return `${'code' in error ? String(error.code) : ''} ${error.message}`;
}

/** The exchange that failed below what a library threw, if that is the reason. */
export function exchangeFailure(error: unknown): ExchangeFailed | null {
  return [...causes(error)].find((cause) => cause instanceof ExchangeFailed) ?? null;
}

/** An error and what caused it, outermost first. */
export function* causes(error: unknown): Generator<Error> {
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1) yield at;
}
