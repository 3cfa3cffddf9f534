import { type Failure, fail, ok, type Result } from '../../failures/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../../shared/listeners.ts';
import { backOff } from '../grant-keeper.ts';
import type { AccountPortal, ChannelTest, Grant } from '../ports.ts';
import { mayPass } from '../provider-failures.ts';
import { overwriting, withCopy } from '../secrets.ts';
import { isWorking } from '../session.ts';
import type { SessionState } from '../session-state.ts';
import type { Account, OtpChannel } from './account.ts';
import { channelValue } from './channel-value.ts';

/** What is known of the account of the signed-in person. Times in milliseconds since the epoch. */
export interface AccountState {
  /** Null until it was read. */
  readonly account: Account | null;
  /** Why it could not be read. */
  readonly failure: Failure | null;
  /** Channels whose code was sent and not typed yet. */
  readonly tests: { readonly [K in OtpChannel]: ChannelTestState | null };
}

export type ChannelTestState = Pick<ChannelTest, 'value' | 'digits' | 'expiresAt' | 'resendAt' | 'triesLeft'>;

export interface AccountServiceOptions {
  readonly identity: {
    readonly state: Observable<SessionState>;
    withGrant<T>(act: (grant: Grant) => Promise<Result<T>>): Promise<Result<T>>;
  };
  readonly portal: Omit<AccountPortal, 'reportDegraded'>;
}

/** One person's time at the station. What comes back after it is nobody's. */
interface Visit {
  readonly subject: string;
  account: Account | null;
  failure: Failure | null;
  readonly tests: Record<OtpChannel, ChannelTest | null>;
  /** Something is changed at the portal. */
  busy: boolean;
  /** The reading under way: whoever asks meanwhile waits for the same. */
  reading: Promise<Result<undefined>> | null;
  /** Counts what was learnt of the account: a reading that was overtaken by a change knows nothing newer. */
  version: number;
  readFailures: number;
  retry: NodeJS.Timeout | undefined;
}

/**
 * The account of the signed-in person, as the portal has it: read after sign-in, changed at the person's request.
 * Every operation fails with `Account_NotNow` without a session that the portal knows; a change, with
 * `Identity_OperationRunning` while another one runs. Reading holds nobody up.
 */
export class AccountService {
  readonly #options: AccountServiceOptions;
  readonly #state = new Subject<AccountState | null>(null);
  readonly #unsubscribe: Unsubscribe;
  #visit: Visit | null = null;

  constructor(options: AccountServiceOptions) {
    this.#options = options;
    const { state } = options.identity;
    this.#unsubscribe = state.subscribe((session) => this.#follow(session));
    this.#follow(state.get());
  }

  /** Null while nobody is signed in, or without the portal. */
  get state(): Observable<AccountState | null> {
    return this.#state;
  }

  /** Reads the account again. */
  refresh(): Promise<Result<undefined>> {
    const visit = this.#visit;
    if (!visit) return Promise.resolve(fail('Account_NotNow'));
    visit.reading ??= this.#read(visit).finally(() => {
      visit.reading = null;
    });
    return visit.reading;
  }

  /** Has a code sent to what is to become the channel: a mobile telephone, an address. `Channel_…` */
  testChannel(channel: OtpChannel, typed: string): Promise<Result<undefined>> {
    return this.#alone(async (visit) => {
      const value = channelValue(channel, typed);
      if (!value.ok) return value;
      const sent = await this.#ask((grant) => this.#options.portal.testChannel(grant, channel, value.value));
      if (!sent.ok) return sent;
      visit.tests[channel] = sent.value;
      this.#show(visit);
      return ok();
    });
  }

  /** Proves the channel with the code that arrived. `code` is overwritten. `Channel_CodeWrong`, `Channel_CodeExpired`. */
  validateChannel(channel: OtpChannel, code: Uint8Array): Promise<Result<undefined>> {
    return overwriting([code], () =>
      this.#alone(async (visit) => {
        const test = visit.tests[channel];
        if (!test) return fail('Channel_CodeExpired');
        const { portal } = this.#options;
        const validated = await this.#ask((grant) =>
          withCopy(code, (copy) => portal.validateChannel(grant, test, copy)),
        );
        visit.tests[channel] = testAfter(test, validated);
        return this.#take(visit, validated);
      }),
    );
  }

  removeChannel(channel: OtpChannel): Promise<Result<undefined>> {
    return this.#alone(async (visit) =>
      this.#take(visit, await this.#ask((grant) => this.#options.portal.removeChannel(grant, channel))),
    );
  }

  /** `current` is null where none is asked for. Both are overwritten. `Password_…` */
  changePassword(current: Uint8Array | null, next: Uint8Array): Promise<Result<undefined>> {
    const { portal } = this.#options;
    return overwriting([current, next], () =>
      this.#alone(async (visit) => {
        const changed = await this.#ask((grant) =>
          withCopy(next, (nextCopy) =>
            current
              ? withCopy(current, (copy) => portal.changePassword(grant, copy, nextCopy))
              : portal.changePassword(grant, null, nextCopy),
          ),
        );
        return this.#take(visit, changed);
      }),
    );
  }

  close(): void {
    this.#unsubscribe();
    clearTimeout(this.#visit?.retry);
    this.#visit = null;
  }

  #follow(session: SessionState): void {
    const working = isWorking(session) ? session : null;
    const subject = working && !working.degraded ? working.person.subject : null;
    if (subject === (this.#visit?.subject ?? null)) return;
    clearTimeout(this.#visit?.retry);
    this.#visit = subject === null ? null : newVisit(subject);
    this.#state.set(this.#visit && stateOf(this.#visit));
    if (this.#visit) void this.refresh();
  }

  async #read(visit: Visit): Promise<Result<undefined>> {
    clearTimeout(visit.retry);
    const { version } = visit;
    const account = await this.#ask((grant) => this.#options.portal.account(grant));
    if (visit !== this.#visit) return fail('Account_NotNow');
    if (visit.version !== version) return ok();
    if (account.ok) {
      visit.readFailures = 0;
      return this.#take(visit, account);
    }
    visit.failure = account.failure;
    if (mayPass(account.failure)) this.#retryRead(visit);
    this.#show(visit);
    return account;
  }

  #retryRead(visit: Visit): void {
    visit.retry = setTimeout(() => void this.refresh(), backOff(visit.readFailures++)).unref();
  }

  #take(visit: Visit, account: Result<Account>): Result<undefined> {
    if (account.ok) {
      visit.account = account.value;
      visit.failure = null;
      visit.version += 1;
    }
    this.#show(visit);
    return account.ok ? ok() : account;
  }

  #show(visit: Visit): void {
    if (visit === this.#visit) this.#state.set(stateOf(visit));
  }

  /** The sessions that the portal does not know say so in their own words; here it is the account that is away. */
  async #ask<T>(act: (grant: Grant) => Promise<Result<T>>): Promise<Result<T>> {
    const done = await this.#options.identity.withGrant(act);
    return !done.ok && done.failure.code === 'Identity_NotNow' ? fail('Account_NotNow') : done;
  }

  async #alone(act: (visit: Visit) => Promise<Result<undefined>>): Promise<Result<undefined>> {
    const visit = this.#visit;
    if (!visit) return fail('Account_NotNow');
    if (visit.busy) return fail('Identity_OperationRunning');
    visit.busy = true;
    try {
      return await act(visit);
    } finally {
      visit.busy = false;
    }
  }
}

function newVisit(subject: string): Visit {
  return {
    subject,
    account: null,
    failure: null,
    tests: { phone: null, email: null },
    busy: false,
    reading: null,
    version: 0,
    readFailures: 0,
    retry: undefined,
  };
}

function stateOf({ account, failure, tests }: Visit): AccountState {
  return { account, failure, tests: { phone: shown(tests.phone), email: shown(tests.email) } };
}

function shown(test: ChannelTest | null): ChannelTestState | null {
  if (!test) return null;
  const { value, digits, expiresAt, resendAt, triesLeft } = test;
  return { value, digits, expiresAt, resendAt, triesLeft };
}

/** What is left of a test once a code was tried: nothing where it is over. */
function testAfter(test: ChannelTest, validated: Result<Account>): ChannelTest | null {
  if (validated.ok) return null;
  const { code, parameters } = validated.failure;
  if (code === 'Channel_CodeExpired') return null;
  const left = parameters?.triesLeft;
  return code === 'Channel_CodeWrong' && typeof left === 'number' ? { ...test, triesLeft: left } : test;
}
