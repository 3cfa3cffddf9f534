import { afterEach, describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import { type Grant, type IdentityProvider, IdentityService } from '../../../electron/identity/index.ts';
import { createTrainingAuthority } from '../../../electron/training/identity/authority.ts';
import { type DirectoryPerson, trainingDirectory } from '../../../electron/training/identity/index.ts';
import { profileMemory } from '../../stand/identity/profile-memory.ts';
import { softReader } from '../../stand/identity/soft-card.ts';

const person = (index: number): DirectoryPerson => {
  const found = trainingDirectory.people[index];
  if (!found) throw new Error('nobody trains');
  return found;
};
const [somebody, somebodyElse] = [person(0), person(1)];
const authority = await createTrainingAuthority();
const [card, otherCard] = [await authority.issue(somebody), await authority.issue(somebodyElse)];

const profile = (id: string) => ({ id, role: 'ARM', entity: { id: 'samu00', name: 'Samu 00' } });
const grant: Grant = {
  person: { subject: 'person-1', givenName: 'Camille', familyName: 'EXEMPLE' },
  profiles: [profile('p1'), profile('p2')],
  accessToken: 'access',
  refreshToken: 'refresh',
  idToken: 'id',
  expiresAt: 0,
};
const living = (): Grant => ({ ...grant, expiresAt: Date.now() + 600_000 });

const bug = () => Promise.reject(new Error('a bug'));

/** A provider that grants everything, but for what a test has it do. */
function station(acts: Partial<IdentityProvider> = {}, remembered = profileMemory()) {
  const journal: string[] = [];
  const provider: IdentityProvider = {
    signInWithCard: async () => ok(living()),
    refresh: async () => ok(living()),
    signOut: async () => void journal.push('revoke'),
    claimPhone: async (_grant, number) => ok({ number, addressOfRecord: 'sip:1501@site', credential: null }),
    releasePhone: async (_grant, number) => void journal.push(`release ${number}`),
    ...acts,
  };
  const reader = softReader();
  const identity = new IdentityService({ card: reader, provider, remembered });
  reader.insert(card, somebody);
  return { identity, reader, journal, state: () => identity.state.get() };
}

const pin = () => Buffer.from(somebody.card.pin);
afterEach(() => void vi.useRealTimers());

describe('a bug of an adapter', () => {
  it('at sign-in is passed on, and the person may try again', async () => {
    let asked = 0;
    const { identity, state } = station({
      signInWithCard: async () => (asked++ === 0 ? bug() : ok(living())),
    });
    await expect(identity.submitPin(pin())).rejects.toThrow('a bug');
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Request_Failed' } });
    expect(await identity.submitPin(pin())).toEqual(ok());
  });

  it('at a renewal does not stop the renewals', async () => {
    vi.useFakeTimers();
    let asked = 0;
    const { identity, state } = station({ refresh: async () => (asked++ === 0 ? bug() : ok(living())) });
    await identity.submitPin(pin());
    await identity.chooseProfile('p1');
    vi.setSystemTime(Date.now() + 700_000);
    await expect(identity.claimPhone('1501')).rejects.toThrow('a bug');
    expect(await identity.claimPhone('1501')).toMatchObject({ ok: true });
    expect(asked).toBe(2);
    expect(state()).toMatchObject({ kind: 'signed-in', phone: '1501' });
  });

  it('at sign-out does not keep anybody signed in', async () => {
    const { identity, state } = station({ signOut: bug });
    await identity.submitPin(pin());
    await expect(identity.signOut()).rejects.toThrow('a bug');
    expect(state().kind).toBe('signed-out');
  });
});

describe('signing out', () => {
  it('shows at once, gives the phone back and the tokens too', async () => {
    const { identity, journal, state } = station();
    await identity.submitPin(pin());
    await identity.chooseProfile('p1');
    await identity.claimPhone('1501');
    const done = identity.signOut();
    expect(state().kind).toBe('signing-out');
    await done;
    expect(journal.toSorted()).toEqual(['release 1501', 'revoke']);
  });
});

describe('why a card failed', () => {
  it('is told while the card stays, and not to the next person', async () => {
    const { identity, reader, state } = station({
      signInWithCard: async () => fail('Card_PinWrong', { triesLeft: 2 }),
    });
    await identity.submitPin(pin());
    for (const again of [() => reader.insert(card, somebody), () => reader.show({ kind: 'not-answering' })]) {
      again();
      expect(state()).toMatchObject({ failure: { code: 'Card_PinWrong' } });
    }
    reader.insert(otherCard, somebodyElse);
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
  });

  it('is told until a card is there again when the card was pulled meanwhile', async () => {
    const { identity, reader, state } = station({
      signInWithCard: async () => {
        reader.remove();
        return ok(living());
      },
    });
    await identity.submitPin(pin());
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Card_Removed' } });
    reader.insert(card, somebody);
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
  });
});

it('the profile last taken on this station is offered first after a restart too', async () => {
  const remembered = profileMemory();
  const before = station({}, remembered);
  await before.identity.submitPin(pin());
  expect(before.state()).toMatchObject({ preselected: 'p1' });
  await before.identity.chooseProfile('p2');
  const restarted = station({}, remembered);
  await restarted.identity.submitPin(pin());
  expect(restarted.state()).toMatchObject({ kind: 'choosing-profile', preselected: 'p2' });
});
