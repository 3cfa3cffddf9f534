/**
 * Calls `act` soon after `mark`, at most once every `interval` ms: at once after a quiet time, else when the time has
 * come. What was marked meanwhile is told together.
 */
export class Coalescer {
  readonly #interval: number;
  readonly #act: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #actedAt = Number.NEGATIVE_INFINITY;

  constructor(interval: number, act: () => void) {
    this.#interval = interval;
    this.#act = act;
  }

  mark(): void {
    if (this.#timer !== undefined) return;
    const pause = Math.max(0, this.#actedAt + this.#interval - performance.now());
    // Even at once it waits for the end of the turn: one message may change several things.
    this.#timer = setTimeout(() => this.flush(), pause);
  }

  /** Acts at once on what was marked. */
  flush(): void {
    if (this.#timer === undefined) return;
    this.stop();
    this.#actedAt = performance.now();
    this.#act();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
