import type { Provider } from 'oidc-provider/lib/provider.js';
import { z } from 'zod';
import type { Answer as SignInAnswer, SignInRequest, Step } from './account/conversation.ts';
import type { PasswordSignIn } from './account/password-sign-in.ts';
import { type Grants, givenScope } from './grants.ts';
import { type Answer, readText } from './http.ts';

export const CHALLENGE_PATH = '/authorize-challenge';

const BODY_LIMIT = 32_768;

const credentialSchema = z.object({
  username: z.string().min(1).max(1_000),
  password: z.string().min(1).max(1_024),
});
const forgottenSchema = z.object({
  username: z.string().min(1).max(1_000),
  forgotten: z.literal('true'),
});
const requestSchema = z.object({
  client_id: z.string(),
  scope: z.string().max(1_000).default('openid'),
  code_challenge: z.string().regex(/^[\w-]{43}$/),
  code_challenge_method: z.literal('S256'),
});
const answerSchema = z.union([
  z
    .object({ channel: z.enum(['phone', 'email']) })
    .transform(({ channel }) => ({ type: 'channel', channel }) as const),
  z.object({ other_channel: z.literal('true') }).transform(() => ({ type: 'other-channel' }) as const),
  z.object({ resend: z.literal('true') }).transform(() => ({ type: 'resend' }) as const),
  z.object({ code: z.string().max(20) }).transform(({ code }) => ({ type: 'code', code }) as const),
  z
    .object({ new_password: z.string().min(1).max(1_024) })
    .transform(({ new_password }) => ({ type: 'new-password', password: new_password }) as const),
]);

export interface ChallengeEndpointOptions {
  readonly signIn: PasswordSignIn;
  readonly grants: Grants;
  /** The redirect address that the code is bound to; the token request leaves it out. */
  readonly redirectUri: string;
}

/**
 * Serves the authorization challenge endpoint (OAuth 2.0 for First-Party Applications): the conversation is
 * `signIn`'s; what it grants becomes an authorization code bound to the station's PKCE challenge (RFC 7636).
 */
export function serveChallenges(provider: Provider, options: ChallengeEndpointOptions): void {
  const { signIn, grants, redirectUri } = options;

  const issueCode = async (step: Extract<Step, { kind: 'granted' }>): Promise<Answer> => {
    const { person, request } = step;
    const client = await provider.Client.find(request.clientId);
    if (!client) return failed('invalid_client');
    const scope = givenScope(request.scope);
    const { id: accountId } = person;
    const grantId = await grants.open({ accountId, clientId: client.clientId, scope, method: 'otp' });
    const code = new provider.AuthorizationCode({
      accountId,
      client,
      grantId,
      gty: 'authorization_code',
      scope,
      redirectUri,
      codeChallenge: request.codeChallenge,
      codeChallengeMethod: 'S256',
      amr: ['pwd', 'otp'],
      authTime: Math.floor(Date.now() / 1_000),
    });
    return { status: 200, body: { authorization_code: await code.save() } };
  };

  const advance = async (form: Form): Promise<Step | null> => {
    if (form.auth_session !== undefined) {
      const answer = readAnswer(form);
      return answer && signIn.answer(form.auth_session, form.client_id ?? '', answer);
    }
    const request = readRequest(form);
    const credentials = credentialSchema.safeParse(form);
    const forgotten = forgottenSchema.safeParse(form);
    // Exactly one of the two ways to begin.
    if (!request || credentials.success === forgotten.success) return null;
    if (credentials.success) {
      return signIn.start(credentials.data.username, credentials.data.password, request);
    }
    return forgotten.success ? signIn.startReset(forgotten.data.username, request) : null;
  };

  const answer = async (form: Form | null): Promise<Answer> => {
    if (!form) return failed('invalid_request');
    if (!(await provider.Client.find(form.client_id ?? ''))) return failed('invalid_client');
    const step = await advance(form);
    if (!step) return failed('invalid_request');
    return step.kind === 'granted' ? issueCode(step) : describe(step);
  };

  provider.use(async (ctx, next) => {
    if (ctx.path !== CHALLENGE_PATH || ctx.method !== 'POST') return next();
    const isForm = ctx.is('application/x-www-form-urlencoded');
    const { status, body } = await answer(isForm ? readForm(await readText(ctx.req, BODY_LIMIT)) : null);
    ctx.status = status;
    ctx.body = body;
    ctx.set('cache-control', 'no-store');
  });
}

function describe(step: Exclude<Step, { kind: 'granted' }>): Answer {
  if (step.kind === 'over') return failed('invalid_session');
  if (step.kind === 'refused') {
    const { kind: _, ...refusal } = step;
    return failed('access_denied', refusal);
  }
  const { conversation, challenge, refused } = step;
  const body = { error: 'insufficient_authorization', auth_session: conversation.id, challenge };
  return { status: 403, body: refused ? { ...body, refused } : body };
}

function failed(error: string, more: object = {}): Answer {
  return { status: 400, body: { error, ...more } };
}

type Form = Readonly<Record<string, string | undefined>>;

/** Null for a body that is too long or names a parameter twice (RFC 6749 §3.1). */
function readForm(text: string | null): Form | null {
  if (text === null) return null;
  const parameters = [...new URLSearchParams(text)];
  const form = Object.fromEntries(parameters);
  return Object.keys(form).length === parameters.length ? form : null;
}

function readRequest(form: Form): SignInRequest | null {
  const read = requestSchema.safeParse(form);
  if (!read.success) return null;
  const { client_id: clientId, scope, code_challenge: codeChallenge } = read.data;
  return { clientId, scope, codeChallenge };
}

function readAnswer(form: Form): SignInAnswer | null {
  const read = answerSchema.safeParse(form);
  return read.success ? read.data : null;
}
