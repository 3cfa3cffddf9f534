import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Failure, fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { SessionState } from '../../../electron/identity/index.ts';
import { endBindingWithSession, leave, signOut } from '../../../electron/services/station-session.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import type { Call, PhoneState } from '../../../electron/telephony/ports.ts';
import { unboundPhone } from '../../../electron/telephony/unbound-phone.ts';

const call: Call = {
  id: 'call-1',
  direction: 'inbound',
  state: 'connected',
  number: '0199000001',
  displayName: null,
  startedAt: 0,
  connectedAt: 1,
  heldAt: null,
  endedAt: null,
  seenFromStart: true,
  members: [],
  consultationOf: null,
};
const calling: PhoneState = { ...unboundPhone, calls: [call] };

const out: SessionState = { kind: 'signed-out', failure: { code: 'Identity_SessionEnded' } };
const profile = { id: 'p1', role: 'ARM', entity: { id: 'samu00', name: 'Samu 00' }, rights: [] };
const working = (subject: string): SessionState => ({
  kind: 'signed-in',
  person: { subject, givenName: 'Camille', familyName: 'EXEMPLE' },
  method: 'card',
  profile,
  profiles: [profile],
  phone: null,
  degraded: null,
});

const never = () => new Promise<never>(() => undefined);

/** A session and its binding that note what is asked of them. */
function station() {
  const session = new Subject<SessionState>({ kind: 'signed-out', failure: null });
  const phoneRefused = new Subject<Failure | null>(null);
  const phoneState = new Subject<PhoneState>(unboundPhone);
  const journal: string[] = [];
  const acts = {
    reclaim: async (): Promise<Result<undefined>> => ok(),
    unbind: async (): Promise<void> => undefined,
    signOut: async (): Promise<Result<undefined>> => ok(),
  };
  const parts = {
    identity: {
      state: session,
      phoneRefused,
      signOut: () => {
        journal.push('sign out');
        return acts.signOut();
      },
    },
    phone: { state: phoneState, close: async () => void journal.push('close') },
    binding: {
      reclaim: () => {
        journal.push('reclaim');
        return acts.reclaim();
      },
      unbind: (failure: Failure | null = null) => {
        journal.push(failure ? `unbind: ${failure.code}` : 'unbind');
        return acts.unbind();
      },
    },
  };
  return { session, phoneRefused, phoneState, journal, acts, parts };
}

describe('a session that ends during a call', () => {
  const inCall = () => {
    const stage = station();
    endBindingWithSession(stage.parts);
    stage.session.set(working('person-1'));
    stage.phoneState.set(calling);
    stage.session.set(out);
    expect(stage.journal).toEqual([]);
    return stage;
  };

  it('lets the phone go once it is unboundPhone', () => {
    const { phoneState, journal } = inCall();
    phoneState.set({ ...unboundPhone, calls: [{ ...call, state: 'ended', endedAt: 2 }] });
    phoneState.set(unboundPhone);
    expect(journal).toEqual(['unbind']);
  });

  it('is taken up by the same person, who keeps the phone and the call', () => {
    const { session, phoneState, journal } = inCall();
    session.set(working('person-1'));
    phoneState.set(unboundPhone);
    expect(journal).toEqual(['reclaim']);
  });

  it('lets the phone go when somebody else starts', () => {
    const { session, journal } = inCall();
    session.set(working('person-2'));
    expect(journal).toEqual(['unbind']);
  });

  it('keeps a phone that the portal refuses then as long as the call, and says why it goes', async () => {
    const { session, phoneState, journal, acts } = inCall();
    acts.reclaim = async () => fail('Phone_AlreadyBound', { number: '1501' });
    session.set(working('person-1'));
    await Promise.resolve();
    expect(journal).toEqual(['reclaim']);
    phoneState.set(unboundPhone);
    expect(journal).toEqual(['reclaim', 'unbind: Phone_AlreadyBound']);
  });
});

describe('a phone that the portal refuses to a session that goes on', () => {
  const inCall = () => {
    const stage = station();
    endBindingWithSession(stage.parts);
    stage.session.set(working('person-1'));
    stage.phoneState.set(calling);
    stage.phoneRefused.set({ code: 'Phone_AlreadyBound', parameters: { number: '1501' } });
    expect(stage.journal).toEqual([]);
    return stage;
  };

  it('goes once it is quiet, and that is said', () => {
    const { phoneState, journal } = inCall();
    phoneState.set(unboundPhone);
    expect(journal).toEqual(['unbind: Phone_AlreadyBound']);
  });

  it('stays when the portal has it claimed meanwhile', () => {
    const { phoneRefused, phoneState, journal } = inCall();
    phoneRefused.set(null);
    phoneState.set(unboundPhone);
    expect(journal).toEqual([]);
  });
});

it('a session that ends on a unboundPhone phone lets it go at once', () => {
  const { session, journal, parts } = station();
  endBindingWithSession(parts);
  session.set(working('person-1'));
  session.set(out);
  expect(journal).toEqual(['unbind']);
});

describe('leaving', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('ends the session first, and does not wait for the phone to do so', () => {
    const { journal, acts, parts } = station();
    acts.unbind = never;
    void signOut(parts);
    expect(journal).toEqual(['sign out', 'unbind']);
  });

  it('lets the phone go although the portal fails', async () => {
    const { journal, acts, parts } = station();
    acts.signOut = () => Promise.reject(new Error('a bug'));
    await leave(parts, 1_000);
    expect(journal).toEqual(['sign out', 'unbind', 'close']);
  });

  it('takes its time and no more when nobody answers', async () => {
    const { acts, parts } = station();
    acts.signOut = never;
    acts.unbind = never;
    const left = vi.fn();
    void leave(parts, 1_000).then(left);
    await vi.advanceTimersByTimeAsync(999);
    expect(left).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(left).toHaveBeenCalledOnce();
  });
});
