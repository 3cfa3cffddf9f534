import type { BrandName } from '../brands.ts';
import { Agents } from './agents.ts';
import type { LegRecord } from './call-record.ts';
import { establish, hangUp, hold, isTalking, retrieve } from './connections.ts';
import { conference, transfer } from './joining.ts';
import { Ledger } from './ledger.ts';
import {
  type AgentState,
  type Clock,
  type ExchangeEvent,
  type Leg,
  othersOf,
  type Party,
  type Refusal,
  realClock,
} from './model.ts';
import { endOutside } from './outside.ts';
import { PickUp } from './pick-up.ts';
import { pickUpByItself, place, ring } from './placing.ts';
import type { TrainingQueue } from './queues.ts';
import { deflect, passOn, singleStepTransfer } from './redirecting.ts';
import { type Behaviour, Routing } from './routing.ts';
import { type StationState, Stations, type TrainingNumber } from './stations.ts';

export type { Behaviour } from './routing.ts';
export type { TrainingNumber } from './stations.ts';

export interface ExchangeOptions {
  readonly numbers: readonly TrainingNumber[];
  readonly queues?: readonly TrainingQueue[];
  /** Milliseconds after which a called party answers. */
  readonly answerAfter: number;
  readonly behaviour: (number: string) => Behaviour;
  /** Dialled before a number, takes the call that rings there. */
  readonly pickUpCode?: string;
  /** A transfer reaches the phone that it goes to as a new dialog, that replaces the one of the consultation. */
  readonly replacesDialogs?: boolean;
  readonly clock?: Clock;
}

interface Placing {
  /** The end at the same phone that this call is about. */
  readonly consultationOf?: string;
}

/**
 * The phones and queues of a training site and their calls; knows nothing of SIP. Every order is carried out as one
 * step, or refused without a trace. Orders name an end of a call, a leg, by its id.
 */
export class Exchange {
  readonly #ledger: Ledger;
  readonly #stations: Stations;
  readonly #queues: ReadonlyMap<string, TrainingQueue>;
  readonly #routing: Routing;
  readonly #replacesDialogs: boolean;
  readonly #pickUps: PickUp;
  readonly #agents: Agents;
  readonly #parts: { readonly ledger: Ledger; readonly routing: Routing; readonly pickUps: PickUp };

  constructor(options: ExchangeOptions) {
    const { answerAfter, behaviour, queues = [], clock = realClock, pickUpCode = '*8' } = options;
    this.#ledger = new Ledger(clock);
    this.#stations = new Stations(options.numbers);
    this.#replacesDialogs = options.replacesDialogs ?? false;
    this.#queues = new Map(queues.map((queue) => [queue.address, queue]));
    this.#routing = new Routing({
      ledger: this.#ledger,
      stations: this.#stations,
      queues: this.#queues,
      answerAfter,
      behaviour,
    });
    const shared = { ledger: this.#ledger, queues: this.#queues };
    this.#pickUps = new PickUp({ ...shared, code: pickUpCode });
    this.#agents = new Agents({ ...shared, stations: this.#stations, routing: this.#routing });
    this.#parts = { ledger: this.#ledger, routing: this.#routing, pickUps: this.#pickUps };
    endOutside(this.#ledger);
  }

  /** Told of the number whose calls or registration changed. */
  onChange(listener: (number: string) => void): void {
    this.#ledger.onChange(listener);
  }

  /** Told of each thing that happens, in order. */
  onEvent(listener: (event: ExchangeEvent) => void): void {
    this.#ledger.onEvent(listener);
  }

  /** The phone of a number as it is now. */
  phone(number: string): (TrainingNumber & StationState) | undefined {
    const station = this.#stations.get(number);
    return station && { ...station.phone, ...station.state };
  }

  queue(address: string): TrainingQueue | undefined {
    return this.#queues.get(address);
  }

  leg(id: string): Leg | undefined {
    return this.#ledger.find(id);
  }

  /** The ends at a phone or queue, the oldest first, those that are just over too. */
  legsAt(number: string): readonly Leg[] {
    return [...this.#ledger.at(number)];
  }

  /** The end of a call at a number, while it lives. */
  liveLeg(number: string, callId: string): Leg | undefined {
    return this.#ledger.liveAt(number, callId);
  }

  now(): number {
    return this.#ledger.clock.now();
  }

  counts(): { calls: number; legs: number; timers: number } {
    return this.#ledger.counts();
  }

  /** Somebody outside calls a phone or a queue; gives the id of the end that is called. */
  ring(number: string, remote: Party): string {
    return this.#ledger.step(() => ring(this.#parts, number, remote).id);
  }

  /** The phone calls somebody; gives the id of its end. */
  place(number: string, to: string, { consultationOf }: Placing = {}): string {
    return this.#ledger.step(() => place(this.#parts, number, to, consultationOf ?? null).id);
  }

  /** A leg that the phone picks up by itself, from its own number. */
  pickUpByItself(number: string, id: string): Leg {
    return this.#ledger.step(() => pickUpByItself(this.#parts, number, id));
  }

  /** The end that is alerted answers; named by another end of its call, whoever is alerted there does. */
  answer(id: string): Refusal | null {
    return this.#with(id, (leg) => {
      const alerted =
        leg.state === 'alerting' ? leg : leg.call.legs.find(({ state }) => state === 'alerting');
      if (!alerted) return 'wrong-state';
      establish(this.#ledger, alerted, 'newCall');
      return null;
    });
  }

  hold(id: string): Refusal | null {
    return this.#with(id, (leg) => hold(this.#ledger, leg));
  }

  retrieve(id: string): Refusal | null {
    return this.#with(id, (leg) => retrieve(this.#ledger, leg));
  }

  alternate(heldId: string, activeId: string): Refusal | null {
    return this.#withTwo(heldId, activeId, (held, active) => {
      if (held.number !== active.number || held.state !== 'held') return 'wrong-state';
      return hold(this.#ledger, active) ?? retrieve(this.#ledger, held);
    });
  }

  /** Holds the end and calls somebody about it; gives the id of the new end, or why not. */
  consult(id: string, to: string): { readonly id: string } | { readonly refused: Refusal } {
    return this.#ledger.step(() => {
      const leg = this.#ledger.find(id);
      if (!leg || leg.state === 'cleared' || leg.number === null) return { refused: 'no-such-call' };
      if (!isTalking(leg)) return { refused: 'wrong-state' };
      return { id: this.place(leg.number, to, { consultationOf: leg.id }) };
    });
  }

  transfer(heldId: string, activeId: string): Refusal | null {
    return this.#withTwo(heldId, activeId, (held, active) =>
      transfer(this.#ledger, held, active, { replacesDialogs: this.#replacesDialogs }),
    );
  }

  conference(heldId: string, activeId: string): Refusal | null {
    return this.#withTwo(heldId, activeId, (held, active) => conference(this.#ledger, held, active));
  }

  /** The end leaves and its call is offered to a number; it comes back if nobody is reached. */
  singleStepTransfer(id: string, to: string): Refusal | null {
    return this.#with(id, (leg) => singleStepTransfer(this.#parts, leg, to));
  }

  /** An end that is alerted, or waits in a queue, is offered to another number instead. */
  deflect(id: string, to: string): Refusal | null {
    return this.#with(id, (leg) => deflect(this.#parts, leg, to));
  }

  /** The phone takes the call that has rung, or waited, longest at `target`; gives the id of its end. */
  pickUp(number: string, target: string): { readonly id: string } | { readonly refused: Refusal } {
    return this.#ledger.step(() => this.#pickUps.take(number, this.#routing.partyOf(number), target));
  }

  /** Digits that the others of a conversation hear. */
  pressDigits(id: string, digits: string): Refusal | null {
    return this.#with(id, (leg) => {
      if (leg.state !== 'connected') return 'wrong-state';
      for (const other of leg.call.legs) if (other !== leg) other.heard += digits;
      return null;
    });
  }

  /** This side hangs up, gives up or refuses; in a conference the others stay. */
  end(id: string): Refusal | null {
    return this.#with(id, (leg) => hangUp(this.#ledger, leg, causeOfEnd(leg)));
  }

  /** The other side does: everybody else where there are several. */
  endByOthers(id: string): Refusal | null {
    return this.#with(id, (leg) => {
      for (const other of othersOf(leg)) hangUp(this.#ledger, other, causeOfEnd(other));
      return null;
    });
  }

  /** One member of the call leaves, by number. */
  memberLeaves(id: string, number: string): Refusal | null {
    return this.#with(id, (leg) => {
      const member = leg.call.legs.find(({ party }) => party.number === number);
      return member ? hangUp(this.#ledger, member, 'normalClearing') : 'no-such-call';
    });
  }

  /** The other end passes the call on to somebody outside, who is in conversation at once. */
  transferByOthers(id: string, to: Party): Refusal | null {
    return this.#with(id, (leg) => passOn(this.#ledger, leg, to));
  }

  setRegistered(number: string, registered: boolean): void {
    this.#set(number, (state) => {
      state.registered = registered;
    });
  }

  /** The phone is one of another kind from now on; its sessions end as if it had been exchanged. */
  setBrand(number: string, brand: BrandName): void {
    const station = this.#stations.get(number);
    if (!station) return;
    this.setRegistered(number, false);
    this.#stations.replace({ ...station.phone, brand });
    this.setRegistered(number, true);
  }

  setForward(number: string, to: string | null): void {
    this.#set(number, (state) => {
      state.forwardTo = to;
    });
  }

  setDoNotDisturb(number: string, on: boolean): void {
    this.#set(number, (state) => {
      if (state.doNotDisturb === on) return;
      state.doNotDisturb = on;
      this.#ledger.emit({ type: 'doNotDisturb', number, on });
    });
  }

  setAgentState(number: string, agent: AgentState): void {
    this.#ledger.step(() => this.#agents.set(number, agent));
  }

  stop(): void {
    this.#ledger.stop();
  }

  #with(id: string, order: (leg: LegRecord) => Refusal | null): Refusal | null {
    const leg = this.#ledger.find(id);
    if (!leg || leg.state === 'cleared') return 'no-such-call';
    return this.#ledger.step(() => order(leg));
  }

  #withTwo(
    first: string,
    second: string,
    order: (first: LegRecord, second: LegRecord) => Refusal | null,
  ): Refusal | null {
    return this.#with(first, (one) => this.#with(second, (other) => order(one, other)));
  }

  #set(number: string, change: (state: StationState) => void): void {
    const station = this.#stations.get(number);
    if (!station) return;
    this.#ledger.step(() => {
      change(station.state);
      this.#ledger.touchNumber(number);
    });
  }
}

function causeOfEnd({ state }: Leg): 'callCancelled' | 'normalClearing' {
  return state === 'originated' || state === 'alerting' ? 'callCancelled' : 'normalClearing';
}
