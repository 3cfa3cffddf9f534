import { z } from 'zod';
import { type FailureCode, fail, ok, type Result } from '../../failures/index.ts';
import type { PhoneClaim, Profile, ProfileRight } from '../ports.ts';
import { Ahead } from './ahead.ts';
import { type PortalCalls, readAnswer, readProblem, text } from './portal-calls.ts';

const nonceAnswer = z.object({ nonce: z.string().min(16).max(200), expiresIn: z.number().positive() });

/** A portal may know rights that this station does not. */
const rights = z
  .array(text)
  .max(20)
  .default([])
  .transform((named) => named.filter((right): right is ProfileRight => right === 'sign-in-journal'));

const profilesAnswer = z.object({
  subject: text,
  profiles: z
    .array(z.object({ id: text, role: text, entity: z.object({ id: text, name: text }), rights }))
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

export interface AccountProfiles {
  /** The portal's name of the person, the same whoever vouches for them. */
  readonly subject: string;
  readonly profiles: readonly Profile[];
}

/** A nonce that was asked ahead serves within this time, in milliseconds, and within half its life at the portal. */
const AHEAD = 30_000;

/** The portal's calls that a shift needs (`docs/portal-api.yaml`). Network failures are thrown as `ExchangeFailed`. */
export class WorkPortal {
  readonly #calls: PortalCalls;
  readonly #nonceAhead = new Ahead(() => this.#askNonce(), AHEAD);

  constructor(calls: PortalCalls) {
    this.#calls = calls;
  }

  /** Asks ahead for the nonce of the next sign-in. */
  prepare(): void {
    this.#nonceAhead.prepare();
  }

  /** A value to be signed once, within its short life: as asked ahead a moment ago, or asked now. */
  async nonce(): Promise<Result<string>> {
    const ahead = await this.#nonceAhead.take();
    const isUsable = ahead?.ok && performance.now() < ahead.value.usableUntil;
    const answer = isUsable ? ahead : await this.#askNonce();
    return answer.ok ? ok(answer.value.nonce) : answer;
  }

  /**
   * The account of the token's person, and its profiles, which may be none. Null when no account is linked to this
   * identity; `Identity_CardRequiredFirst`.
   */
  async profiles(accessToken: string): Promise<Result<AccountProfiles | null>> {
    const response = await this.#calls.send({ method: 'GET', path: 'profiles', accessToken });
    if (response.status === 403) {
      const { reason } = await readProblem(response);
      if (reason === 'account-not-linked') return ok(null);
      if (reason === 'card-required-first') return fail('Identity_CardRequiredFirst');
    }
    return readAnswer(response, 200, profilesAnswer);
  }

  /** Claims a phone by its unique number; refusals are `Phone_NumberUnknown`, `…AlreadyBound`, `…BindingRefused`. */
  async claimPhone(accessToken: string, number: string, profileId: string): Promise<Result<PhoneClaim>> {
    const call = { method: 'PUT', path: phonePath(number), accessToken, body: { profileId } } as const;
    const response = await this.#calls.send(call);
    const refused = phoneRefusals[response.status];
    if (refused) return fail(refused, { number });
    return readAnswer(response, 200, phoneClaimAnswer);
  }

  async releasePhone(accessToken: string, number: string): Promise<void> {
    await this.#calls.send({ method: 'DELETE', path: phonePath(number), accessToken });
  }

  /** Usable until so many monotonic ms. */
  async #askNonce(): Promise<Result<{ readonly nonce: string; readonly usableUntil: number }>> {
    const askedAt = performance.now();
    const call = { method: 'POST', path: 'assertion-nonces', accessToken: null } as const;
    const answer = await readAnswer(await this.#calls.send(call), 201, nonceAnswer);
    if (!answer.ok) return answer;
    const { nonce, expiresIn } = answer.value;
    return ok({ nonce, usableUntil: askedAt + (expiresIn * 1_000) / 2 });
  }
}

function phonePath(number: string): string {
  return `phones/${encodeURIComponent(number)}/claim`;
}
