/** Pauses before one tries again: none the first time, then `first` ms, doubling to `longest`. */
export class BackOff {
  readonly #first: number;
  readonly #longest: number;
  #next = 0;
  #quietSince = Number.NEGATIVE_INFINITY;

  constructor(first: number, longest: number) {
    this.#first = first;
    this.#longest = longest;
  }

  /** The pause to make at `now`, monotonic ms. After a quiet time as long as `longest` it starts afresh. */
  pause(now: number = performance.now()): number {
    if (now - this.#quietSince > this.#longest) this.#next = 0;
    const pause = this.#next;
    this.#next = Math.min(this.#longest, Math.max(this.#first, pause * 2));
    this.#quietSince = now + pause;
    return pause;
  }
}
