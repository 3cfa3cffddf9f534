import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import { type CardReader, type IdentityProvider, IdentityService } from '../../../electron/identity/index.ts';
import { profileMemory } from '../../stand/identity/profile-memory.ts';
import { degradedMemory } from '../../stand/identity/scripted-station.ts';
import { type SoftReader, softReader } from '../../stand/identity/soft-card.ts';
import { type IdentityWorld, identityWorld } from '../../stand/identity/world.ts';
import { waitFor } from '../../stand/process.ts';

/** Seconds: the tokens are renewed while a test looks on. */
const SHORT_LIFE = 2;

let world: IdentityWorld;
let reader: SoftReader;
let identity: IdentityService;

const serviceOf = (card: CardReader, provider: IdentityProvider) =>
  new IdentityService({
    card,
    provider,
    remembered: profileMemory(),
    degraded: degradedMemory().access,
    account: { reportDegraded: async () => ok() },
    openBrowser: async () => undefined,
  });

beforeAll(async () => {
  world = await identityWorld({ accessTokenLifetime: SHORT_LIFE });
});
beforeEach(() => {
  reader = softReader();
  identity = serviceOf(reader, world.client(800));
});
afterEach(async () => {
  world.stand.breakWith(null);
  await identity.signOut();
  identity.close();
});
afterAll(() => world.stand.stop());

const insert = async (id: string) => reader.insert(await world.card(id), world.person(id));
const pinOf = (id: string) => Buffer.from(world.person(id).card.pin);
const submit = (id: string) => identity.submitPin(pinOf(id));
const requests = (path: string) => world.stand.requests.get(path) ?? 0;

async function signInAs(id: string): Promise<void> {
  await insert(id);
  expect(await submit(id)).toEqual(ok());
  const profile = world.person(id).profiles[0]?.id ?? '';
  expect(await identity.chooseProfile(profile)).toEqual(ok());
}

describe('an operator', () => {
  it('signs in, confirms the profile that is offered first, claims the phone, and signs out', async () => {
    const seen: string[] = [];
    identity.state.subscribe(({ kind }) => seen.push(kind));
    await signInAs('arm-1');
    expect(await identity.claimPhone('1501')).toMatchObject({ ok: true });
    expect(identity.state.get()).toMatchObject({
      kind: 'signed-in',
      phone: '1501',
      profile: { id: 'arm-samu00' },
    });
    await identity.signOut();
    expect(seen).toEqual(['signing-in', 'choosing-profile', 'signed-in', 'signed-in', 'signed-out']);
  });

  it('is offered the profile of the last time first', async () => {
    await insert('arm-1');
    await submit('arm-1');
    await identity.chooseProfile('arm-samu98');
    await identity.signOut();
    await submit('arm-1');
    expect(identity.state.get()).toMatchObject({ kind: 'choosing-profile', preselected: 'arm-samu98' });
  });

  it('changes the profile without signing in again, but not to one that the bound phone refuses', async () => {
    await signInAs('arm-1');
    await identity.claimPhone('1501');
    expect(await identity.changeProfile('arm-samu98')).toEqual(
      fail('Phone_BindingRefused', { number: '1501' }),
    );
    expect(identity.state.get()).toMatchObject({ phone: '1501', profile: { id: 'arm-samu00' } });
    await identity.releasePhone();
    expect(await identity.changeProfile('arm-samu98')).toEqual(ok());
    expect(identity.state.get()).toMatchObject({ kind: 'signed-in', profile: { id: 'arm-samu98' } });
  });

  it('is told that there is no profile, and no token stays behind', async () => {
    await insert('trainee');
    const revocations = requests('/token/revocation');
    expect(await submit('trainee')).toEqual(fail('Identity_NoProfile'));
    expect(identity.state.get()).toEqual({ kind: 'signed-out', failure: { code: 'Identity_NoProfile' } });
    await waitFor(() => requests('/token/revocation') > revocations, {
      timeoutMs: 2_000,
      what: 'a revocation',
    });
  });

  it('is told the tries that are left after a wrong PIN, and may try again', async () => {
    await insert('arm-1');
    expect(await identity.submitPin(Buffer.from('0000'))).toEqual(fail('Card_PinWrong', { triesLeft: 2 }));
    expect(await submit('arm-1')).toEqual(ok());
  });

  it('cannot submit twice at a time, and the second PIN is overwritten as the first', async () => {
    await insert('arm-1');
    const [first, second] = [pinOf('arm-1'), pinOf('arm-1')];
    const outcomes = await Promise.all([identity.submitPin(first), identity.submitPin(second)]);
    expect(outcomes).toEqual([ok(), fail('Identity_OperationRunning')]);
    for (const pin of [first, second, ...reader.pins]) expect([...pin]).toEqual([0, 0, 0, 0]);
  });
});

describe('a card that is pulled', () => {
  it('locks the station at once and keeps the phone; card and PIN open it again', async () => {
    await signInAs('arm-1');
    await identity.claimPhone('1501');
    reader.remove();
    expect(identity.state.get()).toMatchObject({
      kind: 'locked',
      phone: '1501',
      progress: null,
      failure: null,
    });
    await insert('arm-1');
    expect(identity.state.get().kind).toBe('locked');
    expect(await identity.submitPin(Buffer.from('0000'))).toMatchObject({ ok: false });
    expect(identity.state.get()).toMatchObject({ kind: 'locked', failure: { code: 'Card_PinWrong' } });
    expect(await submit('arm-1')).toEqual(ok());
    expect(identity.state.get()).toMatchObject({ kind: 'signed-in', phone: '1501' });
  });

  it('unlocks while the provider is away', async () => {
    await signInAs('arm-1');
    reader.remove();
    world.stand.breakWith('silent');
    await insert('arm-1');
    expect(await submit('arm-1')).toEqual(ok());
  });

  it('is not needed while nobody touches the station: the PIN of the one in the reader unlocks', async () => {
    await signInAs('arm-1');
    await identity.lockIdle();
    expect(identity.state.get()).toMatchObject({ kind: 'locked', reason: 'idle' });
    expect(await submit('arm-1')).toEqual(ok());
    expect(identity.state.get().kind).toBe('signed-in');
  });

  it('does not unlock for the card of somebody else', async () => {
    await signInAs('arm-1');
    await insert('arm-2');
    expect(identity.state.get().kind).toBe('locked');
    expect(await submit('arm-2')).toEqual(fail('Identity_OtherCard'));
    expect(identity.state.get()).toMatchObject({ kind: 'locked', person: { familyName: 'EXEMPLE' } });
  });

  it('does not unlock for a certificate that is shown without its key', async () => {
    await signInAs('arm-1');
    reader.remove();
    const { chain, id } = await world.card('arm-1');
    const { privateKey, pin } = await world.card('arm-2');
    reader.insert({ id, chain, privateKey, pin }, world.person('arm-1'));
    expect(await submit('arm-2')).toEqual(fail('Card_SignatureRefused'));
    expect(identity.state.get().kind).toBe('locked');
  });

  it('while the provider is answering ends signed out, and the tokens are revoked', async () => {
    const pulledOnceSigned: CardReader = {
      state: reader.state,
      sign: async (request) => {
        const signature = await reader.sign(request);
        reader.remove();
        return signature;
      },
    };
    const service = serviceOf(pulledOnceSigned, world.client());
    await insert('arm-1');
    const revocations = requests('/token/revocation');
    expect(await service.submitPin(pinOf('arm-1'))).toMatchObject({ ok: false });
    expect(service.state.get()).toEqual({ kind: 'signed-out', failure: { code: 'Card_Removed' } });
    await waitFor(() => requests('/token/revocation') > revocations, {
      timeoutMs: 2_000,
      what: 'a revocation',
    });
    service.close();
  });

  it('while a profile is being chosen ends signed out', async () => {
    await insert('arm-1');
    await submit('arm-1');
    reader.remove();
    expect(identity.state.get()).toEqual({ kind: 'signed-out', failure: { code: 'Card_Removed' } });
    expect(await identity.chooseProfile('arm-samu00')).toEqual(fail('Identity_NotNow'));
  });

  it('is not taken for pulled while its software starts again', async () => {
    await signInAs('arm-1');
    reader.show({ kind: 'not-answering' });
    expect(identity.state.get().kind).toBe('signed-in');
  });
});

describe('the tokens of a session', () => {
  it('are renewed before they expire, locked or not', async () => {
    await signInAs('arm-2');
    reader.remove();
    const asked = requests('/token');
    await waitFor(() => requests('/token') >= asked + 2, { timeoutMs: 5_000, what: 'two renewals' });
    expect(identity.state.get().kind).toBe('locked');
  });

  it('are asked for again when a provider that was away is back', async () => {
    await signInAs('arm-2');
    world.stand.breakWith('failing');
    const asked = requests('/token');
    await waitFor(() => requests('/token') > asked, { timeoutMs: 4_000, what: 'a renewal that fails' });
    expect(identity.state.get().kind).toBe('signed-in');
    world.stand.breakWith(null);
    const claim = () => identity.claimPhone('1502');
    await waitFor(async () => (await claim()).ok, { timeoutMs: 4_000, what: 'the phone to be claimed' });
  });

  it('end the session when the provider knows them no more', async () => {
    const own = await identityWorld({ accessTokenLifetime: 1 });
    const service = serviceOf(reader, own.client(500));
    const card = await own.card('arm-1');
    reader.insert(card, own.person('arm-1'));
    await service.submitPin(Buffer.from(card.pin));
    await service.chooseProfile('arm-samu00');
    await own.stand.stop();
    const port = Number(new URL(own.stand.issuer).port);
    const { startIdentityStand } = await import('../../stand/identity/stand.ts');
    const { trainingDirectory: directory } = await import('../../../electron/training/identity/index.ts');
    const authorityPem = own.authority.root.toString('pem');
    const restarted = await startIdentityStand({ directory, authorityPem, port });
    await waitFor(() => service.state.get().kind === 'signed-out', { timeoutMs: 8_000, what: 'the end' });
    expect(service.state.get()).toMatchObject({ failure: { code: 'Identity_SessionEnded' } });
    service.close();
    await restarted.stop();
  });
});

it('signs out although the provider is silent', async () => {
  await signInAs('arm-1');
  world.stand.breakWith('silent');
  const done = identity.signOut();
  expect(identity.state.get().kind).toBe('signed-out');
  await done;
});
