import type { PhoneState } from './phone.ts';

/** The calls of one phone by its own identifiers: the last one begun is the call in hand. */
export class LiveCalls {
  readonly #states = new Map<string, PhoneState>();

  /** A call that is idle is over. */
  set(id: string, state: PhoneState): void {
    if (state === 'idle') this.#states.delete(id);
    else this.#states.set(id, state);
  }

  /** The identifier of the call in hand, empty without one. */
  current(): string {
    return [...this.#states.keys()].at(-1) ?? '';
  }

  state(): PhoneState {
    return this.#states.get(this.current()) ?? 'idle';
  }
}
