import { describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { PhoneClaim } from '../../../electron/identity/ports.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { PhoneBinding } from '../../../electron/telephony/binding.ts';
import type { BindOutcome, DeskPhone } from '../../../electron/telephony/ports.ts';
import { unboundPhone } from '../../../electron/telephony/unbound-phone.ts';

const device = { id: 'urn:uuid:1', userAgent: 'Desk 1', contact: 'sip:1501@10.0.0.1' };

interface Stage {
  readonly binding: PhoneBinding;
  readonly journal: string[];
}

function stage(answers: {
  claim?: () => Promise<Result<PhoneClaim>>;
  bind?: () => Promise<Result<BindOutcome>>;
  remembered?: { number: string; deviceId: string };
}): Stage {
  const journal: string[] = [];
  const never = () => Promise.resolve(ok());
  const phone: DeskPhone = {
    state: new Subject(unboundPhone),
    prepare: () => undefined,
    bind: async ({ number, deviceId, preferredDeviceId }) => {
      const preferred = preferredDeviceId ? `if there ${preferredDeviceId}` : '';
      journal.push(`bind ${number} ${deviceId ?? preferred}`.trim());
      return answers.bind?.() ?? ok({ kind: 'bound', device });
    },
    unbind: async () => void journal.push('unbind'),
    command: never,
    close: async () => undefined,
  };
  const binding = new PhoneBinding({
    phone,
    claims: {
      claimPhone: async (number) => {
        journal.push(`claim ${number}`);
        return answers.claim?.() ?? ok({ number, addressOfRecord: `sip:${number}@site`, credential: null });
      },
      releasePhone: async () => void journal.push('release'),
    },
    remember: ({ number }) => journal.push(`remember ${number}`),
    remembered: () => answers.remembered ?? null,
  });
  return { binding, journal };
}

/** An answer that a test gives when it wants to. */
function pending<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle(value) };
}

describe('giving the unique number of the desk phone', () => {
  it('claims it, finds the phone and remembers the pairing', async () => {
    const { binding, journal } = stage({});
    await binding.bind('15 01', null);
    expect(binding.state.get()).toEqual({ kind: 'bound', number: '1501', device });
    expect(journal).toEqual(['claim 1501', 'bind 1501', 'remember 1501']);
  });

  it('refuses what is no number before asking anybody', async () => {
    const { binding, journal } = stage({});
    await binding.bind('quinze', null);
    expect(binding.state.get()).toEqual({ kind: 'unbound', failure: { code: 'Phone_NumberInvalid' } });
    expect(journal).toEqual([]);
  });

  it('tells why the portal refuses, and leaves the phone alone', async () => {
    const { binding, journal } = stage({ claim: async () => fail('Phone_AlreadyBound', { number: '1501' }) });
    await binding.bind('1501', null);
    expect(binding.state.get()).toMatchObject({ failure: { code: 'Phone_AlreadyBound' } });
    expect(journal).toEqual(['claim 1501']);
  });

  it('gives the number back when no phone is behind it', async () => {
    const { binding, journal } = stage({ bind: async () => fail('Phone_NotRegistered', { number: '1501' }) });
    await binding.bind('1501', null);
    expect(binding.state.get()).toMatchObject({ failure: { code: 'Phone_NotRegistered' } });
    expect(journal).toContain('release');
    expect(journal).not.toContain('remember 1501');
  });

  it('asks which phone when there are several', async () => {
    const devices = [device, { ...device, id: 'urn:uuid:2' }];
    const { binding, journal } = stage({ bind: async () => ok({ kind: 'choose', devices }) });
    await binding.bind('1501', null);
    expect(binding.state.get()).toEqual({ kind: 'choose-device', number: '1501', devices });
    await binding.bind('1501', 'urn:uuid:2');
    expect(journal).toContain('bind 1501 urn:uuid:2');
  });

  it('prefers the phone of the last shift, unless it was let go a moment before', async () => {
    const { binding, journal } = stage({ remembered: { number: '1501', deviceId: 'urn:uuid:2' } });
    await binding.bind('1501', null);
    expect(journal).toContain('bind 1501 if there urn:uuid:2');
    await binding.bind('1502', null);
    expect(journal).toContain('bind 1502');
    await binding.bind('1501', null);
    await binding.unbind();
    journal.length = 0;
    await binding.bind('1501', null);
    expect(journal).toContain('bind 1501');
  });

  it('that is overtaken by signing out changes nothing any more', async () => {
    const answer = pending<Result<BindOutcome>>();
    const { binding, journal } = stage({ bind: () => answer.promise });
    const binding1501 = binding.bind('1501', null);
    await vi.waitFor(() => expect(journal).toContain('bind 1501'));
    await binding.unbind();
    answer.resolve(ok({ kind: 'bound', device }));
    expect(await binding1501).toMatchObject({ failure: { code: 'Phone_BindingInterrupted' } });
    expect(binding.state.get()).toEqual({ kind: 'unbound', failure: null });
    expect(journal).not.toContain('remember 1501');
    expect(journal).toContain('release');
  });

  it('that is given up while the portal answers gives the number back, and another waits for that', async () => {
    const answer = pending<Result<PhoneClaim>>();
    const { binding, journal } = stage({ claim: () => answer.promise });
    const first = binding.bind('1501', null);
    await vi.waitFor(() => expect(journal).toEqual(['claim 1501']));
    const unbound = binding.unbind();
    const second = binding.bind('1502', null);
    expect(binding.state.get()).toEqual({ kind: 'binding', number: '1502' });
    answer.resolve(ok({ number: '1501', addressOfRecord: 'sip:1501@site', credential: null }));
    expect(await first).toEqual(fail('Phone_BindingInterrupted'));
    await unbound;
    expect(await second).toEqual(ok());
    expect(journal.indexOf('release')).toBeGreaterThan(journal.indexOf('claim 1501'));
    expect(journal.lastIndexOf('release')).toBeLessThan(journal.indexOf('claim 1502'));
    expect(journal).not.toContain('remember 1501');
  });

  it('that a bug stops says so, and may be tried again', async () => {
    let asked = 0;
    const { binding } = stage({
      bind: async () => {
        if (asked++ === 0) throw new Error('a bug');
        return ok({ kind: 'bound', device });
      },
    });
    await expect(binding.bind('1501', null)).rejects.toThrow('a bug');
    expect(binding.state.get()).toEqual({ kind: 'unbound', failure: { code: 'Request_Failed' } });
    expect(await binding.bind('1501', null)).toEqual(ok());
  });
});

describe('claiming again', () => {
  it('leaves the watch as it is, whether the portal agrees or not', async () => {
    let refusal: Result<PhoneClaim> | null = null;
    const granted = ok({ number: '1501', addressOfRecord: 'sip:1501@site', credential: null });
    const { binding, journal } = stage({ claim: async () => refusal ?? granted });
    expect(await binding.reclaim()).toEqual(ok());
    await binding.bind('1501', null);
    expect(await binding.reclaim()).toEqual(ok());
    refusal = fail('Phone_AlreadyBound', { number: '1501' });
    expect(await binding.reclaim()).toEqual(refusal);
    expect(binding.state.get().kind).toBe('bound');
    expect(journal).toEqual(['claim 1501', 'bind 1501', 'remember 1501', 'claim 1501', 'claim 1501']);
  });
});
