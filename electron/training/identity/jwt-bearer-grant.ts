import { InvalidGrant } from 'oidc-provider/lib/helpers/errors.js';
import type { Provider } from 'oidc-provider/lib/provider.js';
import { z } from 'zod';
import type { AssertionOutcome } from './assertion-check.ts';
import { type Grants, givenScope } from './grants.ts';
import type { RefusalReasons } from './refusal-reasons.ts';

export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

const parametersSchema = z.object({
  assertion: z
    .string()
    .min(1)
    .max(64 * 1024),
  scope: z.string().default('openid'),
});

export interface JwtBearerOptions {
  readonly check: (assertion: string) => Promise<AssertionOutcome>;
  readonly grants: Grants;
  readonly reasons: RefusalReasons;
  /** Told of each person who has signed in by card. */
  readonly onCard: (personId: string) => void;
}

/**
 * Registers the JWT bearer grant (RFC 7523 §2.1): `check` judges the assertion. A refusal is
 * `invalid_grant` with its `reason` beside it.
 */
export function registerJwtBearerGrant(provider: Provider, options: JwtBearerOptions): void {
  const { check, grants, reasons, onCard } = options;
  provider.registerGrantType(
    JWT_BEARER,
    async (ctx) => {
      const parameters = parametersSchema.safeParse(ctx.oidc.params);
      const outcome: AssertionOutcome = parameters.success
        ? await check(parameters.data.assertion)
        : { ok: false, reason: 'assertion-malformed' };
      if (!outcome.ok) throw reasons.note(ctx.req, new InvalidGrant(outcome.reason), outcome.reason);

      const { client } = ctx.oidc;
      const { id: accountId, givenName, familyName } = outcome.person;
      const scope = givenScope(parameters.data?.scope ?? '');
      const { clientId } = client;
      const grantId = await grants.open({ accountId, clientId, scope, method: 'card' });
      const issued = { accountId, client, grantId, gty: JWT_BEARER, scope };
      const accessToken = new provider.AccessToken(issued);
      const idToken = new provider.IdToken({}, { ctx });
      idToken.set('sub', accountId);
      idToken.set('given_name', givenName);
      idToken.set('family_name', familyName);
      onCard(accountId);
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
