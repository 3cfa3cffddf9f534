import { InvalidGrant } from 'oidc-provider/lib/helpers/errors.js';
import type { Provider } from 'oidc-provider/lib/provider.js';
import { z } from 'zod';
import type { AssertionOutcome, RefusalReason } from './assertion-check.ts';

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const grantedScopes = ['openid', 'profile', 'offline_access'];
const parametersSchema = z.object({
  assertion: z
    .string()
    .min(1)
    .max(64 * 1024),
  scope: z.string().default('openid'),
});

/**
 * Registers the JWT bearer grant (RFC 7523 §2.1): `check` judges the assertion. A refusal is
 * `invalid_grant` with its `reason` beside it.
 */
export function registerJwtBearerGrant(
  provider: Provider,
  check: (assertion: string) => Promise<AssertionOutcome>,
): void {
  const refusals = new WeakMap<object, RefusalReason>();
  const refuse = (request: object, reason: RefusalReason): InstanceType<typeof InvalidGrant> => {
    refusals.set(request, reason);
    return new InvalidGrant(reason);
  };

  provider.use(async (ctx, next) => {
    await next();
    const reason = refusals.get(ctx.req);
    if (reason !== undefined && isRecord(ctx.body)) ctx.body = { ...ctx.body, reason };
  });

  provider.registerGrantType(
    JWT_BEARER,
    async (ctx) => {
      const parameters = parametersSchema.safeParse(ctx.oidc.params);
      if (!parameters.success) throw refuse(ctx.req, 'assertion-malformed');
      const outcome = await check(parameters.data.assertion);
      if (!outcome.ok) throw refuse(ctx.req, outcome.reason);

      const { client } = ctx.oidc;
      const { id: accountId, givenName, familyName } = outcome.person;
      const asked = parameters.data.scope.split(' ');
      const scope = grantedScopes.filter((name) => asked.includes(name)).join(' ');
      const grant = new provider.Grant({ accountId, clientId: client.clientId });
      grant.addOIDCScope(scope);
      const issued = { accountId, client, grantId: await grant.save(), gty: JWT_BEARER, scope };
      const accessToken = new provider.AccessToken(issued);
      const idToken = new provider.IdToken({}, { ctx });
      idToken.set('sub', accountId);
      idToken.set('given_name', givenName);
      idToken.set('family_name', familyName);
      ctx.body = {
        access_token: await accessToken.save(),
        expires_in: accessToken.expiration,
        id_token: await idToken.issue({ use: 'idtoken' }),
        refresh_token: await new provider.RefreshToken(issued).save(),
        scope,
        token_type: accessToken.tokenType,
      };
    },
    ['assertion', 'scope'],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
