import { afterEach, describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import { profileMemory } from '../../stand/identity/profile-memory.ts';
import {
  asks,
  card,
  enterCode,
  grantOf,
  later,
  otherCard,
  pin,
  type Script,
  scriptedStation,
  somebody,
  somebodyElse,
} from '../../stand/identity/scripted-station.ts';

const station = (provider: Script['provider'] = {}, remembered = profileMemory()) =>
  scriptedStation({ provider, remembered });
const bug = () => Promise.reject(new Error('a bug'));

afterEach(() => void vi.useRealTimers());

describe('a bug of an adapter', () => {
  it('at sign-in is passed on, and the person may try again', async () => {
    let asked = 0;
    const { identity, state } = station({
      signInWithCard: async () => (asked++ === 0 ? bug() : ok(grantOf())),
    });
    await expect(identity.submitPin(pin())).rejects.toThrow('a bug');
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Request_Failed' } });
    expect(await identity.submitPin(pin())).toEqual(ok());
  });

  it('at a renewal does not stop the renewals', async () => {
    vi.useFakeTimers();
    let asked = 0;
    const { identity, state } = station({ refresh: async () => (asked++ === 0 ? bug() : ok(grantOf())) });
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
  it('is done at once, and gives the phone back and the tokens too', async () => {
    const { identity, journal, state } = station();
    await identity.submitPin(pin());
    await identity.chooseProfile('p1');
    await identity.claimPhone('1501');
    const done = identity.signOut();
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
    await done;
    expect(journal.toSorted()).toEqual(['claim 1501 as p1', 'release 1501', 'revoke']);
  });

  it('does not take the phone from who signs in meanwhile: what they claim waits for its release', async () => {
    const released = later<void>();
    const asked: string[] = [];
    const { identity, state } = station({
      claimPhone: async (_grant, number) => {
        asked.push(`claim ${number}`);
        return ok({ number, addressOfRecord: 'sip:1501@site', credential: null });
      },
      releasePhone: async () => {
        await released.promise;
        asked.push('release');
      },
    });
    await identity.submitPin(pin());
    await identity.chooseProfile('p1');
    await identity.claimPhone('1501');
    const left = identity.signOut();
    expect(await identity.submitPin(pin())).toEqual(ok());
    await identity.chooseProfile('p1');
    const claim = identity.claimPhone('1501');
    released.give();
    expect(await claim).toMatchObject({ ok: true });
    await left;
    expect(asked).toEqual(['claim 1501', 'release', 'claim 1501']);
    expect(state()).toMatchObject({ kind: 'signed-in', phone: '1501' });
  });

  it('of a person whom PSC let in releases the phone first: another provider’s tokens do not release it', async () => {
    const asked: string[] = [];
    const { identity, state } = station({
      releasePhone: async () => {
        await Promise.resolve();
        asked.push('released');
      },
      signOut: async () => void asked.push('revoked'),
    });
    await identity.startPscInBrowser();
    await vi.waitFor(() => expect(state().kind).toBe('choosing-profile'));
    await identity.chooseProfile('p1');
    await identity.claimPhone('1501');
    await identity.signOut();
    expect(asked).toEqual(['released', 'revoked']);
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
        return ok(grantOf());
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

describe('changing the profile', () => {
  const working = async (provider: Script['provider'] = {}) => {
    const stage = station(provider);
    await stage.identity.submitPin(pin());
    await stage.identity.chooseProfile('p1');
    await stage.identity.claimPhone('1501');
    return stage;
  };

  it('has the portal know the phone as the new profile’s first, and is remembered', async () => {
    const { identity, journal, state, degraded } = await working();
    expect(await identity.changeProfile('p2')).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'signed-in', profile: { id: 'p2' }, phone: '1501' });
    expect(journal).toEqual(['claim 1501 as p1', 'claim 1501 as p2']);
    expect(degraded.known()).toMatchObject({ profile: { id: 'p2' } });
    await identity.signOut();
    await identity.submitPin(pin());
    expect(state()).toMatchObject({ preselected: 'p2' });
  });

  it('does not happen when the phone refuses the new one', async () => {
    const { identity, state } = await working({
      claimPhone: async (_grant, number, profileId) =>
        profileId === 'p2'
          ? fail('Phone_BindingRefused')
          : ok({ number, addressOfRecord: 'sip:1501@site', credential: null }),
    });
    expect(await identity.changeProfile('p2')).toEqual(fail('Phone_BindingRefused'));
    expect(state()).toMatchObject({ profile: { id: 'p1' }, phone: '1501' });
  });

  it('is for who works, with a profile of the list', async () => {
    const { identity } = await working();
    expect(await identity.changeProfile('p3')).toEqual(fail('Identity_ProfileUnknown'));
    await identity.lockIdle();
    expect(await identity.changeProfile('p2')).toEqual(fail('Identity_NotNow'));
    await identity.signOut();
    expect(await identity.changeProfile('p2')).toEqual(fail('Identity_NotNow'));
  });
});

describe('what is done at the portal for the session', () => {
  it('is done again once with renewed tokens', async () => {
    const { identity } = station();
    await identity.submitPin(pin());
    await identity.chooseProfile('p1');
    let asked = 0;
    const act = async () => (asked++ === 0 ? fail('Identity_SessionEnded') : ok('done'));
    expect(await identity.withGrant(act)).toEqual(ok('done'));
    expect(asked).toBe(2);
  });

  it('ends the session when the tokens cannot be renewed', async () => {
    const { identity, state } = station({ refresh: async () => fail('Identity_SessionEnded') });
    await identity.submitPin(pin());
    await identity.chooseProfile('p1');
    expect(await identity.withGrant(async () => fail('Identity_SessionEnded'))).toEqual(
      fail('Identity_SessionEnded'),
    );
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Identity_SessionEnded' } });
  });

  it('is not done again with the tokens of the person who came meanwhile', async () => {
    const grants = [grantOf('person-1'), grantOf('person-2')];
    const { identity } = station({ signInWithCard: async () => ok(grants.shift() ?? grantOf()) });
    await identity.submitPin(pin());
    await identity.chooseProfile('p1');
    const subjects: string[] = [];
    const done = await identity.withGrant(async ({ person }) => {
      subjects.push(person.subject);
      await identity.signOut();
      await identity.submitPin(pin());
      await identity.chooseProfile('p1');
      return fail('Identity_SessionEnded');
    });
    expect(done).toEqual(fail('Identity_NotNow'));
    expect(subjects).toEqual(['person-1']);
  });

  it('ends the session as refused when the provider refuses to renew for another reason', async () => {
    const { identity, state, revoked } = station({ refresh: async () => fail('Identity_RequestRefused') });
    await identity.submitPin(pin());
    await identity.chooseProfile('p1');
    expect(await identity.withGrant(async () => fail('Identity_SessionEnded'))).toEqual(
      fail('Identity_RequestRefused'),
    );
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Identity_RequestRefused' } });
    expect(revoked).toHaveLength(1);
  });

  it('waits for a session', async () => {
    const { identity } = station();
    expect(await identity.withGrant(async () => ok())).toEqual(fail('Identity_NotNow'));
  });
});

it.each([
  ['Identity_ProviderUnreachable', true],
  ['Identity_ProviderTimeout', true],
  ['Identity_ProviderFailing', true],
  ['Identity_ProviderUntrusted', false],
  ['Card_PinWrong', false],
] as const)('after %s the provider is away: %s', async (code, isAway) => {
  let answer: ReturnType<typeof fail> | null = fail(code);
  const { identity } = station({ signInWithCard: async () => answer ?? ok(grantOf()) });
  await identity.submitPin(pin());
  expect(identity.providerAway.get()).toBe(isAway);
  answer = null;
  await identity.submitPin(pin());
  expect(identity.providerAway.get()).toBe(false);
});

it('a password that finds the provider away says so for the card too, until somebody is let in', async () => {
  const answers = [fail('Identity_ProviderTimeout'), ok(asks(enterCode))];
  const { identity } = station({
    startOtp: async () => answers.shift() ?? fail('Request_Failed'),
    continueOtp: async () => fail('Identity_ProviderUnreachable'),
  });
  const startOtp = () => identity.startOtp('camille.exemple', Buffer.from('secret'));
  await startOtp();
  expect(identity.providerAway.get()).toBe(true);
  await identity.submitPin(pin());
  expect(identity.providerAway.get()).toBe(false);
  await identity.cancel();
  await startOtp();
  await identity.submitCode(Buffer.from('123456'));
  expect(identity.providerAway.get()).toBe(true);
});

it('cancelling a sign-in by card revokes the tokens that come after', async () => {
  const { identity, revoked, state } = station({
    signInWithCard: async () => {
      await identity.cancel();
      return ok(grantOf());
    },
  });
  expect(await identity.submitPin(pin())).toEqual(fail('Identity_NotNow'));
  expect(state()).toEqual({ kind: 'signed-out', failure: null });
  expect(revoked).toHaveLength(1);
});
