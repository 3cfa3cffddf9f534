import { z } from 'zod';
import { fail, ok, type Result } from '../../failures/index.ts';
import type { Exchange } from './exchange.ts';

/** `Text` of `docs/portal-api.yaml`. */
export const text = z.string().min(1).max(200);

/** `Seconds` of `docs/portal-api.yaml`. */
export const seconds = z.number().min(0).max(86_400);

const problemSchema = z.object({
  type: z.string().max(200).default(''),
  triesLeft: z.int().min(0).max(100).optional(),
  retryAfter: seconds.optional(),
});

/** A refusal of the portal (RFC 9457): its reason is the last part of `type`. */
export interface Problem {
  readonly reason: string;
  readonly triesLeft: number | null;
  readonly retryAfter: number | null;
}

/** One call of the portal: a body is an object to send as JSON, or JSON as bytes, the caller's to overwrite. */
interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly accessToken: string | null;
  readonly body?: Readonly<Record<string, unknown>> | Uint8Array<ArrayBuffer>;
}

/** Calls below the portal's address. Network failures are thrown as `ExchangeFailed`. */
export class PortalCalls {
  readonly #base: string;
  readonly #exchange: Exchange;

  constructor(base: string, exchange: Exchange) {
    this.#base = base.replace(/\/*$/, '/');
    this.#exchange = exchange;
  }

  send({ method, path, accessToken, body }: Call): Promise<Response> {
    const headers = new Headers({ accept: 'application/json' });
    if (accessToken !== null) headers.set('authorization', `Bearer ${accessToken}`);
    if (body) headers.set('content-type', 'application/json');
    const content = body ? { body: body instanceof Uint8Array ? body : JSON.stringify(body) } : {};
    return this.#exchange.send(new URL(path, this.#base).href, { method, headers, ...content });
  }
}

/** The answer of a call that succeeds with `status`; anything else is named. */
export async function readAnswer<T>(
  response: Response,
  status: number,
  schema: z.ZodType<T>,
): Promise<Result<T>> {
  if (response.status === 401) return fail('Identity_SessionEnded');
  if (response.status !== status) return fail('Identity_RequestRefused');
  const body: unknown = await response.json().catch(() => undefined);
  const answer = schema.safeParse(body);
  return answer.success ? ok(answer.data) : fail('Identity_AnswerMalformed');
}

/** What a refusal says of itself; whatever is no RFC 9457 document says nothing. */
export async function readProblem(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined);
  const { type, triesLeft, retryAfter } = problemSchema.catch({ type: '' }).parse(body);
  return {
    reason: type.split(/[:/#]/).at(-1) ?? '',
    triesLeft: triesLeft ?? null,
    retryAfter: retryAfter ?? null,
  };
}
