import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fail, type Result } from '../../../electron/failures/index.ts';
import { type Grant, OidcIdentityProvider } from '../../../electron/identity/index.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import { signWith } from '../../stand/identity/soft-card.ts';
import type { IdentityFault } from '../../stand/identity/stand.ts';
import { type IdentityWorld, identityWorld } from '../../stand/identity/world.ts';

let world: IdentityWorld;

beforeAll(async () => {
  world = await identityWorld();
});
afterEach(() => world.stand.breakWith(null));
afterAll(() => world.stand.stop());

async function signIn(id: string, client = world.client()): Promise<Result<Grant>> {
  const card = await world.card(id);
  return client.signInWithCard({ chain: card.chain, sign: signWith(card) });
}

async function granted(id: string, client = world.client()): Promise<Grant> {
  const outcome = await signIn(id, client);
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

describe('signing in with a card', () => {
  it('names the person and offers the profiles of the portal', async () => {
    const grant = await granted('arm-1');
    const { familyName, givenName, profiles } = world.person('arm-1');
    expect(grant.person).toMatchObject({ familyName, givenName });
    expect(grant.profiles).toEqual(profiles);
    expect(grant.refreshToken).not.toBeNull();
    expect(grant.expiresAt).toBeGreaterThan(Date.now());
  });

  it('works with the card of a doctor, whose certificate has another shape', async () => {
    expect(await granted('doctor')).toMatchObject({ person: { familyName: 'FICTIVE' } });
  });

  it('passes the failure of the card through unchanged, and asks the provider for nothing', async () => {
    const { chain } = await world.card('arm-1');
    const asked = world.stand.requests.get('/token') ?? 0;
    const outcome = await world.client().signInWithCard({
      chain,
      sign: async () => fail('Card_PinWrong', { triesLeft: 2 }),
    });
    expect(outcome).toEqual(fail('Card_PinWrong', { triesLeft: 2 }));
    expect(world.stand.requests.get('/token') ?? 0).toBe(asked);
  });

  it.each([
    ['stranger', 'Identity_PersonUnknown'],
    ['revoked', 'Identity_CertificateRevoked'],
  ] as const)('says why %s is refused', async (id, code) => {
    expect(await signIn(id)).toEqual(fail(code));
  });

  it('refuses a card of another authority', async () => {
    const other = await createTrainingAuthority();
    const card = await other.issue(world.person('arm-1'));
    const outcome = await world.client().signInWithCard({ chain: card.chain, sign: signWith(card) });
    expect(outcome).toEqual(fail('Identity_CertificateNotAccepted'));
  });

  it('refuses a signature that is not by the key of the certificate', async () => {
    const [mine, theirs] = [await world.card('arm-1'), await world.card('arm-2')];
    const outcome = await world.client().signInWithCard({ chain: mine.chain, sign: signWith(theirs) });
    expect(outcome).toEqual(fail('Identity_AssertionSignature'));
  });

  it.each([
    ['token-expired', 'Identity_TokenExpired'],
    ['token-other-audience', 'Identity_TokenAudience'],
    ['token-other-issuer', 'Identity_TokenIssuer'],
    ['token-other-key', 'Identity_TokenSignature'],
    ['token-missing', 'Identity_AnswerMalformed'],
    ['nonce-stale', 'Identity_AssertionNonce'],
    ['profiles-garbage', 'Identity_AnswerMalformed'],
    ['failing', 'Identity_ProviderFailing'],
    ['silent', 'Identity_ProviderTimeout'],
  ] satisfies [IdentityFault, string][])('tells %s as %s', async (fault, code) => {
    world.stand.breakWith(fault);
    expect(await signIn('arm-1', world.client(600))).toEqual({ ok: false, failure: { code } });
  });

  it('gives back the tokens when the portal then has no profiles to tell', async () => {
    const before = world.stand.requests.get('/token/revocation') ?? 0;
    world.stand.breakWith('profiles-garbage');
    await signIn('arm-1');
    expect(world.stand.requests.get('/token/revocation')).toBeGreaterThan(before);
  });
});

describe('the tokens', () => {
  it('are renewed for the same person', async () => {
    const client = world.client();
    const grant = await granted('arm-2', client);
    const renewed = await client.refresh(grant);
    expect(renewed).toMatchObject({ ok: true, value: { person: grant.person, profiles: grant.profiles } });
    expect(renewed.ok && renewed.value.accessToken).not.toBe(grant.accessToken);
  });

  it('are worth nothing after signing out', async () => {
    const client = world.client();
    const grant = await granted('arm-2', client);
    await client.signOut(grant);
    expect(await client.refresh(grant)).toEqual(fail('Identity_SessionEnded'));
    expect(await client.claimPhone(grant, '1502', 'arm-coord-samu00')).toEqual(fail('Identity_SessionEnded'));
  });

  it('can be given up while the provider is away', async () => {
    const client = world.client(300);
    const grant = await granted('arm-2', client);
    world.stand.breakWith('silent');
    await expect(client.signOut(grant)).resolves.toBeUndefined();
    expect(await client.refresh(grant)).toEqual(fail('Identity_ProviderTimeout'));
  });
});

describe('claiming a desk phone', () => {
  it('gives its address, and refuses it to a second person until the first signs out', async () => {
    const client = world.client();
    const [first, second] = [await granted('arm-1', client), await granted('arm-2', client)];
    expect(await client.claimPhone(first, '1501', 'arm-samu00')).toEqual({
      ok: true,
      value: { number: '1501', addressOfRecord: 'sip:1501@samu00.example', credential: null },
    });
    const refused = fail('Phone_AlreadyBound', { number: '1501' });
    expect(await client.claimPhone(second, '1501', 'arm-coord-samu00')).toEqual(refused);
    await client.signOut(first);
    expect(await client.claimPhone(second, '1501', 'arm-coord-samu00')).toMatchObject({ ok: true });
    await client.releasePhone(second, '1501');
    expect(await client.claimPhone(await granted('arm-1'), '1501', 'arm-samu00')).toMatchObject({ ok: true });
  });

  it('says that a number is unknown, or not for this profile', async () => {
    const client = world.client();
    const grant = await granted('arm-1', client);
    expect(await client.claimPhone(grant, '4242', 'arm-samu00')).toEqual(
      fail('Phone_NumberUnknown', { number: '4242' }),
    );
    expect(await client.claimPhone(grant, '9801', 'arm-samu00')).toEqual(
      fail('Phone_BindingRefused', { number: '9801' }),
    );
  });
});

describe('a provider that comes and goes', () => {
  it('is unreachable once stopped, and knows nobody’s tokens after a restart', async () => {
    const own = await identityWorld();
    const card = await own.card('arm-1');
    const client = own.client();
    const request = { chain: card.chain, sign: signWith(card) };
    const first = await client.signInWithCard(request);
    await own.stand.stop();
    expect(await client.signInWithCard(request)).toEqual(fail('Identity_ProviderUnreachable'));

    const port = Number(new URL(own.stand.issuer).port);
    const { restarted, stop } = await restart(own, port);
    expect(first.ok && (await client.refresh(first.value))).toEqual(fail('Identity_SessionEnded'));
    expect(await restarted.signInWithCard(request)).toMatchObject({ ok: true });
    expect(await client.signInWithCard(request)).toMatchObject({ ok: true });
    await stop();
  });

  it('is never spoken to in clear but on this machine', async () => {
    const configuration = {
      issuer: 'http://idp.example',
      portal: 'http://idp.example/portal',
      clientId: 'bandeau',
      timeout: 500,
      otp: true,
    };
    const card = await world.card('arm-1');
    let sent = 0;
    const client = new OidcIdentityProvider(configuration, async () => {
      sent += 1;
      return new Response();
    });
    const outcome = await client.signInWithCard({ chain: card.chain, sign: signWith(card) });
    expect(outcome).toEqual(fail('Identity_ProviderInsecure'));
    expect(sent).toBe(0);
  });
});

async function restart(own: IdentityWorld, port: number) {
  const { startIdentityStand } = await import('../../stand/identity/stand.ts');
  const { trainingDirectory } = await import('../../../electron/training/identity/index.ts');
  const stand = await startIdentityStand({
    directory: trainingDirectory,
    authorityPem: own.authority.root.toString('pem'),
    port,
  });
  return { restarted: own.client(), stop: stand.stop };
}
