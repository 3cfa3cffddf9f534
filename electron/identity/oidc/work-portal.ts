import { z } from 'zod';
import { type FailureCode, fail, ok, type Result } from '../../failures/index.ts';
import type { PhoneClaim, Profile, ProfileRight } from '../ports.ts';
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

/** The portal's calls that a shift needs (`docs/portal-api.yaml`). Network failures are thrown as `ExchangeFailed`. */
export class WorkPortal {
  readonly #calls: PortalCalls;

  constructor(calls: PortalCalls) {
    this.#calls = calls;
  }

  /** A value to be signed once, within its short life. */
  async nonce(): Promise<Result<string>> {
    const call = { method: 'POST', path: 'assertion-nonces', accessToken: null } as const;
    const answer = await readAnswer(await this.#calls.send(call), 201, nonceAnswer);
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
}

function phonePath(number: string): string {
  return `phones/${encodeURIComponent(number)}/claim`;
}
