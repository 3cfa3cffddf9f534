import { genericGrantRequest, initiateBackchannelAuthentication, ResponseBodyError } from 'openid-client';
import { type Failure, type FailureCode, fail, ok, type Result } from '../../failures/index.ts';
import type { PscConfiguration } from '../../settings/configuration.ts';
import { pause, unlessAborted } from '../../shared/waiting.ts';
import type { IdentityProvider, PscOutcome, PscRequest } from '../ports.ts';
import { isAway } from '../provider-failures.ts';
import type { Authority, TokenAnswer } from './authority.ts';
import { exchangeFailure } from './exchange.ts';
import { type GrantReader, giveBack } from './grant-reader.ts';

const CIBA = 'urn:openid:params:grant-type:ciba';
const refusals = { grant: 'Psc_RequestRefused', request: 'Psc_RequestRefused' } as const;

/** OpenID CIBA §7.3: when the answer does not say. Seconds. */
const DEFAULT_INTERVAL = 5;
/** OpenID CIBA §11, `slow_down`. Seconds. */
const SLOW_DOWN = 5;
const SLOW_DOWNS_BORNE = 2;
const LOSSES_BORNE = 4;

/** Outside these a person would wait for nothing, or a server be asked without a pause. Seconds. */
const SHORTEST_INTERVAL = 0.1;
const LONGEST_INTERVAL = 60;
const LONGEST_LIFE = 3_600;

type StartRequest = Parameters<IdentityProvider['startPsc']>[0];

/** Signing in on the e-CPS application (OpenID CIBA, poll mode): PSC, or what stands before it. */
export class CibaSignIn {
  readonly #authority: Authority;
  readonly #grants: GrantReader;
  readonly #psc: PscConfiguration;

  constructor(authority: Authority, grants: GrantReader, psc: PscConfiguration) {
    this.#authority = authority;
    this.#grants = grants;
    this.#psc = psc;
  }

  /** As `IdentityProvider.startPsc` (CIBA §7.1). */
  start({ identifier, channel, digits }: StartRequest): Promise<Result<PscRequest>> {
    const ask = async (): Promise<Result<PscRequest>> => {
      const server = await this.#authority.discover();
      if (server.serverMetadata().backchannel_authentication_endpoint === undefined) {
        return fail('Psc_NotOffered');
      }
      const answer = await initiateBackchannelAuthentication(server, {
        scope: this.#psc.scope,
        acr_values: this.#psc.acrValues,
        login_hint: identifier,
        binding_message: digits,
        channel,
      });
      const { auth_req_id: authReqId, expires_in: life, interval = DEFAULT_INTERVAL } = answer;
      if (life > LONGEST_LIFE || interval > LONGEST_INTERVAL) return fail('Identity_AnswerMalformed');
      return ok({
        authReqId,
        expiresAt: Date.now() + life * 1_000,
        interval: Math.max(interval, SHORTEST_INTERVAL),
      });
    };
    return this.#authority.named(
      () =>
        ask().catch((error: unknown) => {
          const code = startFailure(error);
          if (code === null) throw error;
          return fail(code);
        }),
      refusals,
    );
  }

  /** As `IdentityProvider.awaitPsc` (CIBA §10.1). */
  async wait(request: PscRequest, signal: AbortSignal): Promise<Result<PscOutcome>> {
    let { interval } = request;
    let slowDowns = 0;
    let losses = 0;
    while (await pause(interval * 1_000, signal)) {
      const polling = this.#poll(request);
      const polled = await unlessAborted(polling, signal);
      if (polled === null) {
        void polling.then(async (late) => {
          if (late.kind === 'tokens') await giveBack(this.#authority, late.answer);
        });
        break;
      }
      if (polled.kind === 'tokens') {
        return this.#grants.readPsc(this.#authority, polled.answer, this.#psc.acrValues);
      }
      if (polled.kind === 'over') return { ok: false, failure: polled.failure };
      losses = polled.kind === 'lost' ? losses + 1 : 0;
      if (losses > LOSSES_BORNE) return fail('Psc_Unreachable');
      if (polled.kind === 'slow-down') {
        slowDowns += 1;
        interval += SLOW_DOWN;
      }
      if (slowDowns > SLOW_DOWNS_BORNE) return fail('Psc_TooManyPolls');
      if (Date.now() > request.expiresAt + interval * 1_000) return fail('Psc_Expired');
    }
    return fail('Identity_NotNow');
  }

  async #poll({ authReqId, expiresAt }: PscRequest): Promise<Poll> {
    const polled = await this.#authority.named<Poll>(async () => {
      const server = await this.#authority.known();
      try {
        const answer = await genericGrantRequest(server, CIBA, { auth_req_id: authReqId });
        return ok({ kind: 'tokens', answer });
      } catch (error) {
        const judged = judge(error, Date.now() < expiresAt && this.#authority.clocksDiffer);
        if (judged === null) throw error;
        return ok(judged);
      }
    }, refusals);
    return polled.ok ? polled.value : { kind: 'over', failure: polled.failure };
  }
}

type Poll =
  | { readonly kind: 'tokens'; readonly answer: TokenAnswer }
  | { readonly kind: 'pending' }
  | { readonly kind: 'slow-down' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'over'; readonly failure: Failure };

/** Null for what has the same name in every way to sign in. */
function startFailure(error: unknown): FailureCode | null {
  const exchange = exchangeFailure(error);
  if (exchange?.status === 429) return 'Psc_TooManyPolls';
  if (exchange && isAway(exchange)) return 'Psc_Unreachable';
  if (!(error instanceof ResponseBodyError)) return null;
  if (error.error === 'access_denied') return 'Psc_Refused';
  if (error.error !== 'unknown_user_id') return null;
  return error.cause.reason === 'no-ecps' ? 'Psc_NoEcps' : 'Psc_PersonUnknown';
}

/** `early`: the clocks differ, and a request that is said to be over should not be. */
function judge(error: unknown, early: boolean): Poll | null {
  const exchange = exchangeFailure(error);
  if (exchange?.status === 429) return over('Psc_TooManyPolls');
  if (exchange && isAway(exchange)) return { kind: 'lost' };
  if (!(error instanceof ResponseBodyError)) return null;
  switch (error.error) {
    case 'authorization_pending':
      return { kind: 'pending' };
    case 'slow_down':
      return { kind: 'slow-down' };
    case 'expired_token':
      return over(early ? 'Identity_ClockDifference' : 'Psc_Expired');
    case 'access_denied':
      return over('Psc_Refused');
    default:
      return null;
  }
}

function over(code: FailureCode): Poll {
  return { kind: 'over', failure: { code } };
}
