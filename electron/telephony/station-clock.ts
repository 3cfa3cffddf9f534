/** The two clocks of a station, in ms: one that never goes back, and the one on the wall, which may be set. */
export interface Clock {
  monotonic(): number;
  epoch(): number;
}

export const stationClock: Clock = { monotonic: () => performance.now(), epoch: () => Date.now() };

/** Above this the wall clock was set; below, it is only read at another instant. */
const STEP = 500;

/** Shows monotonic times as ms since the epoch: always the same, until the wall clock is set. */
export class WallTimes {
  readonly #clock: Clock;
  #offset: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offset = offsetOf(clock);
  }

  /** Ms since the epoch, whole. */
  at(monotonic: number): number {
    return Math.round(monotonic + this.#offset);
  }

  /** Whether the wall clock was set since this was asked last: what was shown before is to be shown anew. */
  wereSet(): boolean {
    const offset = offsetOf(this.#clock);
    if (Math.abs(offset - this.#offset) < STEP) return false;
    this.#offset = offset;
    return true;
  }
}

function offsetOf(clock: Clock): number {
  return clock.epoch() - clock.monotonic();
}
