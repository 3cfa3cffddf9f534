import { calculatePKCECodeChallenge, genericGrantRequest, randomPKCECodeVerifier } from 'openid-client';
import { fail, ok, type Result } from '../../failures/index.ts';
import type { OtpAnswer, OtpConversation, OtpStep } from '../ports.ts';
import { mayPass } from '../provider-failures.ts';
import type { Authority } from './authority.ts';
import { SCOPE } from './card.ts';
import type { GrantReader } from './grant-reader.ts';
import { readOtpAnswer } from './otp-answers.ts';
import { formBody, type SecretFields } from './secret-body.ts';

const refusals = { grant: 'Otp_SessionExpired', request: 'Identity_RequestRefused' } as const;

/**
 * Signing in by identifier, password and one-time code at the authorization challenge endpoint
 * (OAuth 2.0 for First-Party Applications, draft-ietf-oauth-first-party-apps §5).
 */
export class OtpSignIn {
  readonly #authority: Authority;
  readonly #grants: GrantReader;

  constructor(authority: Authority, grants: GrantReader) {
    this.#authority = authority;
    this.#grants = grants;
  }

  /** Opens a conversation. What `fields` carry as bytes is overwritten. */
  async start(fields: SecretFields): Promise<Result<OtpStep>> {
    return this.#wiping(fields, async () => {
      const server = await this.#authority.discover();
      const codeVerifier = randomPKCECodeVerifier();
      const opening = {
        scope: SCOPE,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      };
      return this.#send(endpointOf(server.serverMetadata()), codeVerifier, { ...opening, ...fields });
    });
  }

  /** Goes on with one. What the answer carries is overwritten. */
  async answer({ authSession, codeVerifier }: OtpConversation, answer: OtpAnswer): Promise<Result<OtpStep>> {
    const fields = fieldsOf(answer);
    return this.#wiping(fields, async () => {
      const server = await this.#authority.known();
      const endpoint = endpointOf(server.serverMetadata());
      return this.#send(endpoint, codeVerifier, { auth_session: authSession, ...fields });
    });
  }

  async #send(endpoint: string | null, codeVerifier: string, fields: SecretFields): Promise<Result<OtpStep>> {
    if (endpoint === null) return fail('Otp_NotOffered');
    const body = formBody({ client_id: this.#authority.clientId, ...fields });
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
    const response = await this.#authority.exchange
      .send(endpoint, { method: 'POST', headers, body })
      .finally(() => body.fill(0));
    const content: unknown = await response.json().catch(() => undefined);
    const reply = readOtpAnswer(response.status, content, Date.now());
    switch (reply.kind) {
      case 'over':
        return { ok: false, failure: reply.failure };
      case 'challenge': {
        const { authSession, challenge, refused } = reply;
        return ok({ kind: 'challenge', conversation: { authSession, codeVerifier }, challenge, refused });
      }
      case 'code':
        return this.#accepted(reply.code, codeVerifier);
    }
  }

  /** The conversation is over, with the tokens or without: nothing of it can be answered again. */
  async #accepted(code: string, codeVerifier: string): Promise<Result<OtpStep>> {
    const granted = await this.#authority.named(() => this.#redeem(code, codeVerifier), refusals);
    return !granted.ok && mayPass(granted.failure) ? fail('Otp_Interrupted') : granted;
  }

  async #redeem(code: string, codeVerifier: string): Promise<Result<OtpStep>> {
    const server = await this.#authority.known();
    const proof = { code, code_verifier: codeVerifier };
    const answer = await genericGrantRequest(server, 'authorization_code', proof);
    const admitted = await this.#grants.read(this.#authority, answer, 'otp');
    return admitted.ok ? ok({ kind: 'granted', grant: admitted.value }) : admitted;
  }

  async #wiping<T>(fields: SecretFields, step: () => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await this.#authority.named(step, refusals);
    } finally {
      for (const value of Object.values(fields)) if (value instanceof Uint8Array) value.fill(0);
    }
  }
}

function fieldsOf(answer: OtpAnswer): SecretFields {
  switch (answer.type) {
    case 'channel':
      return { channel: answer.channel };
    case 'other-channel':
      return { other_channel: 'true' };
    case 'resend':
      return { resend: 'true' };
    case 'code':
      return { code: answer.code };
    case 'new-password':
      return { new_password: answer.password };
  }
}

function endpointOf(metadata: Readonly<Record<string, unknown>>): string | null {
  const { authorization_challenge_endpoint: endpoint } = metadata;
  return typeof endpoint === 'string' && URL.canParse(endpoint) ? endpoint : null;
}
