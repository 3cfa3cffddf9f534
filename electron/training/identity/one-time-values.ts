import { randomBytes } from 'node:crypto';

/** Values good for one use within a short life; the oldest go first when somebody asks for too many. */
export class OneTimeValues {
  readonly #expiries = new Map<string, number>();
  readonly #life: number;
  readonly #limit: number;

  /** `life` in milliseconds. */
  constructor(life: number, limit = 10_000) {
    this.#life = life;
    this.#limit = limit;
  }

  /** A new value: 256 random bits, base64url. */
  issue(): string {
    const value = randomBytes(32).toString('base64url');
    this.add(value);
    return value;
  }

  /** Keeps a value for its life; false when it is already there. */
  add(value: string): boolean {
    this.#forgetExpired();
    if (this.#expiries.has(value)) return false;
    this.#expiries.set(value, Date.now() + this.#life);
    return true;
  }

  /** Uses a value up; false when it was never issued, already used, or too old. */
  take(value: string): boolean {
    const expiry = this.#expiries.get(value);
    this.#expiries.delete(value);
    return expiry !== undefined && expiry > Date.now();
  }

  #forgetExpired(): void {
    for (const [value, expiry] of this.#expiries) {
      if (expiry > Date.now() && this.#expiries.size < this.#limit) return;
      this.#expiries.delete(value);
    }
  }
}
