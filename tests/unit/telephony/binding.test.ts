import { describe, expect, it } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import type { PhoneClaim } from '../../../electron/identity/ports.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { PhoneBinding } from '../../../electron/telephony/binding.ts';
import type { BindOutcome, Capability, DeskPhone, PhoneState } from '../../../electron/telephony/ports.ts';

const device = { id: 'urn:uuid:1', userAgent: 'Desk 1', contact: 'sip:1501@10.0.0.1' };
const no: Capability = { available: false, reason: 'not-bound' };
const phoneState: PhoneState = {
  link: { kind: 'down' },
  number: null,
  device: null,
  registered: false,
  calls: [],
  capabilities: { dial: no, answer: no, hangUp: no, hold: no, retrieve: no },
  droppedDocuments: 0,
};

interface Stage {
  readonly binding: PhoneBinding;
  readonly journal: string[];
}

function stage(answers: {
  claim?: () => Promise<Result<PhoneClaim>>;
  bind?: () => Promise<Result<BindOutcome>>;
}): Stage {
  const journal: string[] = [];
  const never = () => Promise.resolve(ok());
  const phone: DeskPhone = {
    state: new Subject(phoneState),
    bind: async ({ number, deviceId }) => {
      journal.push(`bind ${number} ${deviceId ?? ''}`.trim());
      return answers.bind?.() ?? ok({ kind: 'bound', device });
    },
    unbind: async () => void journal.push('unbind'),
    dial: never,
    answer: never,
    hangUp: never,
    hold: never,
    retrieve: never,
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
  });
  return { binding, journal };
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

  it('that is overtaken by signing out changes nothing any more', async () => {
    let answer: (outcome: Result<BindOutcome>) => void = () => undefined;
    const answered = new Promise<Result<BindOutcome>>((resolve) => {
      answer = resolve;
    });
    const { binding, journal } = stage({ bind: () => answered });
    const binding1501 = binding.bind('1501', null);
    await Promise.resolve();
    await binding.unbind();
    answer(ok({ kind: 'bound', device }));
    expect(await binding1501).toMatchObject({ failure: { code: 'Phone_BindingInterrupted' } });
    expect(binding.state.get()).toEqual({ kind: 'unbound', failure: null });
    expect(journal).not.toContain('remember 1501');
    expect(journal).toContain('release');
  });
});
