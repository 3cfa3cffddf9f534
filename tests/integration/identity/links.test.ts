import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fail } from '../../../electron/failures/index.ts';
import type { OidcIdentityProvider, Tokens } from '../../../electron/identity/index.ts';
import { rppsOf, startWays, type Ways } from './ways.ts';

let ways: Ways;
let client: OidcIdentityProvider;
let tokens: Tokens;

beforeAll(async () => {
  ways = await startWays({ link: 1, resend: 1 });
  client = ways.client();
  const started = await client.startPsc({ identifier: rppsOf('unlinked'), channel: 'MOBILE', digits: '12' });
  if (!started.ok) throw new Error(started.failure.code);
  const waiting = client.awaitPsc(started.value, new AbortController().signal);
  await vi.waitUntil(() => ways.server.ecps.requests.length > 0);
  await ways.server.ecps.answer(ways.server.ecps.requests[0]?.id ?? '', true);
  const outcome = await waiting;
  if (!outcome.ok || outcome.value.kind !== 'unlinked') throw new Error('linked already');
  tokens = outcome.value.tokens;
});
afterAll(() => ways.server.stop());

const pass = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

it('the link of the mail ties the PSC identity to the account: not sent, too early, expired, then followed', async () => {
  expect(await client.requestLink(tokens, 'x')).toEqual(fail('Identity_RequestRefused'));
  expect(await client.requestLink(tokens, 'nobody@hopital.example')).toEqual(fail('Link_NoAuthorisation'));

  ways.carry(false);
  expect(await client.requestLink(tokens, 'link@hopital.example')).toEqual(fail('Link_SendFailed'));
  ways.carry(true);

  const first = await client.requestLink(tokens, 'link@hopital.example');
  if (!first.ok) throw new Error(first.failure.code);
  expect(await client.requestLink(tokens, 'link@hopital.example')).toMatchObject({
    failure: { code: 'Link_ResendTooEarly' },
  });
  expect(await client.completeLink(tokens, first.value)).toEqual({ ok: true, value: null });
  await pass(1_100);
  expect(await client.completeLink(tokens, first.value)).toEqual(fail('Link_Expired'));

  const second = await client.requestLink(tokens, 'link@hopital.example');
  if (!second.ok) throw new Error(second.failure.code);
  const { link = '' } = ways.messages.at(-1) ?? {};
  expect((await fetch(link)).status).toBe(200);
  expect(await client.completeLink(tokens, second.value)).toMatchObject({
    ok: true,
    value: { method: 'psc', person: tokens.person, profiles: [{}, {}] },
  });
});

it('a link of nobody’s is over', async () => {
  const invented = { id: 'invented', email: 'x@y.example', expiresAt: 0, resendAt: 0 };
  expect(await client.completeLink(tokens, invented)).toEqual(fail('Link_Expired'));
});
