import { afterEach, describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../../electron/failures/index.ts';
import {
  type Account,
  type AccountPortal,
  AccountService,
  type ChannelTest,
  type OtpChannel,
  type SessionState,
} from '../../../electron/identity/index.ts';
import { Subject } from '../../../electron/shared/listeners.ts';
import { grantOf, later, profile } from '../../stand/identity/scripted-station.ts';

const accountOf = (phone: string | null): Account => ({
  identifier: 'camille.exemple',
  password: { set: true, expiresAt: null, announcedFrom: null },
  passwordPolicy: { minimumLength: 12, upperCase: true, lowerCase: true, digit: true, specialCharacters: '' },
  channels: {
    phone: { value: phone, state: phone === null ? 'none' : 'usable' },
    email: { value: 'camille@exemple.fr', state: 'usable' },
  },
});
const testOf = (channel: OtpChannel, value: string): ChannelTest => ({
  id: 'test-1',
  channel,
  value,
  digits: 6,
  expiresAt: 9,
  resendAt: 5,
  triesLeft: 3,
});

const out: SessionState = { kind: 'signed-out', failure: null };
const working = (subject = 'person-1'): Extract<SessionState, { kind: 'signed-in' }> => ({
  kind: 'signed-in',
  person: { subject, givenName: 'Camille', familyName: 'EXEMPLE' },
  method: 'card',
  profile: profile('p1'),
  profiles: [profile('p1')],
  phone: null,
  degraded: null,
});
const degraded = { since: 0, portalBack: false, busy: false, failure: null };

const bytes = (text: string) => Buffer.from(text);
const zeros = (secret: Uint8Array) => secret.every((byte) => byte === 0);
const settled = () => new Promise((resolve) => setImmediate(resolve));
afterEach(() => void vi.useRealTimers());

function station(acts: Partial<AccountPortal> = {}) {
  const session = new Subject<SessionState>(out);
  const seen: string[] = [];
  const portal: Omit<AccountPortal, 'reportDegraded'> = {
    account: async () => ok(accountOf(null)),
    testChannel: async (_grant, channel, value) => ok(testOf(channel, value)),
    validateChannel: async (_grant, { value }, code) => {
      seen.push(Buffer.from(code).toString());
      code.fill(0);
      return ok(accountOf(value));
    },
    removeChannel: async () => ok(accountOf(null)),
    changePassword: async (_grant, current, next) => {
      for (const secret of [current, next]) {
        seen.push(secret ? Buffer.from(secret).toString() : 'none');
        secret?.fill(0);
      }
      return ok(accountOf(null));
    },
    ...acts,
  };
  const service = new AccountService({
    identity: {
      state: session,
      /** The tokens are refused the first time, as those that have just expired are. */
      withGrant: async (act) => {
        await act(grantOf());
        return act(grantOf());
      },
    },
    portal,
  });
  return { service, session, seen, state: () => service.state.get() };
}

async function signedIn(acts: Partial<AccountPortal> = {}) {
  const stage = station(acts);
  stage.session.set(working());
  await settled();
  return stage;
}

describe('the account', () => {
  it('is read after sign-in, and forgotten at sign-out', async () => {
    const { session, state } = await signedIn();
    expect(state()).toEqual({ account: accountOf(null), failure: null, tests: { phone: null, email: null } });
    session.set({ ...working(), kind: 'locked', reason: 'idle', progress: null, failure: null });
    expect(state()?.account).not.toBeNull();
    session.set(out);
    expect(state()).toBeNull();
  });

  it('of one person is not shown to the next', async () => {
    const slow = later<Result<Account>>();
    const answers = [slow.promise, slow.promise, Promise.resolve(fail('Identity_ProviderFailing'))];
    const { service, session, state } = station({
      account: () => answers.shift() ?? Promise.resolve(fail('Identity_ProviderFailing')),
    });
    session.set(working('person-1'));
    session.set(working('person-2'));
    slow.give(ok(accountOf('+33639981234')));
    await settled();
    expect(state()?.account).toBeNull();
    service.close();
  });

  it('is nobody’s without the portal: no operation is possible', async () => {
    const { service, session, state } = station();
    session.set({ ...working(), degraded });
    expect(state()).toBeNull();
    const notNow = fail('Account_NotNow');
    expect(await service.refresh()).toEqual(notNow);
    expect(await service.testChannel('email', 'a@b.fr')).toEqual(notNow);
    expect(await service.removeChannel('email')).toEqual(notNow);
    const [code, current, next] = [bytes('123456'), bytes('old'), bytes('new')];
    expect(await service.validateChannel('email', code)).toEqual(notNow);
    expect(await service.changePassword(current, next)).toEqual(notNow);
    expect([code, current, next].every(zeros)).toBe(true);
    session.set(working());
    await settled();
    expect(state()?.account).not.toBeNull();
  });

  it('that could not be read is asked for again, and says why meanwhile', async () => {
    vi.useFakeTimers();
    let away = true;
    const { session, state } = station({
      account: async () => (away ? fail('Identity_ProviderUnreachable') : ok(accountOf(null))),
    });
    session.set(working());
    await vi.advanceTimersByTimeAsync(0);
    expect(state()).toMatchObject({ account: null, failure: { code: 'Identity_ProviderUnreachable' } });
    away = false;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(state()).toMatchObject({ account: { identifier: 'camille.exemple' }, failure: null });
  });

  it('is not asked for again after another refusal', async () => {
    vi.useFakeTimers();
    const account = vi.fn(async () => fail('Identity_RequestRefused'));
    const { session } = station({ account });
    session.set(working());
    await vi.advanceTimersByTimeAsync(0);
    const asked = account.mock.calls.length;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(account).toHaveBeenCalledTimes(asked);
  });
});

describe('a channel', () => {
  it('is tested, then validated by the code that arrived', async () => {
    const { service, seen, state } = await signedIn();
    expect(await service.testChannel('phone', '06 39 98 12 34')).toEqual(ok());
    expect(state()?.tests).toEqual({
      phone: { value: '+33639981234', digits: 6, expiresAt: 9, resendAt: 5, triesLeft: 3 },
      email: null,
    });
    const code = bytes('123456');
    expect(await service.validateChannel('phone', code)).toEqual(ok());
    expect(seen).toEqual(['123456', '123456']);
    expect(zeros(code)).toBe(true);
    expect(state()).toMatchObject({
      account: { channels: { phone: { value: '+33639981234' } } },
      tests: { phone: null },
    });
  });

  it('that cannot be is not tested', async () => {
    const { service } = await signedIn();
    expect(await service.testChannel('phone', '01 99 00 00 01')).toEqual(fail('Channel_PhoneNotMobile'));
    expect(await service.testChannel('phone', '12')).toEqual(fail('Channel_PhoneMalformed'));
    expect(await service.testChannel('email', 'camille')).toEqual(fail('Channel_EmailMalformed'));
  });

  it('shows the tries that a wrong code leaves, and is tested anew once the code has expired', async () => {
    const answers: Result<Account>[] = [];
    const refuse = (answer: Result<Account>) => answers.push(answer, answer);
    const { service, state } = await signedIn({
      validateChannel: async () => answers.shift() ?? ok(accountOf(null)),
    });
    await service.testChannel('email', 'camille@exemple.fr');
    refuse(fail('Channel_CodeWrong', { triesLeft: 1 }));
    expect(await service.validateChannel('email', bytes('1'))).toMatchObject({ ok: false });
    expect(state()?.tests.email?.triesLeft).toBe(1);
    refuse(fail('Identity_ProviderTimeout'));
    await service.validateChannel('email', bytes('1'));
    expect(state()?.tests.email?.triesLeft).toBe(1);
    refuse(fail('Channel_CodeExpired'));
    await service.validateChannel('email', bytes('1'));
    expect(state()?.tests.email).toBeNull();
    const code = bytes('123456');
    expect(await service.validateChannel('email', code)).toEqual(fail('Channel_CodeExpired'));
    expect(zeros(code)).toBe(true);
  });

  it('that is tested again too early keeps its test', async () => {
    const answers: Result<ChannelTest>[] = [ok(testOf('email', 'a@b.fr')), ok(testOf('email', 'a@b.fr'))];
    const { service, state } = await signedIn({
      testChannel: async () => answers.shift() ?? fail('Channel_TestTooEarly', { seconds: 20 }),
    });
    await service.testChannel('email', 'a@b.fr');
    expect(await service.testChannel('email', 'a@b.fr')).toMatchObject({ ok: false });
    expect(state()?.tests.email).toMatchObject({ value: 'a@b.fr' });
  });

  it('is removed', async () => {
    const { service, state } = await signedIn({ account: async () => ok(accountOf('+33639981234')) });
    expect(await service.removeChannel('phone')).toEqual(ok());
    expect(state()?.account?.channels.phone.state).toBe('none');
  });
});

describe('the password', () => {
  it('is changed with the present one, or set without; both are overwritten', async () => {
    const { service, seen } = await signedIn();
    const [current, next, first] = [bytes('old'), bytes('new'), bytes('first')];
    expect(await service.changePassword(current, next)).toEqual(ok());
    expect(await service.changePassword(null, first)).toEqual(ok());
    expect(seen).toEqual(['old', 'new', 'old', 'new', 'none', 'first', 'none', 'first']);
    expect([current, next, first].every(zeros)).toBe(true);
  });

  it('that is refused, or a bug, leaves no secret either', async () => {
    const { service } = await signedIn({ changePassword: async () => fail('Password_CurrentWrong') });
    const secrets = [bytes('old'), bytes('new')] as const;
    expect(await service.changePassword(...secrets)).toEqual(fail('Password_CurrentWrong'));
    expect(secrets.every(zeros)).toBe(true);
    const copies: Uint8Array[] = [];
    const broken = await signedIn({
      changePassword: async (_grant, current, next) => {
        copies.push(next, ...(current ? [current] : []));
        throw new Error('a bug');
      },
    });
    const others = [bytes('old'), bytes('new')] as const;
    await expect(broken.service.changePassword(...others)).rejects.toThrow('a bug');
    expect([...others, ...copies].every(zeros)).toBe(true);
    expect(await broken.service.removeChannel('phone')).toEqual(ok());
  });
});

it('reading holds nobody up, and says nothing of what was changed meanwhile', async () => {
  const slow = later<Result<Account>>();
  const readings = [Promise.resolve(ok(accountOf(null))), slow.promise];
  const { service, state } = await signedIn({ account: () => readings.shift() ?? slow.promise });
  const [one, other] = [service.refresh(), service.refresh()];
  expect(await service.testChannel('phone', '06 39 98 12 34')).toEqual(ok());
  expect(await service.validateChannel('phone', bytes('123456'))).toEqual(ok());
  slow.give(ok(accountOf(null)));
  expect(await Promise.all([one, other])).toEqual([ok(), ok()]);
  expect(state()?.account?.channels.phone.value).toBe('+33639981234');
});

it('one thing is done at a time, and what is refused for it is overwritten', async () => {
  const slow = later<Result<ChannelTest>>();
  const { service } = await signedIn({ testChannel: () => slow.promise });
  const first = service.testChannel('email', 'a@b.fr');
  const code = bytes('123456');
  expect(await service.validateChannel('email', code)).toEqual(fail('Identity_OperationRunning'));
  expect(zeros(code)).toBe(true);
  slow.give(ok(testOf('email', 'a@b.fr')));
  expect(await first).toEqual(ok());
});
