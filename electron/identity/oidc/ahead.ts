/** Something that is asked for a moment before it is needed, and used once. */
export class Ahead<T> {
  readonly #ask: () => Promise<T>;
  readonly #life: number;
  #asked: { readonly at: number; readonly answer: Promise<T> } | null = null;

  /** `life`: ms after which what was asked ahead serves no more. */
  constructor(ask: () => Promise<T>, life: number) {
    this.#ask = ask;
    this.#life = life;
  }

  /** Asks now, unless it was asked a moment ago. What cannot be had now is asked for when it is needed, and named then. */
  prepare(): void {
    if (this.#fresh()) return;
    const asked = { at: performance.now(), answer: this.#ask() };
    this.#asked = asked;
    asked.answer.catch(() => {
      if (this.#asked === asked) this.#asked = null;
    });
  }

  /** What was asked a moment ago, for whoever comes first; else null. */
  take(): Promise<T> | null {
    const answer = this.#fresh();
    this.#asked = null;
    return answer;
  }

  #fresh(): Promise<T> | null {
    return this.#asked && performance.now() - this.#asked.at < this.#life ? this.#asked.answer : null;
  }
}
