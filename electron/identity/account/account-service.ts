import type { Failure, Result } from '../../failures/index.ts';
import { fail } from '../../failures/index.ts';
import { type Observable, Subject } from '../../shared/listeners.ts';
import type { AccountPortal, Grant } from '../ports.ts';
import type { SessionState } from '../session-state.ts';
import type { Account, OtpChannel } from './account.ts';

/** What is known of the account of the signed-in person. Times in milliseconds since the epoch. */
export interface AccountState {
  /** Null until it was read. */
  readonly account: Account | null;
  /** Why it could not be read. */
  readonly failure: Failure | null;
  /** Channels whose code was sent and not typed yet. */
  readonly tests: { readonly [K in OtpChannel]: ChannelTestState | null };
}

export interface ChannelTestState {
  readonly value: string;
  readonly digits: number;
  readonly expiresAt: number;
  readonly resendAt: number;
  readonly triesLeft: number;
}

export interface AccountServiceOptions {
  readonly identity: {
    readonly state: Observable<SessionState>;
    withGrant<T>(act: (grant: Grant) => Promise<Result<T>>): Promise<Result<T>>;
  };
  readonly portal: Omit<AccountPortal, 'reportDegraded'>;
}

export class AccountService {
  readonly #state = new Subject<AccountState | null>(null);

  constructor(_options: AccountServiceOptions) {}

  /** Null while nobody is signed in, or without the portal. */
  get state(): Observable<AccountState | null> {
    return this.#state;
  }

  async refresh(): Promise<Result<undefined>> {
    return fail('Account_NotNow');
  }

  async testChannel(_channel: OtpChannel, _value: string): Promise<Result<undefined>> {
    return fail('Account_NotNow');
  }

  async validateChannel(_channel: OtpChannel, _code: Uint8Array): Promise<Result<undefined>> {
    return fail('Account_NotNow');
  }

  async removeChannel(_channel: OtpChannel): Promise<Result<undefined>> {
    return fail('Account_NotNow');
  }

  async changePassword(_current: Uint8Array | null, _next: Uint8Array): Promise<Result<undefined>> {
    return fail('Account_NotNow');
  }

  close(): void {}
}
