import { fail, type Result } from '../failures/index.ts';
import { dialable } from './numbers.ts';
import type { PhoneCommand } from './ports.ts';

type Done = Promise<Result<undefined>>;

/** Milliseconds within which the same number asked again is the same click (facts of the real bar). */
const SAME_NUMBER = 2_000;
const DOUBLE_CLICK = 500;
const NEW_CALL = 'new call';

interface UnderWay {
  readonly name: string;
  /** What no other command may touch meanwhile. */
  readonly holds: readonly string[];
  readonly outcome: Done;
}

interface Last {
  readonly name: string;
  readonly until: number;
  readonly outcome: Done;
}

/**
 * Lets one command at a time act on a call. A second click is the first one: it gets the same outcome, unless that
 * was a failure. Hanging up never waits for anything; digits go out in the order in which they were asked.
 */
export class OneAtATime {
  readonly #now: () => number;
  readonly #underWay = new Set<UnderWay>();
  readonly #digits = new Map<string, Done>();
  #last: Last | null = null;

  /** `now` is in ms of a clock that never goes back. */
  constructor(now: () => number) {
    this.#now = now;
  }

  run(command: PhoneCommand, act: () => Done): Done {
    if (command.action === 'generateDigits') return this.#afterOthers(command.callId, act);
    const name = nameOf(command);
    const same = [...this.#underWay].find((other) => other.name === name);
    if (same) return same.outcome;
    if (this.#last?.name === name && this.#now() < this.#last.until) return this.#last.outcome;
    const holds = heldBy(command);
    const hindered = [...this.#underWay].some((other) => other.holds.some((held) => holds.includes(held)));
    if (hindered) {
      return Promise.resolve(
        fail(holds.includes(NEW_CALL) ? 'Phone_DialInProgress' : 'Phone_ActionInProgress'),
      );
    }
    return this.#start(command, name, holds, act);
  }

  /** Forgets the last click: another phone is bound. */
  forget(): void {
    this.#last = null;
  }

  #start(command: PhoneCommand, name: string, holds: readonly string[], act: () => Done): Done {
    const outcome = act();
    const running = { name, holds, outcome };
    const last = {
      name,
      until: this.#now() + (command.action === 'dial' ? SAME_NUMBER : DOUBLE_CLICK),
      outcome,
    };
    this.#underWay.add(running);
    this.#last = last;
    const over = (failed: boolean): void => {
      this.#underWay.delete(running);
      if (failed && this.#last === last) this.#last = null;
    };
    outcome.then(
      ({ ok }) => over(!ok),
      () => over(true),
    );
    return outcome;
  }

  #afterOthers(callId: string, act: () => Done): Done {
    const before = this.#digits.get(callId);
    const outcome = before ? before.then(act, act) : act();
    this.#digits.set(callId, outcome);
    const over = (): void => {
      if (this.#digits.get(callId) === outcome) this.#digits.delete(callId);
    };
    outcome.then(over, over);
    return outcome;
  }
}

/** The same for the same intent: a number is the same however it is written, and the second alternation would undo the first. */
function nameOf(command: PhoneCommand): string {
  if (command.action === 'alternate') return command.action;
  if (!('number' in command)) return JSON.stringify(command);
  return JSON.stringify({ ...command, number: dialable(command.number) ?? command.number });
}

function heldBy(command: PhoneCommand): readonly string[] {
  switch (command.action) {
    case 'hangUp':
    case 'generateDigits':
      return [];
    case 'dial':
    case 'pickUp':
      return [NEW_CALL];
    case 'consult':
      return [NEW_CALL, command.callId];
    case 'transfer':
    case 'conference':
      return [command.callId, command.otherId];
    case 'doNotDisturb':
      return ['do not disturb'];
    default:
      return [command.callId];
  }
}
