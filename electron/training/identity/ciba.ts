import type { Configuration } from 'oidc-provider';
import type { UnknownUserId } from 'oidc-provider/lib/helpers/errors.js';
import type { Timing } from './account/timing.ts';
import { channelOf, checkDigits, type EcpsInbox, personOfHint } from './ecps.ts';
import type { Directory } from './people.ts';
import { isRecord } from './refusal-reasons.ts';

export const CIBA = 'urn:openid:params:grant-type:ciba';

/** What oidc-provider needs for CIBA in poll mode: who is meant, the two digits, and the person's telephone. */
export function cibaFeature(options: {
  readonly directory: Directory;
  readonly timing: Timing;
  readonly inbox: () => EcpsInbox;
  readonly note: (request: object, error: InstanceType<typeof UnknownUserId>, reason: string) => Error;
}): NonNullable<NonNullable<Configuration['features']>['ciba']> {
  const { directory, timing, inbox, note } = options;
  return {
    enabled: true,
    deliveryModes: ['poll'],
    processLoginHint: (ctx, hint) =>
      personOfHint(directory, hint, channelOf(ctx.oidc.params), (error, reason) =>
        note(ctx.req, error, reason),
      ).id,
    processLoginHintToken: () => undefined,
    validateBindingMessage: (_ctx, message) => checkDigits(message),
    validateRequestContext: () => undefined,
    verifyUserCode: () => undefined,
    triggerAuthenticationDevice: (ctx, request, account, client) => {
      const { binding_message: digits } = ctx.oidc.params ?? {};
      inbox().show({
        backchannelId: request.jti,
        personId: account.accountId,
        clientId: client.clientId,
        scope: request.scope ?? '',
        digits: String(digits),
        channel: channelOf(ctx.oidc.params),
        expiresAt: Date.now() + timing.ecps * 1_000,
      });
      if (isRecord(ctx.body)) ctx.body = { ...ctx.body, interval: timing.poll };
    },
  };
}
