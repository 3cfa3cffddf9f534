import { fail, ok, type Result } from '../../failures/index.ts';
import type { Grant, PscOutcome, SignInMethod, Tokens } from '../ports.ts';
import type { Authority, TokenAnswer } from './authority.ts';
import type { WorkPortal } from './work-portal.ts';

/** The last step of every way to sign in: from tokens to who the person is and what they may work as. */
export class GrantReader {
  readonly #portal: WorkPortal;

  constructor(portal: WorkPortal) {
    this.#portal = portal;
  }

  /** Tokens that lead to nobody the portal knows are given back: `Identity_PersonUnknown`. */
  async read(authority: Authority, answer: TokenAnswer, method: SignInMethod): Promise<Result<Grant>> {
    const outcome = await this.#open(authority, answer, method);
    if (!outcome.ok) return outcome;
    if (outcome.value.kind === 'granted') return ok(outcome.value.grant);
    await giveBack(authority, answer);
    return fail('Identity_PersonUnknown');
  }

  /**
   * The same for PSC, whose person may still be linked to an account: below the level of assurance that was asked
   * for (`acr_values`), `Psc_LevelRefused`.
   */
  async readPsc(authority: Authority, answer: TokenAnswer, acrValues: string): Promise<Result<PscOutcome>> {
    if (reaches(answer.claims()?.acr, acrValues)) return this.#open(authority, answer, 'psc');
    await giveBack(authority, answer);
    return fail('Psc_LevelRefused');
  }

  /** What the portal says of the tokens' person. Network failures are thrown as `ExchangeFailed`. */
  async describe(tokens: Tokens, method: SignInMethod): Promise<Result<PscOutcome>> {
    const answer = await this.#portal.profiles(tokens.accessToken);
    if (!answer.ok) return answer;
    if (answer.value === null) return ok({ kind: 'unlinked', tokens });
    const { subject, profiles } = answer.value;
    const person = { ...tokens.person, subject };
    return ok({ kind: 'granted', grant: { ...tokens, person, method, profiles } });
  }

  async #open(authority: Authority, answer: TokenAnswer, method: SignInMethod): Promise<Result<PscOutcome>> {
    const opened = await authority.named(async () => {
      if (isOfTheFuture(answer)) return fail('Identity_ClockDifference');
      const tokens = await authority.read(answer);
      return tokens === null ? fail('Identity_AnswerMalformed') : this.describe(tokens, method);
    });
    if (!opened.ok) await giveBack(authority, answer);
    return opened;
  }
}

/** RFC 7519 lets a station whose clock is late take any token; this late, its journal and its certificates are wrong too. */
const FUTURE_BORNE = 300;

function isOfTheFuture(answer: TokenAnswer): boolean {
  const issuedAt = answer.claims()?.iat;
  return issuedAt !== undefined && issuedAt - Date.now() / 1_000 > FUTURE_BORNE;
}

/** Nobody uses these tokens: they are revoked. */
export async function giveBack(authority: Authority, answer: TokenAnswer): Promise<void> {
  await authority.revoke([answer.access_token, answer.refresh_token]);
}

const EIDAS = /^eidas[123]$/;

/** Whether a level of assurance is one of those asked for, or a higher one of eIDAS. */
function reaches(acr: unknown, acrValues: string): boolean {
  if (typeof acr !== 'string') return false;
  return acrValues
    .split(' ')
    .some((asked) => acr === asked || (EIDAS.test(acr) && EIDAS.test(asked) && acr > asked));
}
