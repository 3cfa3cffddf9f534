import { fail, ok, type Result } from '../../failures/index.ts';
import type { Grant, PscOutcome, SignInMethod, Tokens } from '../ports.ts';
import type { Authority, TokenAnswer } from './authority.ts';
import type { WorkPortal } from './work-portal.ts';

/** The last step of every way to sign in: from tokens to who the person is and what they may work as. */
export class Admission {
  readonly #portal: WorkPortal;

  constructor(portal: WorkPortal) {
    this.#portal = portal;
  }

  /** Tokens that lead to nobody the portal knows are given back: `Identity_PersonUnknown`. */
  async admit(authority: Authority, answer: TokenAnswer, method: SignInMethod): Promise<Result<Grant>> {
    const outcome = await this.admitOrLink(authority, answer, method);
    if (!outcome.ok) return outcome;
    if (outcome.value.kind === 'granted') return ok(outcome.value.grant);
    await giveBack(authority, answer);
    return fail('Identity_PersonUnknown');
  }

  /** The same for a person who may still be linked to an account. */
  async admitOrLink(
    authority: Authority,
    answer: TokenAnswer,
    method: SignInMethod,
  ): Promise<Result<PscOutcome>> {
    const opened = await authority.named(async () => {
      const tokens = await authority.read(answer);
      return tokens === null ? fail('Identity_AnswerMalformed') : this.describe(tokens, method);
    });
    if (!opened.ok) await giveBack(authority, answer);
    return opened;
  }

  /** What the portal says of the tokens' person. Network failures are thrown as `ExchangeFailed`. */
  async describe(tokens: Tokens, method: SignInMethod): Promise<Result<PscOutcome>> {
    const profiles = await this.#portal.profiles(tokens.accessToken);
    if (!profiles.ok) return profiles;
    return profiles.value === null
      ? ok({ kind: 'unlinked', tokens })
      : ok({ kind: 'granted', grant: { ...tokens, method, profiles: profiles.value } });
  }
}

/** Nobody uses these tokens: they are revoked. */
export async function giveBack(authority: Authority, answer: TokenAnswer): Promise<void> {
  await authority.revoke([answer.access_token, answer.refresh_token]);
}
