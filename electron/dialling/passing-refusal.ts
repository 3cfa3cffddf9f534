import type { Failure } from '../failures/index.ts';
import { type Observable, Subject } from '../shared/listeners.ts';

/** A refusal that the bar shows for a while: what was asked by a key or a link has no place of its own on a page. */
export interface PassingFailure {
  readonly id: number;
  readonly failure: Failure;
}

/** Milliseconds, unless it is dismissed or replaced. */
const STAY = 15_000;

/** The last refusal of what was asked without a page. */
export class PassingRefusal {
  readonly #current = new Subject<PassingFailure | null>(null);
  #lastId = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get current(): Observable<PassingFailure | null> {
    return this.#current;
  }

  tell(failure: Failure): void {
    this.clear();
    this.#lastId += 1;
    this.#current.set({ id: this.#lastId, failure });
    this.#timer = setTimeout(() => this.clear(), STAY);
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#current.set(null);
  }
}
