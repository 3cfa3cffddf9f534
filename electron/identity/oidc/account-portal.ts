import { z } from 'zod';
import { type FailureCode, fail, ok, type Result } from '../../failures/index.ts';
import type { IdentityConfiguration } from '../../settings/configuration.ts';
import type { Account, OtpChannel } from '../account/account.ts';
import type { AccountPortal, ChannelTest, DegradedSession, Tokens } from '../ports.ts';
import { Authority } from './authority.ts';
import { Exchange, type Fetch } from './exchange.ts';
import { codeDigits, passwordPolicySchema } from './otp-answers.ts';
import { PortalCalls, readAnswer, readProblem, seconds, text } from './portal-calls.ts';
import { jsonBody, type SecretFields } from './secret-body.ts';

const time = z.int().min(0);
const tries = z.int().min(0).max(100);
const channelState = z.object({
  value: z.string().max(254).nullable(),
  state: z.enum(['none', 'usable', 'unusable']),
});

const accountAnswer = z.object({
  identifier: text,
  password: z.object({ set: z.boolean(), expiresAt: time.nullable(), announcedFrom: time.nullable() }),
  passwordPolicy: passwordPolicySchema,
  channels: z.object({ phone: channelState, email: channelState }),
});

const testAnswer = z.object({
  id: text,
  value: z.string().min(3).max(254),
  digits: codeDigits,
  expiresIn: seconds,
  resendIn: seconds,
  triesLeft: tries,
});

const passwordRefusals: Readonly<Record<number, FailureCode>> = {
  403: 'Password_CurrentWrong',
  409: 'Password_Reused',
  422: 'Password_TooWeak',
};

/** The person's own account at the portal (`docs/portal-api.yaml`). */
export class OidcAccountPortal implements AccountPortal {
  readonly #authority: Authority;
  readonly #calls: PortalCalls;

  /** `fetch` as for the identity provider. */
  constructor({ issuer, clientId, portal, timeout }: IdentityConfiguration, fetch: Fetch) {
    this.#authority = new Authority({ issuer, clientId, metadata: null }, new Exchange(fetch, timeout));
    this.#calls = new PortalCalls(portal, this.#authority.exchange);
  }

  account({ accessToken }: Tokens): Promise<Result<Account>> {
    return this.#authority.named(async () =>
      readAnswer(await this.#calls.send({ method: 'GET', path: 'account', accessToken }), 200, accountAnswer),
    );
  }

  testChannel({ accessToken }: Tokens, channel: OtpChannel, value: string): Promise<Result<ChannelTest>> {
    return this.#authority.named(async () => {
      const path = `account/channels/${channel}/tests`;
      const response = await this.#calls.send({ method: 'POST', path, accessToken, body: { value } });
      if (response.status === 422) return fail('Channel_SendFailed');
      if (response.status === 409) {
        const { retryAfter } = await readProblem(response);
        return fail('Channel_TestTooEarly', { seconds: Math.ceil(retryAfter ?? 0) });
      }
      const answer = await readAnswer(response, 201, testAnswer);
      if (!answer.ok) return answer;
      const { expiresIn, resendIn, ...test } = answer.value;
      const now = Date.now();
      const times = { expiresAt: now + expiresIn * 1_000, resendAt: now + resendIn * 1_000 };
      return ok({ ...test, channel, ...times });
    });
  }

  validateChannel({ accessToken }: Tokens, test: ChannelTest, code: Uint8Array): Promise<Result<Account>> {
    const path = `account/channels/${test.channel}/tests/${encodeURIComponent(test.id)}/validation`;
    return this.#sendSecret({ method: 'POST', path, accessToken }, { code }, async (response) => {
      if (response.status === 410) return fail('Channel_CodeExpired');
      if (response.status === 403) {
        const { triesLeft } = await readProblem(response);
        return fail('Channel_CodeWrong', { triesLeft: triesLeft ?? Math.max(0, test.triesLeft - 1) });
      }
      return readAnswer(response, 200, accountAnswer);
    });
  }

  removeChannel({ accessToken }: Tokens, channel: OtpChannel): Promise<Result<Account>> {
    return this.#authority.named(async () => {
      const call = { method: 'DELETE', path: `account/channels/${channel}`, accessToken } as const;
      return readAnswer(await this.#calls.send(call), 200, accountAnswer);
    });
  }

  changePassword(
    { accessToken }: Tokens,
    current: Uint8Array | null,
    next: Uint8Array,
  ): Promise<Result<Account>> {
    const secrets = current === null ? { new: next } : { current, new: next };
    return this.#sendSecret({ method: 'PUT', path: 'account/password', accessToken }, secrets, (response) => {
      const refused = passwordRefusals[response.status];
      return refused ? Promise.resolve(fail(refused)) : readAnswer(response, 200, accountAnswer);
    });
  }

  reportDegraded({ accessToken }: Tokens, sessions: readonly DegradedSession[]): Promise<Result<undefined>> {
    return this.#authority.named(async () => {
      const call = { method: 'POST', path: 'degraded-sessions', accessToken, body: { sessions } } as const;
      const { status } = await this.#calls.send(call);
      if (status === 401) return fail('Identity_SessionEnded');
      return status === 204 ? ok() : fail('Identity_RequestRefused');
    });
  }

  /** Sends what nobody may find in memory afterwards, and overwrites it. */
  async #sendSecret<T>(
    call: { readonly method: 'POST' | 'PUT'; readonly path: string; readonly accessToken: string },
    secrets: SecretFields,
    read: (response: Response) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const body = jsonBody(secrets);
    try {
      return await this.#authority.named(async () => read(await this.#calls.send({ ...call, body })));
    } finally {
      body.fill(0);
      for (const secret of Object.values(secrets)) if (secret instanceof Uint8Array) secret.fill(0);
    }
  }
}
