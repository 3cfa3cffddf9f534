import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../../../electron/failures/index.ts';
import type { Grant, IdentityProvider } from '../../../electron/identity/index.ts';
import {
  card,
  grantOf,
  otherCard,
  pin,
  scriptedStation,
  somebody,
  somebodyElse,
} from '../../stand/identity/scripted-station.ts';

const secret = () => Buffer.from('secret');

async function workingByCard(provider: Partial<IdentityProvider> = {}) {
  const stage = scriptedStation({ provider });
  await stage.identity.submitPin(pin());
  await stage.identity.chooseProfile('p1');
  await stage.identity.claimPhone('1501');
  stage.journal.length = 0;
  return stage;
}

async function workingByPassword(provider: Partial<IdentityProvider> = {}) {
  const stage = scriptedStation({ provider });
  await stage.identity.startOtp('camille.exemple', secret());
  await stage.identity.submitCode(Buffer.from('123456'));
  await stage.identity.chooseProfile('p1');
  await stage.identity.claimPhone('1501');
  stage.journal.length = 0;
  return stage;
}

describe('a station that nobody touches', () => {
  it('locks, and the card in the reader opens it with a fresh signature, without the provider', async () => {
    const { identity, journal, state } = await workingByCard();
    expect(await identity.lockIdle()).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'locked', reason: 'idle', phone: '1501' });
    expect(await identity.submitPin(Buffer.from('0000'))).toMatchObject({ ok: false });
    expect(await identity.submitPin(pin())).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'signed-in', phone: '1501' });
    expect(journal).toEqual([]);
  });

  it('that a password opened does not lock with a card', async () => {
    const { reader, state } = await workingByPassword();
    reader.remove();
    reader.insert(otherCard, somebodyElse);
    expect(state().kind).toBe('signed-in');
  });

  it('opens for the same person by password: the phone is claimed again, then the former tokens are revoked', async () => {
    const claims: Grant[] = [];
    const { identity, journal, revoked, state } = await workingByCard({
      claimPhone: async (grant, number) => {
        claims.push(grant);
        return ok({ number, addressOfRecord: 'sip:1501@site', credential: null });
      },
    });
    await identity.lockIdle();
    await identity.startOtp('camille.exemple', secret());
    expect(state()).toMatchObject({ kind: 'locked', progress: { way: 'otp' } });
    expect(await identity.submitCode(Buffer.from('123456'))).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'signed-in', method: 'otp', phone: '1501', profile: { id: 'p1' } });
    expect(journal).toEqual(['secret secret', 'revoke']);
    expect(revoked).toEqual([claims[0]]);
    expect(claims.map(({ method }) => method)).toEqual(['card', 'otp']);
  });

  it('opens although the portal refuses the phone then, and says so', async () => {
    let asked = 0;
    const { identity, revoked, state } = await workingByCard({
      claimPhone: async (_grant, number) =>
        asked++ === 0
          ? ok({ number, addressOfRecord: 'sip:1501@site', credential: null })
          : fail('Phone_BindingRefused'),
    });
    await identity.lockIdle();
    await identity.startOtp('camille.exemple', secret());
    expect(await identity.submitCode(Buffer.from('123456'))).toEqual(fail('Phone_BindingRefused'));
    expect(state()).toMatchObject({ kind: 'signed-in', phone: '1501' });
    expect(identity.phoneRefused.get()).toEqual({ code: 'Phone_BindingRefused' });
    expect(revoked).toHaveLength(1);
  });

  describe('for the same person while the portal leaves the phone unanswered', () => {
    const unanswered = async () => {
      let away = false;
      const stage = await workingByCard({
        claimPhone: async (_grant, number) =>
          away
            ? fail('Identity_ProviderTimeout')
            : ok({ number, addressOfRecord: 'sip:1501@site', credential: null }),
      });
      await stage.identity.lockIdle();
      await stage.identity.startOtp('camille.exemple', secret());
      away = true;
      expect(await stage.identity.submitCode(Buffer.from('123456'))).toEqual(ok());
      expect(stage.state()).toMatchObject({ kind: 'signed-in', phone: '1501' });
      expect(stage.revoked).toEqual([]);
      const answer = () => {
        away = false;
      };
      return { ...stage, answer };
    };

    it('asks again, and revokes the former tokens only then', async () => {
      const { identity, answer, revoked } = await unanswered();
      answer();
      await vi.waitFor(() => expect(revoked).toMatchObject([{ method: 'card' }]), { timeout: 5_000 });
      expect(identity.phoneRefused.get()).toBeNull();
    });

    it('stops asking when the session ends, and revokes both', async () => {
      const { identity, revoked } = await unanswered();
      await identity.signOut();
      await vi.waitFor(() => expect(revoked).toHaveLength(2));
    });
  });

  it('stays locked for somebody else, whose tokens are revoked', async () => {
    const stranger = grantOf('person-2', 'otp');
    const { identity, revoked, state } = await workingByCard({
      continueOtp: async () => ok({ kind: 'granted', grant: stranger }),
    });
    await identity.lockIdle();
    await identity.startOtp('camille.exemple', secret());
    expect(await identity.submitCode(Buffer.from('123456'))).toEqual(fail('Identity_OtherPerson'));
    expect(state()).toMatchObject({
      kind: 'locked',
      progress: null,
      failure: { code: 'Identity_OtherPerson' },
      person: { subject: 'person-1' },
    });
    expect(revoked).toEqual([stranger]);
    expect(await identity.submitPin(pin())).toEqual(ok());
  });

  it('that a password opened opens by card with the provider, and is the card’s then', async () => {
    const { identity, reader, state, journal } = await workingByPassword();
    await identity.lockIdle();
    expect(await identity.submitPin(pin())).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'signed-in', method: 'card', phone: '1501' });
    expect(journal).toEqual(['claim 1501 as p1', 'revoke']);
    reader.remove();
    expect(state()).toMatchObject({ kind: 'locked', reason: 'card-removed' });
  });

  it('takes another way after one was given up', async () => {
    const { identity, state } = await workingByPassword();
    await identity.lockIdle();
    await identity.startOtp('camille.exemple', secret());
    expect(await identity.submitPin(pin())).toEqual(fail('Identity_OperationRunning'));
    expect(await identity.cancel()).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'locked', progress: null, failure: null });
    expect(await identity.cancel()).toEqual(fail('Identity_NotNow'));
    expect(await identity.submitPin(pin())).toEqual(ok());
  });

  it('shows why unlocking failed, and stays locked', async () => {
    const { identity, state } = await workingByPassword({
      signInWithCard: async () => fail('Identity_ProviderTimeout'),
    });
    await identity.lockIdle();
    await identity.submitPin(pin());
    expect(state()).toMatchObject({ kind: 'locked', failure: { code: 'Identity_ProviderTimeout' } });
  });

  it('gives up a sign-in whose profile nobody takes, and its tokens', async () => {
    const { identity, revoked, state } = scriptedStation();
    await identity.submitPin(pin());
    expect(await identity.lockIdle()).toEqual(ok());
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
    expect(revoked).toHaveLength(1);
  });

  it('locks only where somebody works', async () => {
    const { identity } = scriptedStation();
    expect(await identity.lockIdle()).toEqual(fail('Identity_NotNow'));
  });

  it('keeps locking on the card that is pulled while a password is tried', async () => {
    const { identity, reader, state } = await workingByCard();
    reader.remove();
    await identity.startOtp('camille.exemple', secret());
    reader.insert(card, somebody);
    reader.remove();
    expect(state()).toMatchObject({ kind: 'locked', progress: { way: 'otp' } });
    expect(await identity.submitCode(Buffer.from('123456'))).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'signed-in', method: 'otp' });
  });
});
