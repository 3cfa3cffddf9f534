export type Unsubscribe = () => void;

/** A value that can be watched: `subscribe` tells of every later value, `get` gives the present one. */
export interface Observable<T> {
  get(): T;
  subscribe(listener: (value: T) => void): Unsubscribe;
}

/** Keeps one value and tells those who watch it of each change. */
export class Subject<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<(value: T) => void>();

  constructor(initial: T) {
    this.#value = initial;
  }

  get(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of [...this.#listeners]) listener(value);
  }

  subscribe(listener: (value: T) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

/** What `pick` makes of another value; tells only of its own changes. */
export function derived<T, U>(source: Observable<T>, pick: (value: T) => U): Observable<U> {
  return {
    get: () => pick(source.get()),
    subscribe: (listener) => {
      let last = pick(source.get());
      return source.subscribe((value) => {
        const next = pick(value);
        if (Object.is(next, last)) return;
        last = next;
        listener(next);
      });
    },
  };
}
