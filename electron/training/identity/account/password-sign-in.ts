import type { OtpChannel } from '../../../identity/account/account.ts';
import { checkPassword } from '../../../identity/account/password-rules.ts';
import { type DirectoryPerson, identifierOf, normaliseIdentifier } from '../people.ts';
import { type Accounts, passwordPolicy } from './accounts.ts';
import type { SendCode } from './code-sender.ts';
import type { Answer, Challenge, Conversation, Refused, SignInRequest, Step } from './conversation.ts';
import { Conversations } from './conversations.ts';
import { masked } from './masked.ts';
import { codeView, isGood, newCode, tryCode } from './one-time-code.ts';
import { SentCodes } from './sent-codes.ts';
import { afterWrongAnswer, answersLeft, freezeOf, noAttempts } from './sign-in-freeze.ts';
import type { Timing } from './timing.ts';

const RESET_CHANNELS: readonly OtpChannel[] = ['phone', 'email'];

export interface PasswordSignInOptions {
  readonly accounts: Accounts;
  readonly send: SendCode;
  readonly timing: Timing;
}

/**
 * Signs people in by identifier, password and code: the conversations of the authorization challenge endpoint. Wrong
 * passwords and wrong codes count together towards the freeze, until a sign-in is granted.
 */
export class PasswordSignIn {
  readonly #accounts: Accounts;
  readonly #send: SendCode;
  readonly #timing: Timing;
  readonly #sent = new SentCodes();
  readonly #conversations: Conversations;

  constructor({ accounts, send, timing }: PasswordSignInOptions) {
    this.#accounts = accounts;
    this.#send = send;
    this.#timing = timing;
    this.#conversations = new Conversations(timing.conversation);
  }

  /** An identifier that nobody has is a wrong password, and takes as long. */
  async start(typed: string, password: string, request: SignInRequest): Promise<Step> {
    const identifier = normaliseIdentifier(typed);
    const frozen = this.#refuseFrozen(identifier);
    if (frozen) return frozen;
    const person = this.#accounts.find(identifier);
    const right = await this.#accounts.passwords.isRight(person?.id ?? null, password);
    if (person && !this.#accounts.passwords.state(person.id).set) {
      const reason = this.#accounts.needsCardFirst(person) ? 'card-required-first' : 'no-password';
      return { kind: 'refused', reason };
    }
    // Several guesses at once are counted one after the other: the freeze may have come meanwhile.
    const frozenMeanwhile = this.#refuseFrozen(identifier);
    if (frozenMeanwhile) return frozenMeanwhile;
    if (!person || !right) {
      return this.#countWrong(identifier) ?? { kind: 'refused', reason: 'credentials-refused' };
    }
    if (this.#accounts.needsCardFirst(person)) return { kind: 'refused', reason: 'card-required-first' };
    const [first, ...others] = this.#accounts.usableChannels(person.id);
    if (!first) return { kind: 'refused', reason: 'no-usable-channel' };
    const conversation = this.#conversations.begin({ person, purpose: 'sign-in', request });
    return others.length > 0 ? this.#challenge(conversation) : this.#sendCode(conversation, first.channel);
  }

  /** The password is forgotten: only who has both channels, and can read both, gets another. */
  async startReset(typed: string, request: SignInRequest): Promise<Step> {
    const identifier = normaliseIdentifier(typed);
    const frozen = this.#refuseFrozen(identifier);
    if (frozen) return frozen;
    const person = this.#accounts.find(identifier);
    if (!person || this.#accounts.usableChannels(person.id).length < RESET_CHANNELS.length) {
      return { kind: 'refused', reason: 'reset-not-possible' };
    }
    if (this.#accounts.needsCardFirst(person)) return { kind: 'refused', reason: 'card-required-first' };
    return this.#sendCode(this.#conversations.begin({ person, purpose: 'reset', request }), 'phone');
  }

  /** An answer that does not fit the present challenge brings the challenge again. */
  async answer(id: string, clientId: string, answer: Answer): Promise<Step> {
    const conversation = this.#conversations.find(id, clientId);
    if (!conversation) return { kind: 'over' };
    const frozen = this.#refuseFrozen(identifierOf(conversation.person));
    if (frozen) {
      this.#conversations.end(conversation);
      return frozen;
    }
    const { stage } = conversation;
    if (answer.type === 'channel' && stage.kind === 'choose-channel') {
      return this.#sendCode(conversation, answer.channel);
    }
    if (answer.type === 'new-password' && stage.kind === 'new-password') {
      return this.#takePassword(conversation, answer.password);
    }
    if (stage.kind !== 'enter-code') return this.#challenge(conversation);
    if (answer.type === 'resend') return this.#sendCode(conversation, stage.channel, true);
    if (answer.type === 'code') return this.#takeCode(conversation, stage.channel, answer.code);
    if (answer.type === 'other-channel' && this.#hasChoice(conversation)) {
      return this.#challenge(this.#conversations.move(conversation, { kind: 'choose-channel' }));
    }
    return this.#challenge(conversation);
  }

  /** Where one was just sent, that one serves, unless another is `wanted` or it is worth nothing any more. */
  async #sendCode(conversation: Conversation, channel: OtpChannel, wanted = false): Promise<Step> {
    const { person } = conversation;
    const { value } = this.#accounts.channel(person.id, channel);
    const usable = this.#accounts
      .usableChannels(person.id)
      .some((candidate) => candidate.channel === channel);
    if (!usable || value === null) return this.#challenge(conversation);
    const now = Date.now();
    const waiting = this.#conversations.move(conversation, { kind: 'enter-code', channel });
    const last = this.#sent.get(person.id, channel);
    if (last.resendAt > now) {
      const retryAfter = Math.ceil((last.resendAt - now) / 1_000);
      const serves = !wanted && isGood(last, now);
      return this.#challenge(waiting, serves ? null : { reason: 'too-early', retryAfter });
    }
    const code = newCode(this.#timing, now);
    this.#sent.set(person.id, channel, code);
    if (await this.#send({ personId: person.id, channel, value }, code)) return this.#challenge(waiting);

    this.#sent.set(person.id, channel, { ...code, expiresAt: 0, resendAt: 0, triesLeft: 0 });
    const failed = this.#hasChoice(waiting)
      ? this.#conversations.move(waiting, { kind: 'choose-channel' })
      : waiting;
    return this.#challenge(failed, { reason: 'send-failed' });
  }

  #takeCode(conversation: Conversation, channel: OtpChannel, typed: string): Step | Promise<Step> {
    const { person, purpose } = conversation;
    const tried = tryCode(this.#sent.get(person.id, channel), typed, Date.now());
    if (tried.verdict === 'expired') return this.#challenge(conversation, { reason: 'code-expired' });
    if (tried.verdict === 'wrong') {
      this.#sent.set(person.id, channel, tried.code);
      const frozen = this.#countWrong(identifierOf(person));
      if (frozen) this.#conversations.end(conversation);
      const { triesLeft } = this.#codeView(person, channel);
      return frozen ?? this.#challenge(conversation, { reason: 'code-wrong', triesLeft });
    }
    this.#sent.spend(person.id, channel);
    if (purpose === 'reset') {
      const next = RESET_CHANNELS[RESET_CHANNELS.indexOf(channel) + 1];
      return next ? this.#sendCode(conversation, next) : this.#askPassword(conversation, 'forgotten');
    }
    const reason = this.#accounts.passwords.mustChange(person.id);
    return reason ? this.#askPassword(conversation, reason) : this.#grant(conversation);
  }

  #askPassword(conversation: Conversation, reason: 'expired' | 'temporary' | 'forgotten'): Step {
    return this.#challenge(this.#conversations.move(conversation, { kind: 'new-password', reason }));
  }

  async #takePassword(conversation: Conversation, password: string): Promise<Step> {
    const { passwords } = this.#accounts;
    const { id } = conversation.person;
    if (checkPassword(password, passwordPolicy).some(({ kept }) => !kept)) {
      return this.#challenge(conversation, { reason: 'password-too-weak' });
    }
    if (await passwords.wasUsed(id, password)) {
      return this.#challenge(conversation, { reason: 'password-reused' });
    }
    if (!this.#conversations.has(conversation)) return { kind: 'over' };
    passwords.set(id, password);
    return this.#grant(conversation);
  }

  #grant(conversation: Conversation): Step {
    const { person, request } = conversation;
    this.#conversations.end(conversation);
    this.#sent.forget(person.id);
    this.#accounts.attempts.set(identifierOf(person), noAttempts);
    return { kind: 'granted', person, request };
  }

  #hasChoice({ person, purpose }: Conversation): boolean {
    return purpose === 'sign-in' && this.#accounts.usableChannels(person.id).length > 1;
  }

  /** One wrong answer more; what it ends with, where it freezes. */
  #countWrong(identifier: string): Step | null {
    const { attempts } = this.#accounts;
    attempts.set(identifier, afterWrongAnswer(attempts.get(identifier), this.#timing.freeze, Date.now()));
    return this.#refuseFrozen(identifier);
  }

  #refuseFrozen(identifier: string): Step | null {
    const freeze = freezeOf(this.#accounts.attempts.get(identifier), Date.now());
    if (freeze.kind === 'none') return null;
    if (freeze.kind === 'definitive') return { kind: 'refused', reason: 'frozen-definitively' };
    return { kind: 'refused', reason: 'frozen-temporarily', retryAfter: freeze.retryAfter };
  }

  #challenge(conversation: Conversation, refused: Refused | null = null): Step {
    return { kind: 'challenge', conversation, challenge: this.#describe(conversation), refused };
  }

  #describe(conversation: Conversation): Challenge {
    const { person, purpose, stage } = conversation;
    if (stage.kind === 'new-password') return { ...stage, policy: passwordPolicy };
    if (stage.kind === 'choose-channel') {
      const channels = this.#accounts.usableChannels(person.id).map(({ channel, value }) => ({
        channel,
        destination: masked(channel, value),
      }));
      return { kind: 'choose-channel', channels };
    }
    const { channel } = stage;
    return {
      kind: 'enter-code',
      channel,
      destination: masked(channel, this.#accounts.channel(person.id, channel).value ?? ''),
      ...this.#codeView(person, channel),
      otherChannel: this.#hasChoice(conversation),
      position: purpose === 'reset' ? RESET_CHANNELS.indexOf(channel) + 1 : 1,
      count: purpose === 'reset' ? RESET_CHANNELS.length : 1,
    };
  }

  /** The tries left are those before the code is guessed out or the account freezes, whichever comes first. */
  #codeView(person: DirectoryPerson, channel: OtpChannel): ReturnType<typeof codeView> {
    const view = codeView(this.#sent.get(person.id, channel), Date.now());
    const left = answersLeft(this.#accounts.attempts.get(identifierOf(person)));
    return { ...view, triesLeft: Math.min(view.triesLeft, left) };
  }
}
