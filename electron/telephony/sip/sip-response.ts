import type { IncomingResponse } from 'sip.js/lib/core/index.js';
import type { SipResponse } from './sip-link.ts';

/** The same end for every kind of final answer. */
export function onFinal(settle: (response: SipResponse) => void) {
  const end = (response: IncomingResponse): void => settle(answered(response));
  return { onAccept: end, onRedirect: end, onReject: end };
}

/** A final answer as it came. */
export function answered({ message }: IncomingResponse): SipResponse {
  return {
    code: message.statusCode ?? 500,
    headers: (name) =>
      message
        .getHeaders(name)
        .flatMap((value) => value.split(','))
        .map((value) => value.trim())
        .filter((value) => value !== ''),
    body: message.body ?? '',
  };
}

/** An answer that nobody gave: 408 or 503 (RFC 3261 §8.1.3.1). */
export function locally(code: number): SipResponse {
  return { code, headers: () => [], body: '' };
}
