import { afterAll, beforeAll, expect, it } from 'vitest';
import { OidcIdentityProvider } from '../../../electron/identity/index.ts';
import type { Fetch } from '../../../electron/identity/oidc/exchange.ts';
import { type Exchanged, portalContract } from '../../stand/identity/portal-contract.ts';
import { signWith } from '../../stand/identity/soft-card.ts';
import { type IdentityWorld, identityWorld } from '../../stand/identity/world.ts';

const contract = portalContract();
const exchanges: Exchanged[] = [];
const tokenAnswers: string[] = [];
let world: IdentityWorld;

/** What the client and the portal really say to one another. */
const recordingFetch: Fetch = async (url, init) => {
  const response = await fetch(url, init);
  const responseBody = await response.clone().text();
  if (url.startsWith(`${world.stand.portal}/`)) {
    exchanges.push({
      method: init.method ?? 'GET',
      path: url.slice(world.stand.portal.length),
      requestBody: typeof init.body === 'string' ? init.body : null,
      status: response.status,
      contentType: response.headers.get('content-type'),
      responseBody,
    });
  } else if (url.endsWith('/token')) {
    tokenAnswers.push(responseBody);
  }
  return response;
};

beforeAll(async () => {
  world = await identityWorld();
  const { issuer, portal, clientId } = world.stand;
  const client = new OidcIdentityProvider({ issuer, portal, clientId, timeout: 3_000 }, recordingFetch);
  const enter = async (id: string) => {
    const card = await world.card(id);
    const outcome = await client.signInWithCard({ chain: card.chain, sign: signWith(card) });
    return outcome.ok ? outcome.value : null;
  };
  const [first, second] = [await enter('arm-1'), await enter('arm-2')];
  if (!first || !second) throw new Error('the people of training cannot sign in');
  await client.claimPhone(first, '1501', 'arm-samu00');
  await client.claimPhone(second, '1501', 'arm-coord-samu00');
  await client.claimPhone(first, '9801', 'arm-samu00');
  await client.claimPhone(first, '4242', 'arm-samu00');
  await client.claimPhone(first, '1501', '');
  await client.releasePhone(first, '1501');
  await client.signOut(first);
  await client.claimPhone(first, '1501', 'arm-samu00');
  await client.releasePhone(first, '1501');
  await recordingFetch(`${portal}/profiles`, { method: 'GET' });
  await enter('stranger');
  await enter('revoked');
});
afterAll(() => world.stand.stop());

it('the client asks and the training portal answers as docs/portal-api.yaml says', () => {
  const requestMeantToBeRefused = (name: string) => name === 'claimPhone 400';
  const faults = exchanges
    .map((exchanged) => contract.check(exchanged))
    .filter(({ name }) => !requestMeantToBeRefused(name))
    .filter((checked) => checked.faults.length > 0);
  expect(faults).toEqual([]);
});

it('every answer that the contract describes was met', () => {
  const met = new Set(exchanges.map((exchanged) => contract.check(exchanged).name));
  expect(contract.described.filter((name) => !met.has(name))).toEqual([]);
});

it('a refused assertion is worded as the contract says', () => {
  const refusals = tokenAnswers.map((text): unknown => JSON.parse(text)).slice(-2);
  expect(refusals.map((refusal) => contract.checkSchema('AssertionRefusal', refusal))).toEqual([[], []]);
});

it('the contract notices a portal that breaks it', () => {
  const broken = {
    method: 'GET',
    path: '/profiles',
    requestBody: null,
    status: 200,
    contentType: 'application/json',
    responseBody: '{"profiles":[{"id":7}]}',
  };
  expect(contract.check(broken).faults).not.toEqual([]);
  expect(contract.check({ ...broken, status: 418 }).faults).toEqual(['the answer is not described']);
});
