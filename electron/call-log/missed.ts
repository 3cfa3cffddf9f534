import { type Observable, Subject } from '../shared/listeners.ts';
import { sameNumber } from '../telephony/numbers.ts';
import { type LogEntry, missedOutcomes, type Outcome } from './rules/entry.ts';

const isMissed: ReadonlySet<Outcome> = new Set(missedOutcomes);
/** More tells nobody anything. */
const MOST_COUNTED = 100;

/** The calls that were missed since somebody last looked, but for those whose number was called since. */
export class MissedCalls {
  readonly #numbers = new Map<string, string | null>();
  readonly #count = new Subject(0);

  get count(): Observable<number> {
    return this.#count;
  }

  note(entry: LogEntry): void {
    if (!isMissed.has(entry.outcome)) this.#numbers.delete(entry.id);
    else if (this.#numbers.size < MOST_COUNTED) this.#numbers.set(entry.id, entry.number);
    if (entry.direction === 'outbound' && entry.number !== null) this.#calledBack(entry.number);
    this.#count.set(this.#numbers.size);
  }

  /** Somebody looked, or somebody else works here now. */
  clear(): void {
    this.#numbers.clear();
    this.#count.set(0);
  }

  #calledBack(number: string): void {
    for (const [id, missed] of this.#numbers) {
      if (sameNumber(missed, number)) this.#numbers.delete(id);
    }
  }
}
