import { randomUUID } from 'node:crypto';
import type { OtpChannel } from '../../../identity/account/account.ts';
import type { Accounts } from './accounts.ts';
import { channelKey } from './channel-key.ts';
import type { SendCode } from './code-sender.ts';
import { codeView, newCode, type OneTimeCode, tryCode } from './one-time-code.ts';
import type { Timing } from './timing.ts';

interface ChannelTest {
  readonly id: string;
  readonly value: string;
  readonly code: OneTimeCode;
}

export type TestOutcome =
  | { readonly kind: 'sent'; readonly test: { readonly id: string; readonly value: string } & CodeView }
  /** Seconds to wait. */
  | { readonly kind: 'too-early'; readonly retryAfter: number }
  | { readonly kind: 'malformed' | 'send-failed' };
type CodeView = ReturnType<typeof codeView>;

export type ValidationOutcome =
  | { readonly kind: 'validated' | 'expired' }
  | { readonly kind: 'wrong'; readonly triesLeft: number };

const shapes = { phone: /^\+[1-9]\d{6,14}$/, email: /^[^\s@<>"]{1,64}@[^\s@<>".]+(\.[^\s@<>".]+)+$/ };

/** Proves that codes arrive somewhere before they are sent there: one test at a time for a person's channel. */
export class ChannelTests {
  readonly #accounts: Accounts;
  readonly #send: SendCode;
  readonly #timing: Timing;
  readonly #tests = new Map<string, ChannelTest>();

  constructor(accounts: Accounts, send: SendCode, timing: Timing) {
    this.#accounts = accounts;
    this.#send = send;
    this.#timing = timing;
  }

  /** Sends a code to `value`, E.164 or an address; a later test replaces an earlier one. */
  async start(personId: string, channel: OtpChannel, value: string): Promise<TestOutcome> {
    if (!shapes[channel].test(value)) return { kind: 'malformed' };
    const now = Date.now();
    const wait = (this.#tests.get(channelKey(personId, channel))?.code.resendAt ?? 0) - now;
    if (wait > 0) return { kind: 'too-early', retryAfter: Math.ceil(wait / 1_000) };
    const test = { id: randomUUID(), value, code: newCode(this.#timing, now) };
    this.#tests.set(channelKey(personId, channel), test);
    if (await this.#send({ personId, channel, value }, test.code)) {
      return { kind: 'sent', test: { id: test.id, value, ...codeView(test.code, now) } };
    }
    this.#tests.delete(channelKey(personId, channel));
    return { kind: 'send-failed' };
  }

  /** The right code makes the tested value the channel. */
  validate(personId: string, channel: OtpChannel, id: string, typed: string): ValidationOutcome {
    const test = this.#tests.get(channelKey(personId, channel));
    if (test?.id !== id) return { kind: 'expired' };
    const { verdict, code } = tryCode(test.code, typed, Date.now());
    this.#tests.set(channelKey(personId, channel), { ...test, code });
    if (verdict === 'expired') return { kind: 'expired' };
    if (verdict === 'wrong') return { kind: 'wrong', triesLeft: code.triesLeft };
    this.#tests.delete(channelKey(personId, channel));
    this.#accounts.setChannel(personId, channel, test.value);
    return { kind: 'validated' };
  }
}
