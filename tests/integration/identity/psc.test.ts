import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fail, type Result } from '../../../electron/failures/index.ts';
import type {
  OidcIdentityProvider,
  PscChannel,
  PscOutcome,
  PscRequest,
} from '../../../electron/identity/index.ts';
import { rppsOf, startWays, type Ways } from './ways.ts';

let ways: Ways;
let client: OidcIdentityProvider;

beforeAll(async () => {
  ways = await startWays({ ecps: 2 });
  client = ways.client();
});
afterAll(() => ways.server.stop());

const never = new AbortController().signal;

async function asked(who: 'both' | 'unlinked' | 'firstTime'): Promise<PscRequest> {
  const request = { identifier: rppsOf(who), channel: 'MOBILE', digits: '07' } as const;
  const started = await client.startPsc(request);
  if (!started.ok) throw new Error(started.failure.code);
  return started.value;
}

/** The person decides on the simulated e-CPS application. */
async function decide(who: string, accept: boolean): Promise<void> {
  await vi.waitUntil(() => ways.server.ecps.requests.some(({ personId }) => personId === who));
  const request = ways.server.ecps.requests.findLast(({ personId }) => personId === who);
  await ways.server.ecps.answer(request?.id ?? '', accept);
}

async function outcomeOf(
  who: 'both' | 'unlinked' | 'firstTime',
  accept: boolean,
): Promise<Result<PscOutcome>> {
  const request = await asked(who);
  const waiting = client.awaitPsc(request, never);
  await decide(who, accept);
  return waiting;
}

describe('signing in on the e-CPS application', () => {
  it('shows the same two digits on the telephone, and ends with a grant', async () => {
    const request = await asked('both');
    expect(ways.server.ecps.requests).toMatchObject([{ personId: 'both', digits: '07', channel: 'MOBILE' }]);
    const waiting = client.awaitPsc(request, never);
    await decide('both', true);
    const outcome = await waiting;
    expect(outcome).toMatchObject({
      ok: true,
      value: { kind: 'granted', grant: { method: 'psc', person: { familyName: 'both' } } },
    });
    if (!outcome.ok || outcome.value.kind !== 'granted') throw new Error('not granted');
    expect(await client.refresh(outcome.value.grant)).toMatchObject({ ok: true });
    await client.signOut(outcome.value.grant);
    expect(await client.refresh(outcome.value.grant)).toEqual(fail('Identity_SessionEnded'));
  });

  it('is refused below the level of assurance that was asked for', async () => {
    const strict = ways.client({ psc: { acrValues: 'eidas2' } });
    const waiting = strict.awaitPsc(await asked('both'), never);
    await decide('both', true);
    expect(await waiting).toEqual(fail('Psc_LevelRefused'));
  });

  it('tells a refusal, and a request that nobody answers', async () => {
    expect(await outcomeOf('both', false)).toEqual(fail('Psc_Refused'));
    expect(await client.awaitPsc(await asked('both'), never)).toEqual(fail('Psc_Expired'));
  });

  it('tells who is unknown from who has no e-CPS, which a card does not need', async () => {
    const ask = (identifier: string, channel: PscChannel = 'MOBILE') =>
      client.startPsc({ identifier, channel, digits: '42' });
    expect(await ask('899999999999')).toEqual(fail('Psc_PersonUnknown'));
    expect(await ask(rppsOf('phoneOnly'))).toEqual(fail('Psc_NoEcps'));
    expect(await ask(rppsOf('phoneOnly'), 'CARD')).toMatchObject({ ok: true });
  });

  it('refuses a request that is not one, and a request that was never made', async () => {
    const malformed = { identifier: rppsOf('both'), channel: 'MOBILE', digits: 'xx' } as const;
    expect(await client.startPsc(malformed)).toEqual(fail('Psc_RequestRefused'));
    const invented = { authReqId: 'never-made', expiresAt: Date.now() + 60_000, interval: 0.2 };
    expect(await client.awaitPsc(invented, never)).toEqual(fail('Psc_RequestRefused'));
  });

  it('a station that polls too often is told so, slows down, and is let in', async () => {
    const slow = await startWays({ poll: 2 });
    try {
      const station = slow.client();
      const started = await station.startPsc({ identifier: rppsOf('both'), channel: 'MOBILE', digits: '07' });
      if (!started.ok) throw new Error(started.failure.code);
      const waiting = station.awaitPsc({ ...started.value, interval: 0.3 }, never);
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await slow.server.ecps.answer(slow.server.ecps.requests[0]?.id ?? '', true);
      expect(await waiting).toMatchObject({ ok: true });
    } finally {
      await slow.server.stop();
    }
  });

  it('is abandoned at once', async () => {
    const abort = new AbortController();
    const waiting = client.awaitPsc(await asked('both'), abort.signal);
    abort.abort();
    expect(await waiting).toEqual(fail('Identity_NotNow'));
  });

  it('bears a network that comes back, not one that stays away', async () => {
    const own = await startWays();
    const station = own.client();
    const request = { identifier: rppsOf('both'), channel: 'MOBILE', digits: '07' } as const;
    const first = await station.startPsc(request);
    if (!first.ok) throw new Error(first.failure.code);
    const waiting = station.awaitPsc(first.value, never);
    own.server.cutOff(true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    own.server.cutOff(false);
    await own.server.ecps.answer(own.server.ecps.requests[0]?.id ?? '', true);
    expect(await waiting).toMatchObject({ ok: true });

    const second = await station.startPsc(request);
    if (!second.ok) throw new Error(second.failure.code);
    await own.server.stop();
    expect(await station.awaitPsc(second.value, never)).toEqual(fail('Psc_Unreachable'));
    expect(await station.startPsc(request)).toEqual(fail('Psc_Unreachable'));
  });

  it('wants a card for the first time, and an account to be linked', async () => {
    expect(await outcomeOf('firstTime', true)).toEqual(fail('Identity_CardRequiredFirst'));
    expect(await outcomeOf('unlinked', true)).toMatchObject({ ok: true, value: { kind: 'unlinked' } });
  });
});
