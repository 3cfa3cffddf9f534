import { CallRecord, LegRecord, type NewLeg } from './call-record.ts';
import { type Cause, type Clock, type ExchangeEvent, type LegState, othersOf, type Party } from './model.ts';

/** Ended dialogs stay in the documents for a while, as real exchanges do. */
const CLEARED_STAYS = 2_000;

const none: ReadonlyMap<string, LegRecord> = new Map();

/** Every call and every end of one; tells what happens, and which numbers look otherwise once an order is carried out. */
export class Ledger {
  readonly clock: Clock;
  readonly #calls = new Map<string, CallRecord>();
  readonly #legs = new Map<string, LegRecord>();
  readonly #byNumber = new Map<string, Map<string, LegRecord>>();
  readonly #timers = new Set<() => void>();
  readonly #changed = new Set<string>();
  readonly #changeListeners = new Set<(number: string) => void>();
  readonly #eventListeners = new Set<(event: ExchangeEvent) => void>();
  #depth = 0;
  #serial = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Told of each number that looks otherwise, once for each order. */
  onChange(listener: (number: string) => void): void {
    this.#changeListeners.add(listener);
  }

  onEvent(listener: (event: ExchangeEvent) => void): void {
    this.#eventListeners.add(listener);
  }

  calls(): IterableIterator<CallRecord> {
    return this.#calls.values();
  }

  find(legId: string): LegRecord | undefined {
    return this.#legs.get(legId);
  }

  call(id: string): CallRecord | undefined {
    return this.#calls.get(id);
  }

  /** The ends at a number, the oldest first, those just over too. */
  at(number: string): IterableIterator<LegRecord> {
    return (this.#byNumber.get(number) ?? none).values();
  }

  /** The end of a call at a number, while it lives. */
  liveAt(number: string, callId: string): LegRecord | undefined {
    for (const leg of this.at(number)) {
      if (leg.call.id === callId && leg.state !== 'cleared') return leg;
    }
    return undefined;
  }

  counts(): { calls: number; legs: number; timers: number } {
    return { calls: this.#calls.size, legs: this.#legs.size, timers: this.#timers.size };
  }

  /** Carries an order out as one step: whoever watches sees the state before or after it. */
  step<T>(order: () => T): T {
    this.#depth += 1;
    try {
      return order();
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#tellChanges();
    }
  }

  open(calling: Party, called: Party): CallRecord {
    this.#serial += 1;
    const call = new CallRecord(String(this.#serial), calling, called);
    this.#calls.set(call.id, call);
    return call;
  }

  join(call: CallRecord, leg: NewLeg): LegRecord {
    const record = new LegRecord(call, leg, this.clock.now());
    this.#legs.set(record.id, record);
    if (record.number !== null) {
      const there = this.#byNumber.get(record.number);
      if (there) there.set(record.id, record);
      else this.#byNumber.set(record.number, new Map([[record.id, record]]));
    }
    call.legs.push(record);
    this.touch(call);
    return record;
  }

  set(leg: LegRecord, state: Exclude<LegState, 'cleared'>): void {
    leg.state = state;
    this.touch(leg.call);
  }

  move(leg: LegRecord, to: CallRecord): void {
    this.#leave(leg);
    leg.call = to;
    to.legs.push(leg);
    this.touch(to);
  }

  /** The same end in another call as a new dialog, that replaces the one it had. */
  replace(leg: LegRecord, call: CallRecord): LegRecord {
    const { number, party, state, heard } = leg;
    const next = this.join(call, { number, party, direction: 'recipient', state, replaces: leg });
    next.heard = heard;
    leg.replacedBy = next;
    this.clear(leg, 'transfer');
    return next;
  }

  clear(leg: LegRecord, cause: Cause): void {
    if (leg.state === 'cleared') return;
    leg.state = 'cleared';
    leg.cause = cause;
    if (leg.number !== null) this.#changed.add(leg.number);
    this.#leave(leg);
    this.touch(leg.call);
    this.later(CLEARED_STAYS, () => this.#forget(leg));
  }

  /** Who the others are may be another one now, for everybody in the call. */
  touch(call: CallRecord): void {
    for (const leg of call.legs) {
      const [other, ...more] = othersOf(leg);
      if (other) leg.remote = more.length === 0 ? other.party : null;
      if (leg.number !== null) this.#changed.add(leg.number);
    }
  }

  touchNumber(number: string): void {
    this.#changed.add(number);
  }

  emit(event: ExchangeEvent): void {
    for (const listener of this.#eventListeners) listener(event);
  }

  later(milliseconds: number, action: () => void): () => void {
    const cancel = this.clock.after(milliseconds, () => {
      this.#timers.delete(stop);
      this.step(action);
    });
    const stop = (): void => {
      this.#timers.delete(stop);
      cancel();
    };
    this.#timers.add(stop);
    return stop;
  }

  stop(): void {
    for (const stop of [...this.#timers]) stop();
    this.#changeListeners.clear();
    this.#eventListeners.clear();
  }

  #leave(leg: LegRecord): void {
    const { call } = leg;
    const index = call.legs.indexOf(leg);
    if (index >= 0) call.legs.splice(index, 1);
    if (call.legs.length === 0) this.#calls.delete(call.id);
    else this.touch(call);
  }

  #forget(leg: LegRecord): void {
    this.#legs.delete(leg.id);
    if (leg.number === null) return;
    const there = this.#byNumber.get(leg.number);
    there?.delete(leg.id);
    if (there?.size === 0) this.#byNumber.delete(leg.number);
  }

  #tellChanges(): void {
    if (this.#changed.size === 0) return;
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const number of changed) for (const listener of this.#changeListeners) listener(number);
  }
}
