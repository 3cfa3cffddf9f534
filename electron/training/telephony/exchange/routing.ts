import type { CallRecord, LegRecord } from './call-record.ts';
import { establish, hangUp } from './connections.ts';
import type { Ledger } from './ledger.ts';
import type { Cause, Party } from './model.ts';
import type { TrainingQueue } from './queues.ts';
import type { Station, Stations } from './stations.ts';

/** How a called party behaves. */
export type Behaviour = 'answers' | 'busy' | 'no-answer';

export interface RoutingOptions {
  readonly ledger: Ledger;
  readonly stations: Stations;
  readonly queues: ReadonlyMap<string, TrainingQueue>;
  /** Milliseconds after which a called party answers. */
  readonly answerAfter: number;
  readonly behaviour: (number: string) => Behaviour;
}

const FAILS_AFTER = 300;
/** Milliseconds that a distributed call rings at one agent. */
const RINGS_FOR = 15_000;
const MOST_FORWARDS = 5;

type Target =
  | { readonly kind: 'queue'; readonly queue: TrainingQueue }
  | { readonly kind: 'phone'; readonly station: Station; readonly forwarded: boolean }
  | { readonly kind: 'outside'; readonly number: string; readonly forwarded: boolean }
  | { readonly kind: 'refused'; readonly cause: Cause };

/** Where a dialled number leads, and what then happens there. */
export class Routing {
  readonly #options: RoutingOptions;

  constructor(options: RoutingOptions) {
    this.#options = options;
  }

  /** Who is at a number, as others are told. */
  partyOf(number: string): Party {
    const { stations, queues } = this.#options;
    const label = stations.get(number)?.phone.label ?? queues.get(number)?.label;
    return { number, displayName: label ?? null };
  }

  /** Whether a call to the number would be offered to somebody now. */
  reaches(number: string): boolean {
    return this.#resolve(number).kind !== 'refused';
  }

  /** Offers the call to a number: somebody is alerted, it waits in a queue, or fails soon. */
  offer(call: CallRecord, to: string, cause: Cause): LegRecord {
    const target = this.#resolve(to);
    switch (target.kind) {
      case 'refused':
        return this.#failSoon(call, this.partyOf(to), target.cause);
      case 'queue':
        return this.#enqueue(call, target.queue);
      case 'phone': {
        const { number, staffed } = target.station.phone;
        // Nobody is in a call twice.
        if (this.#options.ledger.liveAt(number, call.id))
          return this.#failSoon(call, this.partyOf(to), 'busy');
        const leg = this.#alert(call, number, target.forwarded ? 'callForward' : cause);
        if (staffed) this.#behave(leg, number);
        return leg;
      }
      case 'outside': {
        const leg = this.#alert(call, null, target.forwarded ? 'callForward' : cause, target.number);
        this.#behave(leg, target.number);
        return leg;
      }
    }
  }

  #resolve(dialled: string): Target {
    const { stations, queues } = this.#options;
    let number = dialled;
    for (let hops = 0; hops <= MOST_FORWARDS; hops += 1) {
      const queue = queues.get(number);
      if (queue) return { kind: 'queue', queue };
      const station = stations.get(number);
      const forwarded = hops > 0;
      if (!station) return { kind: 'outside', number, forwarded };
      if (station.state.forwardTo !== null) {
        number = station.state.forwardTo;
        continue;
      }
      if (!station.state.registered) return { kind: 'refused', cause: 'destNotObtainable' };
      if (station.state.doNotDisturb) return { kind: 'refused', cause: 'doNotDisturb' };
      return { kind: 'phone', station, forwarded };
    }
    return { kind: 'refused', cause: 'destNotObtainable' };
  }

  #alert(call: CallRecord, number: string | null, cause: Cause, outside = ''): LegRecord {
    const { ledger } = this.#options;
    const party = number === null ? { number: outside, displayName: null } : this.partyOf(number);
    const leg = ledger.join(call, { number, party, direction: 'recipient', state: 'alerting' });
    ledger.emit({ type: 'delivered', call, leg, cause });
    return leg;
  }

  #behave(leg: LegRecord, number: string): void {
    const { ledger, answerAfter, behaviour } = this.#options;
    const how = behaviour(number);
    if (how === 'no-answer') return;
    ledger.later(how === 'busy' ? FAILS_AFTER : answerAfter, () => {
      if (leg.state !== 'alerting') return;
      if (how === 'busy') this.#fail(leg, 'busy');
      else establish(ledger, leg, 'newCall');
    });
  }

  #failSoon(call: CallRecord, party: Party, cause: Cause): LegRecord {
    const { ledger } = this.#options;
    // Nothing rings there: the end is nobody's phone.
    const leg = ledger.join(call, { number: null, party, direction: 'recipient', state: 'alerting' });
    ledger.later(FAILS_AFTER, () => {
      if (leg.state === 'alerting') this.#fail(leg, cause);
    });
    return leg;
  }

  /** A call that was handed on in one step comes back to who did it; another one ends. */
  #fail(leg: LegRecord, cause: Cause): void {
    const { ledger, stations } = this.#options;
    const { call } = leg;
    ledger.emit({ type: 'failed', call, leg, cause });
    const recall = call.recallTo;
    call.recallTo = null;
    if (recall !== null && stations.get(recall)?.state.registered) {
      call.called = this.partyOf(recall);
      this.#alert(call, recall, 'recall');
    }
    hangUp(ledger, leg, cause);
  }

  #enqueue(call: CallRecord, queue: TrainingQueue): LegRecord {
    const { ledger } = this.#options;
    const { address, abandonAfter } = queue;
    const party = this.partyOf(address);
    const leg = ledger.join(call, { number: address, party, direction: 'recipient', state: 'queued' });
    ledger.emit({ type: 'queued', call, leg, cause: 'newCall' });
    if (abandonAfter !== undefined) {
      ledger.later(abandonAfter, () => {
        const [caller] = call.legs;
        if (leg.state === 'queued' && caller) hangUp(ledger, caller, 'callCancelled');
      });
    }
    this.distribute(queue);
    return leg;
  }

  /** Lets the calls of a queue ring at the agents who are ready. */
  distribute(queue: TrainingQueue): void {
    for (const leg of [...this.#options.ledger.at(queue.address)]) {
      if (leg.state === 'queued' && !isAlerting(leg.call)) this.#distribute(queue, leg);
    }
  }

  #distribute(queue: TrainingQueue, queued: LegRecord): void {
    const { ledger, stations } = this.#options;
    const free = queue.distributesTo?.find((number) => {
      const state = stations.get(number)?.state;
      return state?.registered && !state.doNotDisturb && state.agent === 'agentReady' && !this.isBusy(number);
    });
    if (free === undefined) return;
    const leg = this.#alert(queued.call, free, 'distributed');
    ledger.later(RINGS_FOR, () => {
      if (leg.state !== 'alerting' || queued.state !== 'queued') return;
      ledger.clear(leg, 'redirected');
      ledger.emit({ type: 'diverted', call: queued.call, leg, to: queued.party, cause: 'redirected' });
      const station = stations.get(free);
      // Who does not answer is not offered the next one.
      if (station?.state.agent === 'agentReady') {
        station.state.agent = 'agentNotReady';
        ledger.emit({ type: 'agent', number: free, state: 'agentNotReady', before: 'agentReady' });
      }
      this.distribute(queue);
    });
  }

  isBusy(number: string): boolean {
    for (const { state } of this.#options.ledger.at(number)) if (state !== 'cleared') return true;
    return false;
  }
}

function isAlerting(call: CallRecord): boolean {
  return call.legs.some(({ state }) => state === 'alerting');
}
