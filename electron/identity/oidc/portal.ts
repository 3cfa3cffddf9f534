import { z } from 'zod';
import { type FailureCode, fail, ok, type Result } from '../../failures/index.ts';
import type { PhoneClaim, Profile } from '../ports.ts';
import type { Exchange } from './exchange.ts';

const text = z.string().min(1).max(200);

const nonceAnswer = z.object({ nonce: z.string().min(16).max(200), expiresIn: z.number().positive() });

const profilesAnswer = z.object({
  profiles: z
    .array(z.object({ id: text, role: text, entity: z.object({ id: text, name: text }) }))
    .max(200)
    .refine((profiles) => new Set(profiles.map(({ id }) => id)).size === profiles.length),
});

const phoneClaimAnswer = z.object({
  number: z.string().regex(/^\d{2,15}$/),
  addressOfRecord: z
    .string()
    .regex(/^sips?:[^\s<>"]+@[^\s<>"]+$/)
    .max(300),
  credential: z.object({ username: text, password: text }).nullable(),
});

const phoneRefusals: Readonly<Record<number, FailureCode>> = {
  403: 'Phone_BindingRefused',
  404: 'Phone_NumberUnknown',
  409: 'Phone_AlreadyBound',
};

/** The portal's own calls (`docs/portal-api.yaml`). Network failures are thrown as `ExchangeFailed`. */
export class Portal {
  readonly #base: string;
  readonly #exchange: Exchange;

  constructor(base: string, exchange: Exchange) {
    this.#base = base.replace(/\/*$/, '/');
    this.#exchange = exchange;
  }

  /** A value to be signed once, within its short life. */
  async nonce(): Promise<Result<string>> {
    const response = await this.#send('POST', 'assertion-nonces', null);
    const answer = await this.#read(response, 201, nonceAnswer);
    return answer.ok ? ok(answer.value.nonce) : answer;
  }

  /** The profiles of the token's person; may be empty. */
  async profiles(accessToken: string): Promise<Result<readonly Profile[]>> {
    const answer = await this.#read(await this.#send('GET', 'profiles', accessToken), 200, profilesAnswer);
    return answer.ok ? ok(answer.value.profiles) : answer;
  }

  /** Claims a phone by its unique number; refusals are `Phone_NumberUnknown`, `…AlreadyBound`, `…BindingRefused`. */
  async claimPhone(accessToken: string, number: string, profileId: string): Promise<Result<PhoneClaim>> {
    const response = await this.#send('PUT', phonePath(number), accessToken, { profileId });
    const refused = phoneRefusals[response.status];
    if (refused) return fail(refused, { number });
    return this.#read(response, 200, phoneClaimAnswer);
  }

  async releasePhone(accessToken: string, number: string): Promise<void> {
    await this.#send('DELETE', phonePath(number), accessToken);
  }

  #send(method: string, path: string, accessToken: string | null, body?: object): Promise<Response> {
    const headers = new Headers({ accept: 'application/json' });
    if (accessToken !== null) headers.set('authorization', `Bearer ${accessToken}`);
    if (body) headers.set('content-type', 'application/json');
    const content = body ? { body: JSON.stringify(body) } : {};
    return this.#exchange.send(new URL(path, this.#base).href, { method, headers, ...content });
  }

  async #read<T>(response: Response, status: number, schema: z.ZodType<T>): Promise<Result<T>> {
    if (response.status === 401) return fail('Identity_SessionEnded');
    if (response.status !== status) return fail('Identity_RequestRefused');
    const body: unknown = await response.json().catch(() => undefined);
    const answer = schema.safeParse(body);
    return answer.success ? ok(answer.data) : fail('Identity_AnswerMalformed');
  }
}

function phonePath(number: string): string {
  return `phones/${encodeURIComponent(number)}/claim`;
}
