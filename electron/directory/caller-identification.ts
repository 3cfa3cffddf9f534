import type { Result } from '../failures/index.ts';
import { type Observable, Subject, type Unsubscribe } from '../shared/listeners.ts';
import type { Call } from '../telephony/index.ts';
import type { CallerIdentity } from './rules/entry.ts';

export interface CallerIdentificationOptions {
  readonly calls: Observable<{ readonly calls: readonly Call[] }>;
  /** Who has this number; null when nobody has. */
  readonly identify: (number: string) => Promise<Result<CallerIdentity | null>>;
}

/** Callers by the id of their call; what is not in it is unknown, or not looked up yet. */
export type Callers = ReadonlyMap<string, CallerIdentity>;

interface Asked {
  readonly number: string;
  /** Null until it is known that somebody has the number. */
  caller: CallerIdentity | null;
}

/**
 * Finds in the directory who calls and who is called. A call is shown at once, its identity follows; it is kept for as
 * long as the call lives with that number, also while the directory's process is away.
 */
export class CallerIdentification {
  readonly callers: Subject<Callers> = new Subject<Callers>(new Map());
  readonly #options: CallerIdentificationOptions;
  readonly #asked = new Map<string, Asked>();
  readonly #unsubscribe: Unsubscribe;

  constructor(options: CallerIdentificationOptions) {
    this.#options = options;
    this.#unsubscribe = options.calls.subscribe(() => this.#follow());
    this.#follow();
  }

  /** The directory has changed, or is back: everybody on the phone is looked up again. */
  refresh(): void {
    for (const [callId, asked] of this.#asked) void this.#ask(callId, asked);
  }

  close(): void {
    this.#unsubscribe();
    this.#asked.clear();
  }

  #follow(): void {
    const { calls } = this.#options.calls.get();
    let changed = false;
    for (const { id, number } of calls) {
      if (this.#asked.get(id)?.number === (number ?? undefined)) continue;
      changed = this.#asked.delete(id) || changed;
      if (number === null) continue;
      const asked: Asked = { number, caller: null };
      this.#asked.set(id, asked);
      void this.#ask(id, asked);
    }
    const live = new Set(calls.map(({ id }) => id));
    for (const id of [...this.#asked.keys()]) {
      if (!live.has(id)) changed = this.#asked.delete(id) || changed;
    }
    if (changed) this.#tell();
  }

  async #ask(callId: string, asked: Asked): Promise<void> {
    const result = await this.#options.identify(asked.number);
    // What was known before the directory went away is still the best that is known.
    if (!result.ok || this.#asked.get(callId) !== asked) return;
    asked.caller = result.value;
    this.#tell();
  }

  #tell(): void {
    const known = [...this.#asked].flatMap(([id, { caller }]) => (caller ? [[id, caller] as const] : []));
    if (known.length > 0 || this.callers.get().size > 0) this.callers.set(new Map(known));
  }
}
