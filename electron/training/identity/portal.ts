import type { IncomingMessage } from 'node:http';
import type { Provider } from 'oidc-provider/lib/provider.js';
import { z } from 'zod';
import type { OneTimeValues } from './one-time-values.ts';
import type { Directory, DirectoryPerson } from './people.ts';
import { PhoneClaims } from './phone-claims.ts';

const BODY_LIMIT = 4_096;

interface Answer {
  readonly status: number;
  readonly body?: object;
}

interface PortalOptions {
  readonly directory: Directory;
  readonly nonces: OneTimeValues;
  /** Seconds that a nonce lives. */
  readonly nonceLifetime: number;
}

const claimRequest = z.object({ profileId: z.string().min(1).max(200) });

/** Serves the portal's own calls (`docs/portal-api.yaml`) below `/portal/` of the provider's server. */
export function servePortal(provider: Provider, { directory, nonces, nonceLifetime }: PortalOptions): void {
  const claims = new PhoneClaims(directory.phones, async (grantId) => {
    return (await provider.Grant.find(grantId)) !== undefined;
  });
  provider.on('grant.revoked', (_ctx, grantId) => claims.releaseAll(grantId));

  const routes: readonly {
    readonly method: string;
    readonly path: RegExp;
    readonly answer: (request: IncomingMessage, parameter: string) => Promise<Answer>;
  }[] = [
    {
      method: 'POST',
      path: /^\/portal\/assertion-nonces$/,
      answer: async () => ({ status: 201, body: { nonce: nonces.issue(), expiresIn: nonceLifetime } }),
    },
    {
      method: 'GET',
      path: /^\/portal\/profiles$/,
      answer: async (request) => {
        const bearer = await bearerOf(provider, directory, request);
        return bearer ? { status: 200, body: { profiles: bearer.person.profiles } } : unauthorised;
      },
    },
    {
      method: 'PUT',
      path: /^\/portal\/phones\/([^/]+)\/claim$/,
      answer: async (request, number) => {
        const bearer = await bearerOf(provider, directory, request);
        if (!bearer) return unauthorised;
        const body = claimRequest.safeParse(await readJson(request));
        if (!body.success) return problem(400, 'request-malformed');
        const outcome = await claims.claim(number, { ...bearer, profileId: body.data.profileId });
        return outcome.ok ? { status: 200, body: outcome.claim } : problem(outcome.status, outcome.reason);
      },
    },
    {
      method: 'DELETE',
      path: /^\/portal\/phones\/([^/]+)\/claim$/,
      answer: async (request, number) => {
        const bearer = await bearerOf(provider, directory, request);
        if (!bearer) return unauthorised;
        claims.release(number, bearer.person);
        return { status: 204 };
      },
    },
  ];

  provider.use(async (ctx, next) => {
    for (const { method, path, answer } of routes) {
      const match = path.exec(ctx.path);
      if (!match || ctx.method !== method) continue;
      const { status, body } = await answer(ctx.req, match[1] ?? '');
      ctx.status = status;
      if (body) ctx.body = body;
      if (status >= 400) ctx.type = 'application/problem+json';
      ctx.set('cache-control', 'no-store');
      return;
    }
    await next();
  });
}

interface Bearer {
  readonly person: DirectoryPerson;
  readonly grantId: string;
}

/** Who presents a token that is still good (RFC 6750 §2.1), or null. */
async function bearerOf(
  provider: Provider,
  directory: Directory,
  request: IncomingMessage,
): Promise<Bearer | null> {
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
  const found = token === undefined ? undefined : await provider.AccessToken.find(token);
  const person = directory.people.find(({ id }) => id === found?.accountId);
  return found && person ? { person, grantId: found.grantId } : null;
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > BODY_LIMIT) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RFC 9457. */
function problem(status: number, reason: string): Answer {
  return { status, body: { type: `urn:bandeau:portal:${reason}`, title: reason, status } };
}

const unauthorised = problem(401, 'token-refused');
