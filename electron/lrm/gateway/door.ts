import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Failure, fail } from '../../failures/index.ts';

export interface DoorOptions {
  readonly port: number;
  readonly token: string;
  readonly origins: readonly string[];
}

/**
 * Why a request may not pass, or null. The name by which it was reached has to be this machine's, or a page elsewhere
 * has bound its own name to 127.0.0.1 (DNS rebinding); a page has to be one of those configured (CSRF); and the token
 * has to be right. In this order: a page that is refused learns nothing of its token.
 */
export function refusalAt({ headers }: IncomingMessage, options: DoorOptions): Failure | null {
  const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${options.port}`);
  if (!hosts.includes(headers.host ?? '')) return fail('Lrm_OriginRefused').failure;
  if (headers.origin !== undefined && !options.origins.includes(headers.origin)) {
    return fail('Lrm_OriginRefused').failure;
  }
  return hasToken(headers.authorization, options.token) ? null : fail('Lrm_TokenWrong').failure;
}

/** Compared by digests: neither the length nor where it differs shows in the time it takes. */
function hasToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

/** The token of a file: its only line, 32 to 256 printable characters without space; null where it is none. */
export function readToken(text: string): string | null {
  const token = text.trim();
  return /^[\x21-\x7e]{32,256}$/.test(token) ? token : null;
}
