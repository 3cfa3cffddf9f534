import { Provider } from 'oidc-provider/lib/provider.js';
import { expect, it } from 'vitest';
import { EcpsInbox } from '../../../electron/training/identity/ecps.ts';

it('an answer that comes when the provider has forgotten the request does nothing', async () => {
  const inbox = new EcpsInbox(
    new Provider('https://idp.example'),
    async () => 'grant-1',
    () => undefined,
  );
  const request = {
    personId: 'arm-1',
    digits: '42',
    channel: 'MOBILE',
    scope: 'openid',
    clientId: 'bandeau',
  } as const;
  inbox.show({ ...request, backchannelId: 'forgotten', expiresAt: Date.now() + 60_000 });
  expect(await inbox.answer(inbox.requests[0]?.id ?? '', true)).toBeUndefined();
  expect(inbox.requests).toEqual([]);
});
