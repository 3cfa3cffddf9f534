import { describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { DegradedAccess, Grant, IdentityProvider } from '../../../electron/identity/index.ts';
import {
  card,
  degradedMemory,
  grantOf,
  otherCard,
  pin,
  type Script,
  scriptedStation,
  somebody,
  somebodyElse,
} from '../../stand/identity/scripted-station.ts';

/** A station where somebody worked with a card and phone 1501 before, and whose provider comes and goes. */
async function station(script: Script & { readonly access?: Partial<DegradedAccess> } = {}) {
  const portal = { away: false, answer: null as Result<Grant> | null };
  const { access, provider, ...rest } = script;
  const acts: Partial<IdentityProvider> = {
    isReachable: async () => !portal.away,
    signInWithCard: async ({ sign }) => {
      if (portal.away) return fail('Identity_ProviderUnreachable');
      const signature = await sign(Buffer.from('assertion'));
      if (!signature.ok) return signature;
      return portal.answer ?? ok(grantOf());
    },
    ...provider,
  };
  const stage = scriptedStation({ ...rest, degraded: degradedMemory(access), provider: acts });
  const { identity } = stage;
  await identity.submitPin(pin());
  await identity.chooseProfile('p2');
  await identity.claimPhone('1501');
  await identity.signOut();
  stage.journal.length = 0;
  const portalBack = async () => {
    portal.away = false;
    await vi.waitFor(() => expect(stage.state()).toMatchObject({ degraded: { portalBack: true } }));
  };
  return { ...stage, portal, portalBack };
}

async function opened(script: Parameters<typeof station>[0] = {}) {
  const stage = await station(script);
  stage.portal.away = true;
  await stage.identity.submitPin(pin());
  expect(stage.identity.providerAway.get()).toBe(true);
  expect(await stage.identity.openDegraded(pin())).toEqual(ok());
  return stage;
}

describe('opening the station without the provider', () => {
  it('gives the remembered profile at once, and is recorded', async () => {
    const { state, degraded, journal } = await opened();
    expect(state()).toMatchObject({
      kind: 'signed-in',
      method: 'card',
      profile: { id: 'p2' },
      phone: null,
      degraded: { portalBack: false, busy: false, failure: null },
    });
    expect(degraded.records()).toMatchObject([
      { subject: 'person-1', closedAt: null, phone: null, revocation: 'fresh' },
    ]);
    expect(journal).toEqual([]);
  });

  it('is not for a provider that answers', async () => {
    const { identity, state } = await station();
    expect(await identity.openDegraded(pin())).toEqual(fail('Degraded_NotNeeded'));
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Degraded_NotNeeded' } });
  });

  it('is for a card that the provider just let down, although it still answers other questions', async () => {
    const { identity, portal, state } = await station();
    portal.answer = fail('Identity_ProviderFailing');
    await identity.submitPin(pin());
    expect(await identity.openDegraded(pin())).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'signed-in', degraded: { failure: null } });
  });

  it.each(['Identity_CertificateRevoked', 'Identity_PersonUnknown', 'Identity_NoProfile'] as const)(
    'is not for a card that the provider refused before: %s',
    async (code) => {
      const { identity, portal } = await station();
      portal.answer = fail(code);
      await identity.submitPin(pin());
      portal.away = true;
      expect(await identity.openDegraded(pin())).toEqual(fail('Degraded_NeverSignedIn'));
    },
  );

  it('is not for a card whose person has no profile any more', async () => {
    const { identity, portal } = await station();
    portal.answer = ok({ ...grantOf(), profiles: [] });
    await identity.submitPin(pin());
    portal.away = true;
    expect(await identity.openDegraded(pin())).toEqual(fail('Degraded_NeverSignedIn'));
  });

  it('is not where the site does not offer it', async () => {
    const { identity, portal, state } = await station({ access: { offered: false } });
    portal.away = true;
    expect(await identity.openDegraded(pin())).toEqual(fail('Degraded_NotOffered'));
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Degraded_NotOffered' } });
  });

  it.each(['Degraded_TooLong', 'Degraded_CardRevoked', 'Degraded_ChainRefused'] as const)(
    'is not for a card that is judged so: %s; its PIN is not tried',
    async (code) => {
      const { identity, portal, reader, state } = await station({
        access: { judge: async () => fail(code) },
      });
      const tried = reader.pins.length;
      portal.away = true;
      expect(await identity.openDegraded(pin())).toEqual(fail(code));
      expect(state()).toEqual({ kind: 'signed-out', failure: { code } });
      expect(reader.pins).toHaveLength(tried);
    },
  );

  it('takes the right PIN, and a card that has its key', async () => {
    const { identity, portal, reader, state } = await station();
    portal.away = true;
    expect(await identity.openDegraded(Buffer.from('0000'))).toMatchObject({
      failure: { code: 'Card_PinWrong' },
    });
    reader.insert({ ...otherCard, chain: card.chain }, somebody);
    const other = Buffer.from(somebodyElse.card.pin);
    expect(await identity.openDegraded(other)).toEqual(fail('Card_SignatureRefused'));
    reader.remove();
    expect(await identity.openDegraded(pin())).toEqual(fail('Card_ReaderEmpty'));
    expect(state().kind).toBe('signed-out');
  });

  it('is given up when the card is pulled meanwhile, or cancelled', async () => {
    const pulled = await station({ access: { judge: async () => fail('Degraded_TooLong') } });
    pulled.portal.away = true;
    const opening = pulled.identity.openDegraded(pin());
    pulled.reader.remove();
    expect(await opening).toEqual(fail('Identity_NotNow'));
    expect(pulled.state()).toEqual({ kind: 'signed-out', failure: { code: 'Card_Removed' } });
    const cancelled = await station();
    cancelled.portal.away = true;
    const second = cancelled.identity.openDegraded(pin());
    await cancelled.identity.cancel();
    expect(await second).toEqual(fail('Identity_NotNow'));
    expect(cancelled.degraded.records()).toEqual([]);
  });

  it('overwrites the PIN on every path', async () => {
    const { identity, portal } = await station();
    const pins = [pin(), pin(), Buffer.from('0000'), pin(), pin()];
    const next = () => pins.shift() ?? pin();
    const all = [...pins];
    await identity.openDegraded(next());
    portal.away = true;
    await identity.submitPin(next());
    await identity.openDegraded(next());
    await identity.openDegraded(next());
    await identity.openDegraded(next());
    expect(all.every((secret) => secret.every((byte) => byte === 0))).toBe(true);
  });
});

describe('a session without the provider', () => {
  it('binds phones that this station has bound before, and no other', async () => {
    const { identity, state, degraded, journal } = await opened();
    expect(await identity.claimPhone('1502')).toEqual(fail('Degraded_PhoneUnknown'));
    expect(await identity.claimPhone('1501')).toMatchObject({ ok: true, value: { number: '1501' } });
    expect(state()).toMatchObject({ phone: '1501' });
    expect(degraded.records()).toMatchObject([{ phone: '1501' }]);
    await identity.releasePhone();
    expect(state()).toMatchObject({ phone: null });
    expect(journal).toEqual([]);
  });

  it('does nothing else', async () => {
    const { identity } = await opened();
    expect(await identity.changeProfile('p1')).toEqual(fail('Degraded_OnlyTelephony'));
    expect(await identity.withGrant(async () => ok())).toEqual(fail('Degraded_OnlyTelephony'));
  });

  it('locks with its card and opens with it, the provider still away', async () => {
    const { identity, reader, state } = await opened();
    reader.remove();
    expect(state()).toMatchObject({ kind: 'locked', reason: 'card-removed' });
    reader.insert(card, somebody);
    expect(await identity.submitPin(pin())).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'signed-in', degraded: { portalBack: false } });
  });

  it('takes no PIN while there is nothing to complete', async () => {
    const { identity } = await opened();
    expect(await identity.submitPin(pin())).toEqual(fail('Identity_NotNow'));
    expect(await identity.openDegraded(pin())).toEqual(fail('Identity_NotNow'));
  });

  it('ends as any other, and its record with it; the portal hears of it at the next sign-in', async () => {
    const { identity, degraded, journal, portal } = await opened();
    await identity.signOut();
    expect(degraded.records()).toMatchObject([{ closedAt: expect.any(Number) }]);
    expect(journal).toEqual([]);
    portal.away = false;
    await identity.submitPin(pin());
    await vi.waitFor(() => expect(degraded.access.unreported()).toEqual([]));
    expect(journal).toEqual(['report 1']);
  });

  it('sees the provider come and go', async () => {
    const { portal, portalBack, state } = await opened();
    await portalBack();
    portal.away = true;
    await vi.waitFor(() => expect(state()).toMatchObject({ degraded: { portalBack: false } }));
  });
});

describe('a locked session that a password opened, the provider away', () => {
  const lockedByPassword = async (
    subject = 'person-1',
    acts: Partial<IdentityProvider> = {},
    life: Partial<Grant> = {},
  ) => {
    const stage = await station({
      provider: {
        ...acts,
        continueOtp: async () => ok({ kind: 'granted', grant: { ...grantOf(subject, 'otp'), ...life } }),
      },
    });
    await stage.identity.startOtp('camille.exemple', Buffer.from('secret'));
    await stage.identity.submitCode(Buffer.from('123456'));
    await stage.identity.chooseProfile('p1');
    await stage.identity.claimPhone('1501');
    await stage.identity.lockIdle();
    stage.portal.away = true;
    await stage.identity.submitPin(pin());
    expect(stage.identity.providerAway.get()).toBe(true);
    return stage;
  };

  it('opens for the card of the same person, and is that card’s then, for the telephone only', async () => {
    const { identity, reader, state, degraded } = await lockedByPassword();
    expect(await identity.openDegraded(pin())).toEqual(ok());
    expect(state()).toMatchObject({
      kind: 'signed-in',
      method: 'card',
      profile: { id: 'p1' },
      phone: '1501',
      degraded: { portalBack: false },
    });
    expect(degraded.records()).toMatchObject([{ closedAt: null, phone: '1501' }]);
    reader.remove();
    expect(state()).toMatchObject({ kind: 'locked', reason: 'card-removed' });
    reader.insert(card, somebody);
    expect(await identity.submitPin(pin())).toEqual(ok());
  });

  it('does not end with the tokens of the sign-in before, refused while the provider was away', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      const refresh = vi.fn(async () => fail('Identity_SessionEnded'));
      const soon = { expiresAt: Date.now() + 8_000 };
      const { identity, state } = await lockedByPassword('person-1', { refresh }, soon);
      await identity.openDegraded(pin());
      await vi.advanceTimersByTimeAsync(8_000);
      expect(refresh).toHaveBeenCalled();
      expect(state()).toMatchObject({ kind: 'signed-in', method: 'card', phone: '1501' });
    } finally {
      vi.useRealTimers();
    }
  });

  it('is whole again by that card once the provider is back, which revokes the former tokens', async () => {
    const { identity, state, portalBack, revoked } = await lockedByPassword();
    await identity.openDegraded(pin());
    await portalBack();
    const before = revoked.length;
    expect(await identity.submitPin(pin())).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'signed-in', degraded: null, phone: '1501' });
    expect(revoked.slice(before)).toMatchObject([{ method: 'otp' }]);
  });

  it('takes the right PIN, and not the card of somebody else, whose PIN is not tried', async () => {
    const own = await lockedByPassword();
    expect(await own.identity.openDegraded(Buffer.from('0000'))).toMatchObject({
      failure: { code: 'Card_PinWrong' },
    });
    const { identity, reader, state } = await lockedByPassword('person-2');
    const tried = reader.pins.length;
    expect(await identity.openDegraded(pin())).toEqual(fail('Identity_OtherPerson'));
    expect(state()).toMatchObject({ kind: 'locked', failure: { code: 'Identity_OtherPerson' } });
    expect(reader.pins).toHaveLength(tried);
  });

  it('has no use for it where a card opened the session', async () => {
    const { identity, reader } = await opened();
    reader.remove();
    reader.insert(card, somebody);
    expect(await identity.openDegraded(pin())).toEqual(fail('Identity_NotNow'));
  });
});

it('what a station fails to remember neither ends in an error nor keeps it from remembering more', async () => {
  let fails = true;
  const records: string[] = [];
  const lost = async () => {
    if (fails) throw new Error('a full disk');
  };
  const { identity } = await opened({
    access: {
      record: async ({ id }) => {
        await lost();
        records.push(id);
      },
    },
  });
  await new Promise((resolve) => setImmediate(resolve));
  fails = false;
  await identity.signOut();
  await vi.waitFor(() => expect(records).toHaveLength(1));
});

describe('once the provider is back', () => {
  it('the PIN makes the session whole, with its phone; the portal is told', async () => {
    const { identity, state, degraded, journal, portalBack } = await opened();
    await identity.claimPhone('1501');
    await portalBack();
    const completing = identity.submitPin(pin());
    expect(state()).toMatchObject({ kind: 'signed-in', degraded: { busy: true } });
    expect(await completing).toEqual(ok());
    expect(state()).toMatchObject({
      kind: 'signed-in',
      degraded: null,
      phone: '1501',
      profile: { id: 'p2' },
    });
    await vi.waitFor(() => expect(degraded.access.unreported()).toEqual([]));
    expect(journal.toSorted()).toEqual(['claim 1501 as p2', 'report 1']);
    expect(degraded.records()).toMatchObject([{ phone: '1501', closedAt: expect.any(Number) }]);
    expect(await identity.withGrant(async () => ok('whole'))).toEqual(ok('whole'));
  });

  it('a phone that the portal refuses stays bound, and that is said', async () => {
    const claims: Result<{ number: string; addressOfRecord: string; credential: null }>[] = [
      ok({ number: '1501', addressOfRecord: 'sip:1501@site', credential: null }),
    ];
    const { identity, state, portalBack } = await opened({
      provider: { claimPhone: async () => claims.shift() ?? fail('Phone_AlreadyBound', { number: '1501' }) },
    });
    await identity.claimPhone('1501');
    await portalBack();
    expect(await identity.submitPin(pin())).toEqual(fail('Phone_AlreadyBound', { number: '1501' }));
    expect(state()).toMatchObject({ kind: 'signed-in', degraded: null, phone: '1501' });
  });

  it.each(['Identity_CertificateRevoked', 'Identity_PersonUnknown'] as const)(
    'a provider that decides against the person ends the session: %s',
    async (code) => {
      const { identity, state, portal, portalBack, degraded } = await opened();
      await portalBack();
      portal.answer = fail(code);
      expect(await identity.submitPin(pin())).toEqual(fail(code));
      expect(state()).toEqual({ kind: 'signed-out', failure: { code } });
      expect(degraded.records()).toMatchObject([{ closedAt: expect.any(Number) }]);
    },
  );

  it('and away again, or the PIN wrong, the session goes on as it was', async () => {
    const { identity, state, portal, portalBack } = await opened();
    await portalBack();
    await identity.submitPin(Buffer.from('0000'));
    expect(state()).toMatchObject({ kind: 'signed-in', degraded: { failure: { code: 'Card_PinWrong' } } });
    portal.answer = fail('Identity_ProviderTimeout');
    expect(await identity.submitPin(pin())).toEqual(fail('Identity_ProviderTimeout'));
    expect(state()).toMatchObject({
      degraded: { busy: false, failure: { code: 'Identity_ProviderTimeout' } },
    });
    portal.answer = null;
    await portalBack();
    expect(await identity.submitPin(pin())).toEqual(ok());
  });

  it('the person may unlock by password too: the session is whole then', async () => {
    const { identity, state, portal, degraded } = await opened();
    await identity.lockIdle();
    portal.away = false;
    await identity.startOtp('camille.exemple', Buffer.from('secret'));
    expect(await identity.submitCode(Buffer.from('123456'))).toEqual(ok());
    expect(state()).toMatchObject({ kind: 'signed-in', method: 'otp', degraded: null });
    await vi.waitFor(() => expect(degraded.access.unreported()).toEqual([]));
  });

  it('what the portal did not hear is told again at the next sign-in', async () => {
    const answers: Result<undefined>[] = [fail('Identity_ProviderFailing')];
    const { identity, degraded, journal, portalBack } = await opened({
      reportDegraded: () => answers.shift() ?? ok(),
    });
    await portalBack();
    await identity.submitPin(pin());
    await vi.waitFor(() => expect(journal).toEqual(['report 1']));
    expect(degraded.access.unreported()).toHaveLength(1);
    await identity.signOut();
    await identity.submitPin(pin());
    await vi.waitFor(() => expect(degraded.access.unreported()).toEqual([]));
  });
});
