import { fail, ok, type Result } from '../../failures/index.ts';
import type { OtpChannel } from '../account/account.ts';
import type { IdentityProvider, OtpAnswer, OtpChallenge, OtpConversation, OtpStep } from '../ports.ts';
import { mayPass } from '../provider-failures.ts';
import type { SessionKeeper, Ticket } from '../session-keeper.ts';
import type { SignInProgress } from '../session-state.ts';
import type { Admission } from './admission.ts';
import { otpIdentifier } from './identifier.ts';

export interface OtpWayOptions {
  readonly provider: IdentityProvider;
  readonly keeper: SessionKeeper;
  readonly admission: Admission;
}

interface Exchange {
  readonly ticket: Ticket;
  readonly identifier: string;
  readonly conversation: OtpConversation;
  readonly challenge: OtpChallenge;
}

/** Signs in by identifier, password and code. What is secret is overwritten by the caller. */
export class OtpWay {
  readonly #options: OtpWayOptions;
  #exchange: Exchange | null = null;
  #answering: Ticket | null = null;

  constructor(options: OtpWayOptions) {
    this.#options = options;
  }

  start(identifier: string, password: Uint8Array): Promise<Result<undefined>> {
    return this.#open(identifier, (checked) => this.#options.provider.startOtp(checked, password));
  }

  forgotPassword(identifier: string): Promise<Result<undefined>> {
    return this.#open(identifier, (checked) => this.#options.provider.startReset(checked));
  }

  chooseChannel(channel: OtpChannel): Promise<Result<undefined>> {
    return this.#answer({ type: 'channel', channel }, (challenge) => {
      return challenge.kind === 'choose-channel' && challenge.channels.some((one) => one.channel === channel);
    });
  }

  otherChannel(): Promise<Result<undefined>> {
    return this.#answer(
      { type: 'other-channel' },
      (challenge) => challenge.kind === 'enter-code' && challenge.otherChannel,
    );
  }

  submitCode(code: Uint8Array): Promise<Result<undefined>> {
    return this.#answer({ type: 'code', code }, ({ kind }) => kind === 'enter-code');
  }

  resendCode(): Promise<Result<undefined>> {
    return this.#answer({ type: 'resend' }, ({ kind }) => kind === 'enter-code');
  }

  submitNewPassword(password: Uint8Array): Promise<Result<undefined>> {
    return this.#answer({ type: 'new-password', password }, ({ kind }) => kind === 'new-password');
  }

  async #open(
    typed: string,
    ask: (identifier: string) => Promise<Result<OtpStep>>,
  ): Promise<Result<undefined>> {
    const { keeper } = this.#options;
    const identifier = otpIdentifier(typed);
    if (!identifier.ok) return identifier;
    const started = keeper.start(progress({ identifier: identifier.value, challenge: null, busy: true }));
    if (!started.ok) return started;
    const ticket = started.value;
    ticket.signal.addEventListener('abort', () => {
      if (this.#exchange?.ticket === ticket) this.#exchange = null;
    });
    return keeper.guard(ticket, async () => {
      const step = await ask(identifier.value);
      return step.ok ? this.#follow(ticket, identifier.value, step.value) : keeper.refuse(ticket, step);
    });
  }

  /** An answer that the network lost does not end the conversation; a conversation that is over ends the attempt. */
  async #answer(answer: OtpAnswer, fits: (challenge: OtpChallenge) => boolean): Promise<Result<undefined>> {
    const { provider, keeper } = this.#options;
    const exchange = this.#exchange;
    if (!exchange || exchange.ticket.signal.aborted) return fail('Identity_NotNow');
    const { ticket, identifier, conversation, challenge } = exchange;
    if (this.#answering === ticket) return fail('Identity_OperationRunning');
    if (!fits(challenge)) return fail('Identity_NotNow');
    keeper.show(ticket, progress({ identifier, challenge, busy: true }));
    this.#answering = ticket;
    try {
      return await keeper.guard(ticket, async () => {
        const step = await provider.continueOtp(conversation, answer);
        if (step.ok) return this.#follow(ticket, identifier, step.value);
        if (!mayPass(step.failure)) return keeper.refuse(ticket, step);
        if (ticket.signal.aborted) return fail('Identity_NotNow');
        keeper.show(ticket, progress({ identifier, challenge, busy: false, refused: step.failure }));
        return step;
      });
    } finally {
      if (this.#answering === ticket) this.#answering = null;
    }
  }

  async #follow(ticket: Ticket, identifier: string, step: OtpStep): Promise<Result<undefined>> {
    const { keeper, admission } = this.#options;
    if (step.kind === 'granted') return admission.admit(ticket, step.grant, null);
    if (ticket.signal.aborted) return fail('Identity_NotNow');
    const { conversation, challenge, refused } = step;
    this.#exchange = { ticket, identifier, conversation, challenge };
    keeper.show(ticket, progress({ identifier, challenge, busy: false, refused }));
    return refused ? { ok: false, failure: refused } : ok();
  }
}

type OtpProgress = Extract<SignInProgress, { way: 'otp' }>;

function progress(
  shown: Pick<OtpProgress, 'identifier' | 'challenge' | 'busy'> & Partial<OtpProgress>,
): OtpProgress {
  return { way: 'otp', refused: null, ...shown };
}
