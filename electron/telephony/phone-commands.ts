import { fail, ok, type Result } from '../failures/index.ts';
import type { Observable } from '../shared/listeners.ts';
import { obstacleTo, oneCallActions } from './call-rules.ts';
import { type CallsState, cstaKeyOf, referenceOf } from './calls.ts';
import { type Confirmation, confirmationOf, confirmed, isTo, newCalls } from './confirmation.ts';
import { cstaRequestOf } from './csta-request.ts';
import type { Line } from './line/line.ts';
import { dialable } from './numbers.ts';
import type { Call, PhoneAction, PhoneCommand, PhoneState } from './ports.ts';
import { type Abilities, failureOf, type Means, meansOf, orderOf } from './verbs.ts';

/** What commands know of the phone and tell it. */
export interface Commanded {
  readonly line: Line;
  readonly state: Observable<PhoneState>;
  /** Milliseconds within which an event has to confirm an action that the phone took. */
  readonly timeout: number;
  abilities(): Abilities;
  calls(): CallsState;
  /** A call was made about another. */
  noteConsultation(callId: string, aboutId: string): void;
  noteDialled(number: string): void;
}

type Done = Promise<Result<undefined>>;
type Of<A extends PhoneAction> = Extract<PhoneCommand, { action: A }>;

/**
 * Carries out one command by the best means that the phone offers, and by the next where it turns out not to offer
 * it any more. What is done in steps is confirmed step by step.
 */
export class PhoneCommands {
  readonly #phone: Commanded;

  constructor(phone: Commanded) {
    this.#phone = phone;
  }

  /** As `DeskPhone.command`; asked twice, it acts twice. */
  async perform(command: PhoneCommand): Done {
    const unavailable = this.#unavailable(command.action);
    if (unavailable) return unavailable;
    const asked = withDialable(command);
    if (!asked)
      return fail(command.action === 'generateDigits' ? 'Phone_DigitsInvalid' : 'Phone_NumberInvalid');
    const { calls, capabilities } = this.#phone.state.get();
    if (isThereAlready(asked, calls)) return ok();
    const obstacle = obstacleTo(asked.action, { calls, capabilities, ...asked });
    if (obstacle) return fail(obstacle);
    return this.#tellingWhatIsLeft(await this.#carryOut(asked), calls);
  }

  /** What failed may have put somebody on hold first: that is told with it. */
  #tellingWhatIsLeft(outcome: Result<undefined>, before: readonly Call[]): Result<undefined> {
    const { calls } = this.#phone.state.get();
    if (outcome.ok || calls.some(({ state }) => state === 'connected' || state === 'dialling'))
      return outcome;
    const talked = before.find(({ state }) => state === 'connected');
    const waits = calls.some(({ id, state }) => id === talked?.id && state === 'held');
    return waits ? { ok: false, failure: { ...outcome.failure, left: 'Phone_LeftOnHold' } } : outcome;
  }

  async #carryOut(command: PhoneCommand): Done {
    switch (command.action) {
      case 'dial':
        return this.#dial(command);
      case 'consult':
        return this.#consult(command);
      case 'pickUp':
        return (await this.#whenFree()) ?? this.#byAnyMeans(command);
      default:
        return this.#byAnyMeans(command);
    }
  }

  async #dial(command: Of<'dial'>): Done {
    const outcome = (await this.#whenFree()) ?? (await this.#byAnyMeans(command));
    if (outcome.ok) this.#phone.noteDialled(command.number);
    return outcome;
  }

  async #consult(command: Of<'consult'>): Done {
    const before = this.#phone.state.get().calls;
    const held = before.some(({ id, state }) => id === command.callId && state === 'held');
    // The service starts from a conversation.
    const outcome = held ? await this.#steps(command) : await this.#byAnyMeans(command);
    if (!outcome.ok) return outcome;
    const made = newCalls(this.#phone.state.get().calls, before).find(isTo(command.number));
    if (made) this.#phone.noteConsultation(made.id, command.callId);
    this.#phone.noteDialled(command.number);
    return outcome;
  }

  /** One call in conversation at a time: it is put on hold before another one is made. Null when the phone is free. */
  async #whenFree(): Promise<Result<undefined> | null> {
    const current = this.#phone.state.get().calls.find(({ state }) => state === 'connected');
    if (!current) return null;
    const held = await this.#byAnyMeans({ action: 'hold', callId: current.id });
    return held.ok ? null : held;
  }

  /** By the first means that works; `confirmation` tells what shows it, where that is not what the command says. */
  async #byAnyMeans(command: PhoneCommand, confirmation?: Confirmation): Done {
    let outcome: Result<undefined> = fail('Phone_CannotAct');
    for (const means of meansOf(command.action, this.#phone.abilities())) {
      outcome = await this.#by(means, command, confirmation);
      if (outcome.ok || outcome.failure.code !== 'Phone_CannotAct') return outcome;
    }
    return outcome;
  }

  #by(means: Means, command: PhoneCommand, confirmation?: Confirmation): Done {
    const shown = confirmation ?? confirmationOf(command, this.#phone.state.get().calls);
    switch (means) {
      case 'csta':
        return this.#byCsta(command, shown);
      case 'sip':
        return this.#bySip(command, shown);
      case 'steps':
        return this.#steps(command);
    }
  }

  async #byCsta(command: PhoneCommand, confirmation: Confirmation): Done {
    const { line, state } = this.#phone;
    const request = cstaRequestOf(command, state.get().calls, (id) => cstaKeyOf(this.#phone.calls(), id));
    if (!request) return fail('Phone_CannotAct');
    // No event tells that tones were heard: the answer is all there is.
    if (command.action === 'generateDigits') return line.csta(request);
    return this.#confirmed(line.csta(request), confirmation);
  }

  async #bySip(command: PhoneCommand, confirmation: Confirmation): Done {
    const { line } = this.#phone;
    switch (command.action) {
      case 'dial':
        return this.#confirmed(line.dial(command.number), confirmation);
      case 'answer':
      case 'hangUp':
      case 'hold':
      case 'retrieve': {
        const dialog = referenceOf(this.#phone.calls(), command.callId);
        if (!dialog) return fail('Phone_CannotAct');
        return this.#confirmed(line.signal(orderOf[command.action], dialog), confirmation);
      }
      default:
        return fail('Phone_CannotAct');
    }
  }

  async #steps(command: PhoneCommand): Done {
    switch (command.action) {
      case 'alternate':
        return (await this.#whenFree()) ?? this.#byAnyMeans({ action: 'retrieve', callId: command.callId });
      case 'consult':
        return (await this.#whenFree()) ?? this.#byAnyMeans({ action: 'dial', number: command.number });
      case 'pickUp':
        return this.#pickUpByCode(command);
      default:
        return fail('Phone_CannotAct');
    }
  }

  /** The exchange answers the code with the call that rings, or hangs up on it. */
  async #pickUpByCode(command: Of<'pickUp'>): Done {
    const { pickUpCode } = this.#phone.abilities();
    if (pickUpCode === null) return fail('Phone_CannotAct');
    const confirmation = confirmationOf(command, this.#phone.state.get().calls);
    return this.#byAnyMeans({ action: 'dial', number: `${pickUpCode}${command.number}` }, confirmation);
  }

  #confirmed(order: Done, confirmation: Confirmation): Done {
    return confirmed(order, this.#phone.state, confirmation, this.#phone.timeout);
  }

  #unavailable(action: PhoneAction): Result<undefined> | null {
    const { capabilities, number } = this.#phone.state.get();
    const capability = capabilities[action];
    if (capability.available) return null;
    const code = failureOf[capability.reason];
    return number === null ? fail(code) : fail(code, { number });
  }
}

/** The command with its number as it is dialled; null where it has none that can be. */
function withDialable(command: PhoneCommand): PhoneCommand | null {
  if (command.action === 'generateDigits') {
    const digits = command.digits.toUpperCase();
    return /^[0-9*#A-D]{1,40}$/.test(digits) ? { ...command, digits } : null;
  }
  if (!('number' in command)) return command;
  const number = dialable(command.number);
  return number === null ? null : { ...command, number };
}

/** What was asked is so already: somebody was quicker at the handset. */
function isThereAlready(command: PhoneCommand, calls: readonly Call[]): boolean {
  switch (command.action) {
    case 'answer':
    case 'hold':
    case 'retrieve':
    case 'hangUp': {
      const to: readonly Call['state'][] = oneCallActions[command.action].to;
      return calls.some(({ id, state }) => id === command.callId && to.includes(state));
    }
    default:
      return false;
  }
}
