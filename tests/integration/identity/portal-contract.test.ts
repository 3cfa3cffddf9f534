import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Grant, OidcIdentityProvider, type Tokens } from '../../../electron/identity/index.ts';
import { OidcAccountPortal } from '../../../electron/identity/oidc/index.ts';
import { trainingPsc } from '../../../electron/training/identity/index.ts';

import { type Recorder, recorder } from '../../stand/identity/recorder.ts';
import { signWith } from '../../stand/identity/soft-card.ts';
import { type IdentityWorld, identityWorld } from '../../stand/identity/world.ts';
import { apiContract } from '../../stand/open-api.ts';

const contract = apiContract('docs/portal-api.yaml');
const NOWHERE = 'nowhere@ch-fictif.example';
let undelivered = false;
let world: IdentityWorld;
let record: Recorder;
let client: OidcIdentityProvider;
let account: OidcAccountPortal;

const bytes = (text: string) => new TextEncoder().encode(text);

async function enter(id: string): Promise<Grant> {
  const card = await world.card(id);
  const outcome = await client.signInWithCard({ chain: card.chain, sign: signWith(card) });
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

/** What no well-behaved client sends. */
async function ask(method: string, path: string, token: string | null, body?: object): Promise<void> {
  await record.fetch(`${world.stand.portal}${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : null,
  });
}

async function workWithPhones(first: Grant, second: Grant): Promise<void> {
  await client.claimPhone(first, '1501', 'arm-samu00');
  await client.claimPhone(second, '1501', 'arm-coord-samu00');
  await client.claimPhone(first, '9801', 'arm-samu00');
  await client.claimPhone(first, '4242', 'arm-samu00');
  await client.claimPhone(first, '1501', '');
  await client.releasePhone(first, '1501');
}

async function keepAnAccount(grant: Grant): Promise<void> {
  const { subject } = grant.person;
  await account.account(grant);
  const test = await account.testChannel(grant, 'email', 'nouvelle.adresse@ch-fictif.example');
  if (!test.ok) throw new Error(test.failure.code);
  await account.testChannel(grant, 'email', 'nouvelle.adresse@ch-fictif.example');
  await account.testChannel(grant, 'phone', NOWHERE);
  await account.validateChannel(grant, test.value, bytes(otherThan(world.stand.codeSentTo(subject))));
  await account.validateChannel(grant, test.value, bytes('1'));
  await account.validateChannel(grant, test.value, bytes(world.stand.codeSentTo(subject)));
  await account.validateChannel(grant, test.value, bytes(world.stand.codeSentTo(subject)));
  await account.testChannel(grant, 'email', NOWHERE);
  await account.removeChannel(grant, 'email');
  const chosen = 'Nouvelle-Porte-2027';
  await account.changePassword(grant, bytes('not the one'), bytes(chosen));
  await account.changePassword(grant, null, bytes('short'));
  await account.changePassword(grant, null, bytes(chosen));
  await account.changePassword(grant, null, bytes(chosen));
  await ask('PUT', '/account/password', grant.accessToken, {});
  const session = {
    id: 'one',
    subject,
    openedAt: 1,
    closedAt: 2,
    phone: '1501',
    revocation: 'fresh',
  } as const;
  await account.reportDegraded(grant, [session, { ...session, id: 'two', closedAt: null, phone: null }]);
  await account.reportDegraded(grant, [{ ...session, closedAt: 3 }]);
  await account.reportDegraded(grant, [{ ...session, id: 'two', closedAt: 4, phone: null }]);
  await ask('POST', '/degraded-sessions', grant.accessToken, { sessions: [] });
}

async function enterByPsc(id: string, digits: string): Promise<Tokens> {
  const { psc } = world.person(id);
  const started = await client.startPsc({ identifier: `8${psc?.rpps}`, channel: 'MOBILE', digits });
  if (!started.ok) throw new Error(started.failure.code);
  const [request] = world.stand.ecps.requests;
  await world.stand.ecps.answer(request?.id ?? '', true);
  const outcome = await client.awaitPsc(started.value, new AbortController().signal);
  if (!outcome.ok || outcome.value.kind !== 'unlinked') throw new Error('an identity that is not linked yet');
  return outcome.value.tokens;
}

async function linkAnIdentity(): Promise<void> {
  const tokens = await enterByPsc('midwife', '42');
  await ask('POST', '/account-links', tokens.accessToken, {});
  await client.requestLink(tokens, 'personne@ch-fictif.example');
  undelivered = true;
  await client.requestLink(tokens, 'noa.rattacher@ch-fictif.example');
  undelivered = false;
  const link = await client.requestLink(tokens, 'noa.rattacher@ch-fictif.example');
  if (!link.ok) throw new Error(link.failure.code);
  await client.requestLink(tokens, 'noa.rattacher@ch-fictif.example');
  await client.completeLink(tokens, link.value);
  await client.completeLink(tokens, { ...link.value, id: 'another' });
  await world.stand.inbox.follow(world.stand.inbox.messages[0]?.id ?? '');
  await client.completeLink(tokens, link.value);
}

async function signInByPassword(): Promise<void> {
  const { stand } = world;
  await client.startOtp('camille.exemple', bytes('not the one'));
  await client.startOtp('personne.inconnue', bytes('not the one'));
  await client.startOtp('lou.nouvelle', bytes('not the one'));
  await client.startOtp('andrea.gelee', bytes('not the one'));
  await client.startReset('dominique.specimen');
  for (let guess = 0; guess < 3; guess += 1)
    await client.startOtp('dominique.specimen', bytes('not the one'));
  const opened = await client.startOtp('camille.exemple', bytes('Lanterne-Bleue-15'));
  if (!opened.ok || opened.value.kind !== 'challenge') throw new Error('a choice of two channels');
  const { conversation } = opened.value;
  await client.continueOtp(conversation, { type: 'channel', channel: 'phone' });
  const wrong = otherThan(stand.codeSentTo('arm-1', 'sms'));
  await client.continueOtp(conversation, { type: 'code', code: bytes(wrong) });
  await client.continueOtp(conversation, { type: 'resend' });
  await client.continueOtp(conversation, {
    type: 'code',
    code: bytes(stand.codeSentTo('arm-1', 'sms')),
  });
  await client.continueOtp(conversation, { type: 'resend' });

  const reset = await client.startReset('Claude.Fictive');
  if (!reset.ok || reset.value.kind !== 'challenge') throw new Error('a code on the telephone');
  for (const kind of ['sms', 'email'] as const) {
    const code = bytes(stand.codeSentTo('doctor', kind));
    await client.continueOtp(reset.value.conversation, { type: 'code', code });
  }
  for (const password of ['court', 'Marguerite*Onze11', 'Marguerite*Douze12']) {
    const answer = { type: 'new-password', password: bytes(password) } as const;
    await client.continueOtp(reset.value.conversation, answer);
  }
}

beforeAll(async () => {
  world = await identityWorld({
    timing: { resend: 60, poll: 0.05 },
    deliver: async ({ to }) => {
      if (undelivered || to === NOWHERE) throw new Error('nobody there');
    },
  });
  const { issuer, portal, clientId } = world.stand;
  record = recorder(portal);
  const configuration = { issuer, portal, clientId, timeout: 3_000, otp: true, psc: trainingPsc };
  client = new OidcIdentityProvider(configuration, record.fetch);
  account = new OidcAccountPortal(configuration, record.fetch);

  await signInByPassword();
  const [first, second] = [await enter('arm-1'), await enter('arm-2')];
  await workWithPhones(first, second);
  await keepAnAccount(second);
  await linkAnIdentity();
  await client.signOut(first);
  for (const [method, path] of [
    ['GET', '/profiles'],
    ['GET', '/account'],
    ['POST', '/account/channels/phone/tests'],
    ['POST', '/account/channels/phone/tests/one/validation'],
    ['DELETE', '/account/channels/phone'],
    ['PUT', '/account/password'],
    ['POST', '/account-links'],
    ['GET', '/account-links/one'],
    ['POST', '/degraded-sessions'],
    ['PUT', '/phones/1501/claim'],
    ['DELETE', '/phones/1501/claim'],
  ] as const) {
    await ask(method, path, first.accessToken);
    await ask(method, path, null);
  }
  for (const id of ['stranger', 'revoked']) await expect(enter(id)).rejects.toThrow(/^Identity_/);
});
afterAll(() => world.stand.stop());

it('the client asks and the training portal answers as docs/portal-api.yaml says', () => {
  // Where the refusal of a malformed request, or of a missing token, is what is looked at.
  const isMeantToBeRefused = (name: string) => / (400|401)$/.test(name);
  const faults = record.exchanges
    .map((exchanged) => contract.check(exchanged))
    .map(({ name, faults }) => ({
      name,
      faults: isMeantToBeRefused(name) ? faults.filter((fault) => !fault.startsWith('request: ')) : faults,
    }))
    .filter(({ faults }) => faults.length > 0);
  expect(faults).toEqual([]);
});

it('every answer that the contract describes was met', () => {
  const met = new Set(record.exchanges.map((exchanged) => contract.check(exchanged).name));
  expect(contract.described.filter((name) => !met.has(name))).toEqual([]);
});

it('a refused assertion is worded as the contract says', () => {
  const refusals = record.tokenAnswers.slice(-2);
  expect(refusals.map((refusal) => contract.checkSchema('AssertionRefusal', refusal))).toEqual([[], []]);
});

it('a sign-in by password asks, refuses and grants in the words of the contract', () => {
  const faults = record.challengeAnswers.flatMap(({ status, body }) => {
    if (status === 200) return [];
    return contract.checkSchema(status === 403 ? 'SignInChallenge' : 'SignInRefusal', body);
  });
  expect(faults).toEqual([]);
  expect(record.challengeAnswers.filter(({ status }) => status === 200)).toEqual([
    { status: 200, body: { authorization_code: expect.any(String) } },
    { status: 200, body: { authorization_code: expect.any(String) } },
  ]);
  const words = JSON.stringify(record.challengeAnswers);
  for (const word of [
    'credentials-refused',
    'frozen-temporarily',
    'frozen-definitively',
    'card-required-first',
    'reset-not-possible',
    'invalid_session',
    'choose-channel',
    'enter-code',
    'new-password',
    'code-wrong',
    'too-early',
    'password-too-weak',
    'password-reused',
  ]) {
    expect(words).toContain(`"${word}"`);
  }
});

it('what was done without the portal is noted once, as it ended', () => {
  expect(world.stand.degradedSessions()).toMatchObject([
    { id: 'one', closedAt: 2 },
    { id: 'two', closedAt: 4 },
  ]);
});

it('the contract notices a portal that breaks it', () => {
  const broken = {
    method: 'GET',
    path: '/profiles',
    requestBody: null,
    status: 200,
    contentType: 'application/json',
    responseBody: '{"subject":"arm-1","profiles":[{"id":7}]}',
  };
  expect(contract.check(broken).faults).not.toEqual([]);
  const nameless = { ...broken, responseBody: '{"profiles":[]}' };
  expect(contract.check(nameless).faults).toEqual(["answer:  must have required property 'subject'"]);
  const frozen = { error: 'access_denied', reason: 'frozen-temporarily' };
  expect(contract.checkSchema('SignInRefusal', frozen)).not.toEqual([]);
  expect(contract.checkSchema('SignInRefusal', { ...frozen, retryAfter: 300 })).toEqual([]);
  expect(contract.checkSchema('SignInRefusal', { error: 'invalid_session' })).toEqual([]);
  expect(contract.check({ ...broken, status: 418 }).faults).toEqual(['the answer is not described']);
});

function otherThan(code: string): string {
  return code === '000000' ? '000001' : '000000';
}
