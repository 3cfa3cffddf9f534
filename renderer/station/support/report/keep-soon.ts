import { type Failure, type FailureCode, ok, type Result } from '../../../../electron/failures/index.ts';

const over: readonly FailureCode[] = [
  'Support_DraftUnknown',
  'Support_NotSignedIn',
  'Escalation_NotFollowed',
];

/** How what is typed is kept: it is; it is about to be; or why it could not be. */
export type Keeping =
  | { readonly kind: 'kept' | 'keeping' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface KeepSoonOptions<T> {
  /** Never rejects. */
  readonly save: (value: T) => Promise<Result<unknown>>;
  readonly tell: (keeping: Keeping) => void;
  /** Asked before each try: what another keeper has kept or replaced meanwhile is let go. */
  readonly isWanted?: (value: T) => boolean;
  /** At most so long after a change it is saved; ms. */
  readonly soon?: number;
  /** Pause after a failure; ms. */
  readonly again?: number;
}

/** Keeps the last of a row of changes shortly after each, one at a time; what could not be kept is tried again. */
export class KeepSoon<T> {
  readonly #options: Required<KeepSoonOptions<T>>;
  #waiting: { readonly value: T } | null = null;
  #turn: Promise<Result<unknown>> = Promise.resolve(ok());
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor({ isWanted = () => true, soon = 300, again = 3_000, ...options }: KeepSoonOptions<T>) {
    this.#options = { isWanted, soon, again, ...options };
  }

  /** Whoever types without a pause has it kept all the same: a timer that runs is not set back. */
  change(value: T): void {
    this.#waiting = { value };
    this.#options.tell({ kind: 'keeping' });
    this.#saveIn(this.#options.soon);
  }

  /** Keeps now what was changed; fails as keeping it does. */
  flush(): Promise<Result<unknown>> {
    this.#stop();
    this.#turn = this.#turn.then((before) => this.#save(before));
    return this.#turn;
  }

  /** There is nothing to keep any more: it was sent. */
  forget(): void {
    this.#stop();
    this.#waiting = null;
  }

  async #save(before: Result<unknown>): Promise<Result<unknown>> {
    const saving = this.#waiting;
    if (!saving) return before;
    this.#waiting = null;
    if (!this.#options.isWanted(saving.value)) {
      this.#options.tell({ kind: 'kept' });
      return ok();
    }
    const saved = await this.#options.save(saving.value);
    if (saved.ok) {
      if (!this.#waiting) this.#options.tell({ kind: 'kept' });
      return saved;
    }
    this.#options.tell({ kind: 'failed', failure: saved.failure });
    if (isOver(saved.failure)) return saved;
    // What was typed meanwhile is newer.
    this.#waiting ??= saving;
    this.#saveIn(this.#options.again);
    return saved;
  }

  #saveIn(pause: number): void {
    this.#timer ??= setTimeout(() => void this.flush(), pause);
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}

/** Trying again is of no use: it was sent, removed or closed, or its owner has left. */
function isOver({ code }: Failure): boolean {
  return over.includes(code);
}
