import { z } from 'zod';
import { type Failure, fail } from '../../../failures/index.ts';
import { retryAfterOf } from '../../../shared/retry-after.ts';
import type { HttpAnswer } from '../http.ts';

/** What GLPI answered, with its traps taken out (`["CODE","text"]` for errors, of which only the code is stable). */
export type GlpiAnswer =
  | { readonly kind: 'ok'; readonly value: unknown }
  /** The session has ended: a new one is to be opened. Nothing was done. */
  | { readonly kind: 'session-over' }
  /** Nobody of this station is let in. Nothing was done. */
  | { readonly kind: 'closed'; readonly failure: Failure; readonly doubt: boolean }
  /** GLPI does not do what was asked, whoever asks again. `code` is its own. */
  | { readonly kind: 'refused'; readonly code: string; readonly failure: Failure }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly doubt: boolean;
      readonly retryAfter: number | null;
    };

const errorSchema = z.tuple([z.string().max(100)], z.unknown());

/** Who asks, or from where, is not accepted: no letter is at fault. */
const closing: ReadonlySet<string> = new Set([
  'ERROR_LOGIN_PARAMETERS_MISSING',
  'ERROR_APP_TOKEN_PARAMETERS_MISSING',
  'ERROR_WRONG_APP_TOKEN_PARAMETER',
  'ERROR_NOT_ALLOWED_IP',
  'ERROR_GLPI_LOGIN',
  'ERROR_GLPI_LOGIN_USER_TOKEN',
  // Alone: the API is switched off.
  'ERROR',
]);
const sessionEnds: ReadonlySet<string> = new Set([
  'ERROR_SESSION_TOKEN_INVALID',
  'ERROR_SESSION_TOKEN_MISSING',
]);
const MOST_RETRY_AFTER = 3_600_000;

/** Reads an answer. An empty 200 is none: GLPI gives it for a question that it has not understood. */
export function readAnswer(answer: HttpAnswer): GlpiAnswer {
  if (answer.kind !== 'answered') return unanswered(answer);
  const { status, body } = answer;
  const value = parse(body);
  const code = errorSchema.safeParse(value).data?.[0];
  if (code !== undefined && status >= 400) return errorOf(code);
  if (status >= 200 && status < 300 && value !== undefined) return { kind: 'ok', value };
  const retryAfter = retryAfterOf(answer.retryAfter, MOST_RETRY_AFTER);
  // Behind GLPI's own errors are those of the web server before it, and pages of proxies.
  const doubt = !(status === 429 || status === 503 || (status >= 300 && status < 500));
  return { kind: 'failed', failure: fail('Support_PortalAiling', { status }).failure, doubt, retryAfter };
}

function unanswered({ kind, sent }: Exclude<HttpAnswer, { kind: 'answered' }>): GlpiAnswer {
  if (kind === 'untrusted')
    return { kind: 'closed', failure: fail('Support_PortalUntrusted').failure, doubt: false };
  const code = kind === 'timeout' ? 'Support_PortalSilent' : 'Support_PortalUnreachable';
  return { kind: 'failed', failure: fail(code).failure, doubt: sent, retryAfter: null };
}

function errorOf(code: string): GlpiAnswer {
  if (sessionEnds.has(code)) return { kind: 'session-over' };
  if (closing.has(code))
    return { kind: 'closed', failure: fail('Support_PortalClosed', { code }).failure, doubt: false };
  return { kind: 'refused', code, failure: fail('Support_PortalRefused', { code }).failure };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
