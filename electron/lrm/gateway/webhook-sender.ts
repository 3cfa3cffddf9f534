import http from 'node:http';
import https from 'node:https';
import { retryAfterOf } from '../../shared/retry-after.ts';
import type { Outcome } from '../ports.ts';
import { signedHeaders } from './signature.ts';

export interface Receiver {
  readonly url: string;
  readonly key: Uint8Array;
  /** PEM of the authority of its certificate, or null for the public ones. */
  readonly authority: string | null;
}

export interface SendOptions {
  readonly id: string;
  readonly body: string;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
}

const LONGEST_RETRY_AFTER = 300_000;
/** What asks to be sent again: too early, too many. */
const busy = new Set([408, 425, 429, 503]);

/**
 * Posts one event once. Redirects are not followed, the answer's body is not read, and nothing of a receiver that hangs
 * outlasts the time. Never rejects.
 */
export function sendWebhook(receiver: Receiver, { id, body, timeout }: SendOptions): Promise<Outcome> {
  const url = new URL(receiver.url);
  const { request } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve) => {
    const sending = request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Bandeau',
        ...signedHeaders(receiver.key, { id, body, at: Date.now() }),
      },
      agent: false,
      maxHeaderSize: 16_384,
      ...(receiver.authority !== null && { ca: receiver.authority }),
    });
    const finish = (outcome: Outcome) => {
      clearTimeout(timer);
      resolve(outcome);
      sending.destroy();
    };
    const timer = setTimeout(() => finish({ kind: 'failed', why: 'timeout', retryAfter: null }), timeout);
    sending.on('response', (answer) => {
      answer.on('error', () => undefined);
      finish(outcomeOf(answer.statusCode ?? 0, answer.headers['retry-after']));
    });
    sending.on('error', () => finish({ kind: 'failed', why: 'unreachable', retryAfter: null }));
    sending.end(body);
  });
}

/** What a status means for the next attempt. */
export function outcomeOf(status: number, retryAfter: string | undefined): Outcome {
  if (status >= 200 && status < 300) return { kind: 'delivered' };
  if (busy.has(status))
    return { kind: 'failed', why: 'busy', retryAfter: retryAfterOf(retryAfter, LONGEST_RETRY_AFTER) };
  if (status >= 300 && status < 500) return { kind: 'refused', status };
  return { kind: 'failed', why: 'server-error', retryAfter: retryAfterOf(retryAfter, LONGEST_RETRY_AFTER) };
}
