import { describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { Grant, IdentityProvider, PscOutcome } from '../../../electron/identity/index.ts';
import { grantOf, later, scriptedStation } from '../../stand/identity/scripted-station.ts';

const request = { identifier: '10001234567', channel: 'MOBILE' } as const;
const unlinked = (): Result<PscOutcome> => {
  const { profiles: _profiles, method: _method, ...tokens } = grantOf('psc-person', 'psc');
  return ok({ kind: 'unlinked', tokens });
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('signing in by PSC', () => {
  it('shows two digits, and waits for the person', async () => {
    const asked: unknown[] = [];
    const decision = later<Result<PscOutcome>>();
    const { identity, reader, state } = scriptedStation({
      provider: {
        startPsc: async (ask) => {
          asked.push(ask);
          return ok({ authReqId: 'request-1', expiresAt: 77, interval: 5 });
        },
        awaitPsc: () => decision.promise,
      },
    });
    expect(await identity.startPsc({ ...request, identifier: '100 012 345 67' })).toEqual(ok());
    const current = state();
    expect(current).toMatchObject({
      kind: 'signing-in',
      progress: { step: 'waiting', identifier: '810001234567', channel: 'MOBILE', expiresAt: 77 },
    });
    const digits =
      current.kind === 'signing-in' && 'digits' in current.progress ? current.progress.digits : '';
    expect(digits).toMatch(/^\d\d$/);
    expect(asked).toEqual([{ identifier: '810001234567', channel: 'MOBILE', digits }]);
    reader.remove();
    decision.give(ok({ kind: 'granted', grant: grantOf('person-1', 'psc') }));
    await settled();
    expect(state().kind).toBe('choosing-profile');
    await identity.chooseProfile('p1');
    expect(state()).toMatchObject({ kind: 'signed-in', method: 'psc' });
  });

  it.each([
    'Psc_Refused',
    'Psc_Expired',
    'Psc_PersonUnknown',
    'Psc_NoEcps',
    'Psc_TooManyPolls',
    'Psc_Unreachable',
  ] as const)('that ends with %s says so, and may be started again', async (code) => {
    const { identity, state } = scriptedStation({ provider: { awaitPsc: async () => fail(code) } });
    await identity.startPsc(request);
    await settled();
    expect(state()).toEqual({ kind: 'signed-out', failure: { code } });
    expect(await identity.startPsc(request)).toEqual(ok());
  });

  it('says so when the request itself fails', async () => {
    const { identity, state } = scriptedStation({
      provider: { startPsc: async () => fail('Psc_Unreachable') },
    });
    expect(await identity.startPsc(request)).toEqual(fail('Psc_Unreachable'));
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Psc_Unreachable' } });
  });

  it('refuses a number that is none, without asking', async () => {
    const { identity, state } = scriptedStation();
    expect(await identity.startPsc({ ...request, identifier: 'dupont' })).toEqual(
      fail('Psc_IdentifierMalformed'),
    );
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
  });

  it('stops asking when it is given up, and revokes what comes after', async () => {
    const decision = later<Result<PscOutcome>>();
    let signal: AbortSignal | undefined;
    const { identity, revoked, state } = scriptedStation({
      provider: {
        awaitPsc: (_request, abort) => {
          signal = abort;
          return decision.promise;
        },
      },
    });
    await identity.startPsc(request);
    expect(await identity.cancel()).toEqual(ok());
    expect(signal?.aborted).toBe(true);
    decision.give(ok({ kind: 'granted', grant: grantOf('person-1', 'psc') }));
    await settled();
    expect(revoked).toHaveLength(1);
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
  });

  it('in the browser shows so, and is given up as well', async () => {
    const { identity, journal, state } = scriptedStation({
      provider: {
        signInWithBrowser: async ({ open, signal }) => {
          await open('https://psc.example');
          return new Promise((resolve) =>
            signal.addEventListener('abort', () => resolve(fail('Identity_NotNow'))),
          );
        },
      },
    });
    expect(await identity.startPscInBrowser()).toEqual(ok());
    await settled();
    expect(journal).toEqual(['browse https://psc.example']);
    expect(state()).toEqual({ kind: 'signing-in', progress: { way: 'psc', step: 'browser' } });
    await identity.cancel();
    await settled();
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
  });

  it('in the browser says why it failed', async () => {
    const { identity, state } = scriptedStation({
      provider: { signInWithBrowser: async () => fail('Browser_StateRefused') },
    });
    await identity.startPscInBrowser();
    await settled();
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Browser_StateRefused' } });
  });
});

describe('linking a PSC identity to an account', () => {
  const linking = async (provider: Partial<IdentityProvider>) => {
    const stage = scriptedStation({ provider: { awaitPsc: async () => unlinked(), ...provider } });
    await stage.identity.startPsc(request);
    await settled();
    const progress = () => {
      const state = stage.state();
      return state.kind === 'signing-in' && 'sent' in state.progress ? state.progress : null;
    };
    expect(progress()).toMatchObject({
      step: 'link',
      person: { subject: 'psc-person' },
      sent: null,
      busy: false,
    });
    return { ...stage, progress };
  };

  it('sends a mail, and goes on once its link is followed', async () => {
    const answers: Result<Grant | null>[] = [ok(null), fail('Identity_ProviderTimeout')];
    const { identity, progress, revoked, state } = await linking({
      completeLink: async () => answers.shift() ?? ok(grantOf('person-1', 'psc')),
    });
    expect(await identity.requestLink(' camille@exemple.fr ')).toEqual(ok());
    expect(progress()).toMatchObject({ sent: { email: 'camille@exemple.fr', expiresAt: 9, resendAt: 5 } });
    await vi.waitFor(() => expect(state().kind).toBe('choosing-profile'));
    expect(revoked).toEqual([]);
  });

  it('goes on with the tokens that were renewed while the portal answered', async () => {
    const outcome = unlinked();
    const answer = later<void>();
    const { identity, revoked, state } = scriptedStation({
      provider: {
        awaitPsc: async () =>
          outcome.ok && outcome.value.kind === 'unlinked'
            ? ok({ kind: 'unlinked', tokens: { ...outcome.value.tokens, expiresAt: Date.now() + 50 } })
            : outcome,
        refresh: async (grant) => {
          answer.give();
          await new Promise((resolve) => setTimeout(resolve, 20));
          return ok({ ...grant, refreshToken: 'renewed', expiresAt: Date.now() + 600_000 });
        },
        completeLink: async ({ refreshToken }) => {
          await answer.promise;
          return ok({ ...grantOf('person-1', 'psc'), refreshToken });
        },
      },
    });
    await identity.startPsc(request);
    await settled();
    await identity.requestLink('camille@exemple.fr');
    await vi.waitFor(() => expect(state().kind).toBe('choosing-profile'));
    await identity.signOut();
    expect(revoked).toMatchObject([{ refreshToken: 'renewed', person: { subject: 'person-1' } }]);
  });

  it('is given up on a station that nobody touches, and PSC’s tokens with it', async () => {
    const { identity, revoked, state } = await linking({});
    await identity.lockIdle();
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
    expect(revoked).toHaveLength(1);
    expect(await identity.requestLink('camille@exemple.fr')).toEqual(fail('Identity_NotNow'));
  });

  it('refuses an address that is none, and one that nobody authorised', async () => {
    const { identity, progress } = await linking({ requestLink: async () => fail('Link_NoAuthorisation') });
    expect(await identity.requestLink('camille')).toEqual(fail('Link_EmailMalformed'));
    expect(progress()).toMatchObject({ refused: { code: 'Link_EmailMalformed' } });
    expect(await identity.requestLink('camille@exemple.fr')).toEqual(fail('Link_NoAuthorisation'));
    expect(progress()).toMatchObject({ refused: { code: 'Link_NoAuthorisation' }, busy: false, sent: null });
  });

  it('says that the link has expired, and sends another', async () => {
    const seen: string[] = [];
    const { identity, progress, state } = await linking({
      completeLink: async (_tokens, { id }) => {
        seen.push(id);
        return id === 'link to first@exemple.fr' ? fail('Link_Expired') : ok(grantOf('person-1', 'psc'));
      },
    });
    await identity.requestLink('first@exemple.fr');
    await vi.waitFor(() => expect(progress()?.refused).toEqual({ code: 'Link_Expired' }));
    expect(progress()).toMatchObject({ sent: { email: 'first@exemple.fr' } });
    await identity.requestLink('second@exemple.fr');
    await vi.waitFor(() => expect(state().kind).toBe('choosing-profile'));
    expect(seen).toEqual(['link to first@exemple.fr', 'link to second@exemple.fr']);
  });

  it('given up gives PSC’s tokens back, and looks for the link no more', async () => {
    let looks = 0;
    const { identity, revoked, state } = await linking({
      completeLink: async () => {
        looks += 1;
        return ok(null);
      },
    });
    await identity.requestLink('camille@exemple.fr');
    await vi.waitFor(() => expect(looks).toBeGreaterThan(0));
    await identity.cancel();
    expect(revoked).toMatchObject([{ person: { subject: 'psc-person' } }]);
    expect(state()).toEqual({ kind: 'signed-out', failure: null });
    const before = looks;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(looks).toBe(before);
  });

  it('ends when PSC’s tokens are refused, and may be started again', async () => {
    const { identity, state } = await linking({
      completeLink: async () => fail('Identity_SessionEnded'),
      refresh: async () => fail('Identity_SessionEnded'),
    });
    await identity.requestLink('camille@exemple.fr');
    await vi.waitFor(() => expect(state().kind).toBe('signed-out'));
    expect(state()).toEqual({ kind: 'signed-out', failure: { code: 'Identity_SessionEnded' } });
    expect(await identity.startPsc(request)).toEqual(ok());
  });

  it('is also asked of who came by the browser', async () => {
    const { identity, state } = scriptedStation({ provider: { signInWithBrowser: async () => unlinked() } });
    await identity.startPscInBrowser();
    await settled();
    expect(state()).toMatchObject({ kind: 'signing-in', progress: { way: 'psc', step: 'link' } });
  });

  it('unlocks nothing for somebody else, whose link is followed', async () => {
    const { identity, state } = scriptedStation({
      provider: {
        awaitPsc: async () => unlinked(),
        completeLink: async () => ok(grantOf('person-2', 'psc')),
      },
    });
    await identity.startOtp('camille.exemple', Buffer.from('secret'));
    await identity.submitCode(Buffer.from('123456'));
    await identity.chooseProfile('p1');
    await identity.lockIdle();
    await identity.startPsc(request);
    await settled();
    expect(state()).toMatchObject({ kind: 'locked', progress: { step: 'link' } });
    await identity.requestLink('somebody.else@exemple.fr');
    await vi.waitFor(() => expect(state()).toMatchObject({ failure: { code: 'Identity_OtherPerson' } }));
    expect(state()).toMatchObject({ kind: 'locked', person: { subject: 'person-1' }, progress: null });
  });

  it('that PSC decides after it was given up gives the tokens back', async () => {
    const decision = later<Result<PscOutcome>>();
    const { identity, revoked } = scriptedStation({ provider: { awaitPsc: () => decision.promise } });
    await identity.startPsc(request);
    await identity.cancel();
    decision.give(unlinked());
    await settled();
    expect(revoked).toHaveLength(1);
  });
});
