/** What can be wrong with one phone until it is taken back. */
export const phoneFaults = [
  /** Everything it answers and tells comes late. */
  'slow',
  /** It answers nothing, and tells nothing. */
  'silent',
  /** It refuses every service and order. */
  'refusing',
  /** It takes every order, and carries none out. */
  'orders-ignored',
  /** Events come in pairs, the later one first. */
  'events-out-of-order',
  /** Every event comes twice. */
  'events-repeated',
  /** No event comes. */
  'events-lost',
] as const;
export type PhoneFault = (typeof phoneFaults)[number];

/** Milliseconds by which a slow phone is late. */
export const SLOW = 800;
/** Milliseconds after which an event that waits for a later one goes alone. */
const OVERTAKEN_AFTER = 300;

/** Which phones have which faults. */
export class PhoneFaults {
  readonly #faults = new Map<string, Set<PhoneFault>>();

  set(number: string, fault: PhoneFault, on: boolean): void {
    const faults = this.#faults.get(number) ?? new Set();
    this.#faults.set(number, faults);
    if (on) faults.add(fault);
    else faults.delete(fault);
  }

  has(number: string, fault: PhoneFault): boolean {
    return this.#faults.get(number)?.has(fault) ?? false;
  }
}

/** Tells the events of one phone as its faults have it. */
export class EventOutlet {
  readonly #number: string;
  readonly #faults: PhoneFaults;
  readonly #send: (event: string) => void;
  #overtaken: string | null = null;

  constructor(number: string, faults: PhoneFaults, send: (event: string) => void) {
    this.#number = number;
    this.#faults = faults;
    this.#send = send;
  }

  tell(event: string): void {
    const has = (fault: PhoneFault): boolean => this.#faults.has(this.#number, fault);
    if (has('silent') || has('events-lost')) return;
    if (has('slow')) setTimeout(() => this.#send(event), SLOW);
    else if (has('events-out-of-order')) this.#swap(event);
    else this.#send(event);
    if (has('events-repeated')) this.#send(event);
  }

  #swap(event: string): void {
    const before = this.#overtaken;
    if (before === null) {
      this.#overtaken = event;
      setTimeout(() => this.#flush(event), OVERTAKEN_AFTER);
      return;
    }
    this.#overtaken = null;
    this.#send(event);
    this.#send(before);
  }

  #flush(event: string): void {
    if (this.#overtaken !== event) return;
    this.#overtaken = null;
    this.#send(event);
  }
}
