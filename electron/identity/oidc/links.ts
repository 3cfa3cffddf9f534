import { z } from 'zod';
import { type FailureCode, fail, ok, type Result } from '../../failures/index.ts';
import type { Grant, LinkRequest, Tokens } from '../ports.ts';
import type { GrantReader } from './grant-reader.ts';
import { type PortalCalls, readAnswer, readProblem, seconds, text } from './portal-calls.ts';

const linkAnswer = z.object({ id: text, expiresIn: seconds, resendIn: seconds });
const stateAnswer = z.object({ state: z.enum(['pending', 'linked', 'expired']) });

const refusals: Readonly<Record<number, FailureCode>> = {
  404: 'Link_NoAuthorisation',
  422: 'Link_SendFailed',
};

/** Ties a PSC identity to an account of the portal. Network failures are thrown as `ExchangeFailed`. */
export class AccountLinks {
  readonly #calls: PortalCalls;
  readonly #grants: GrantReader;

  constructor(calls: PortalCalls, grants: GrantReader) {
    this.#calls = calls;
    this.#grants = grants;
  }

  /** As `IdentityProvider.requestLink`. */
  async request({ accessToken }: Tokens, email: string): Promise<Result<LinkRequest>> {
    const call = { method: 'POST', path: 'account-links', accessToken, body: { email } } as const;
    const response = await this.#calls.send(call);
    const refused = refusals[response.status];
    if (refused) return fail(refused);
    if (response.status === 409) {
      const { retryAfter } = await readProblem(response);
      return fail('Link_ResendTooEarly', { seconds: Math.ceil(retryAfter ?? 0) });
    }
    const answer = await readAnswer(response, 201, linkAnswer);
    if (!answer.ok) return answer;
    const { id, expiresIn, resendIn } = answer.value;
    const now = Date.now();
    return ok({ id, email, expiresAt: now + expiresIn * 1_000, resendAt: now + resendIn * 1_000 });
  }

  /** As `IdentityProvider.completeLink`. */
  async complete(tokens: Tokens, { id }: LinkRequest): Promise<Result<Grant | null>> {
    const { accessToken } = tokens;
    const path = `account-links/${encodeURIComponent(id)}`;
    const response = await this.#calls.send({ method: 'GET', path, accessToken });
    if (response.status === 404) return fail('Link_Expired');
    const answer = await readAnswer(response, 200, stateAnswer);
    if (!answer.ok) return answer;
    if (answer.value.state === 'expired') return fail('Link_Expired');
    if (answer.value.state === 'pending') return ok(null);
    const outcome = await this.#grants.describe(tokens, 'psc');
    if (!outcome.ok) return outcome;
    return ok(outcome.value.kind === 'granted' ? outcome.value.grant : null);
  }
}
