/** What is remembered of the wrong passwords and codes typed for one identifier since it was last let in. */
export interface Attempts {
  readonly wrong: number;
  readonly freezes: number;
  /** Milliseconds since the epoch; infinite once only the support opens the account again. */
  readonly frozenUntil: number;
}

export const noAttempts: Attempts = { wrong: 0, freezes: 0, frozenUntil: 0 };
export const frozenForGood: Attempts = { wrong: 0, freezes: 0, frozenUntil: Number.POSITIVE_INFINITY };

const WRONG_ANSWERS = 3;
const TEMPORARY_FREEZES = 3;

/** One wrong password or code more. The third one freezes for `freeze` seconds; after three freezes, for good. */
export function afterWrongAnswer(attempts: Attempts, freeze: number, now: number): Attempts {
  const wrong = attempts.wrong + 1;
  if (wrong < WRONG_ANSWERS) return { ...attempts, wrong };
  if (attempts.freezes >= TEMPORARY_FREEZES) return frozenForGood;
  return { wrong: 0, freezes: attempts.freezes + 1, frozenUntil: now + freeze * 1_000 };
}

/** How many more wrong answers freeze. */
export function answersLeft({ wrong }: Attempts): number {
  return WRONG_ANSWERS - wrong;
}

export type Freeze =
  | { readonly kind: 'none' }
  | { readonly kind: 'definitive' }
  /** Seconds until it opens again. */
  | { readonly kind: 'temporary'; readonly retryAfter: number };

export function freezeOf({ frozenUntil }: Attempts, now: number): Freeze {
  if (frozenUntil === Number.POSITIVE_INFINITY) return { kind: 'definitive' };
  if (frozenUntil <= now) return { kind: 'none' };
  return { kind: 'temporary', retryAfter: Math.ceil((frozenUntil - now) / 1_000) };
}

/** Wrong answers by identifier; identifiers that nobody has are counted too, so that they cannot be told apart. */
export class AttemptCounter {
  readonly #known: Map<string, Attempts>;
  readonly #unknown = new Map<string, Attempts>();
  readonly #limit: number;

  /** Of the identifiers that nobody has, `limit` are remembered. */
  constructor(known: ReadonlyMap<string, Attempts>, limit = 10_000) {
    this.#known = new Map(known);
    this.#limit = limit;
  }

  get(identifier: string): Attempts {
    return this.#known.get(identifier) ?? this.#unknown.get(identifier) ?? noAttempts;
  }

  set(identifier: string, attempts: Attempts): void {
    if (this.#known.has(identifier)) {
      this.#known.set(identifier, attempts);
      return;
    }
    this.#unknown.delete(identifier);
    this.#unknown.set(identifier, attempts);
    const [oldest] = this.#unknown.keys();
    if (this.#unknown.size > this.#limit && oldest !== undefined) this.#unknown.delete(oldest);
  }
}
