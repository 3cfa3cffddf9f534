import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Exchange } from '../../../electron/training/telephony/exchange/exchange.ts';
import {
  type ExchangeEvent,
  type Leg,
  othersOf,
} from '../../../electron/training/telephony/exchange/model.ts';
import { ManualClock } from './manual-clock.ts';

const phones = ['1', '2', '3', '4'];
/** Phones, a queue, somebody outside who answers, one who is busy, one who is absent, the code for picking up. */
const targets = [...phones, 'file', '0600', '0698', '0699', '*82', '*8file'];

/** An order names a call by its place among those that are there, or were a moment ago: many make no sense. */
type Order =
  | { readonly do: 'ring' | 'pickUp' | 'place'; readonly at: string; readonly to: string }
  | { readonly do: 'consult' | 'blind' | 'deflect'; readonly call: number; readonly to: string }
  | { readonly do: 'answer' | 'hold' | 'retrieve' | 'end' | 'endByOthers' | 'passed'; readonly call: number }
  | { readonly do: 'transfer' | 'conference' | 'alternate'; readonly call: number; readonly other: number }
  | { readonly do: 'registered' | 'disturb' | 'ready'; readonly at: string; readonly on: boolean }
  | { readonly do: 'forward'; readonly at: string; readonly to: string | null }
  | { readonly do: 'wait'; readonly for: number };

const phone = fc.constantFrom(...phones);
const target = fc.constantFrom(...targets);
const call = fc.nat(11);
const order: fc.Arbitrary<Order> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('ring', 'pickUp', 'place'), at: phone, to: target }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('consult', 'blind', 'deflect'), call, to: target }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom('answer', 'answer', 'hold', 'retrieve', 'end', 'endByOthers', 'passed'),
      call,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('transfer', 'conference', 'alternate'), call, other: call }),
  },
  fc.record({ do: fc.constantFrom('registered', 'disturb', 'ready'), at: phone, on: fc.boolean() }),
  fc.record({ do: fc.constant('forward'), at: phone, to: fc.option(target, { freq: 2 }) }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait'), for: fc.nat(5_000) }) },
);
const orders = fc.array(order, { maxLength: 80, size: 'max' });

class World {
  readonly clock = new ManualClock();
  readonly events: ExchangeEvent[] = [];
  readonly changed: string[] = [];
  readonly exchange: Exchange;

  constructor(replacesDialogs: boolean) {
    this.exchange = new Exchange({
      numbers: phones.map((number) => ({ number, label: `Poste ${number}`, registered: true })),
      queues: [{ address: 'file', label: 'Salle', abandonAfter: 4_000, distributesTo: ['3', '4'] }],
      answerAfter: 1_000,
      behaviour: (number) => (number === '0698' ? 'busy' : number === '0699' ? 'no-answer' : 'answers'),
      clock: this.clock,
      replacesDialogs,
    });
    this.exchange.onEvent((event) => this.events.push(event));
    this.exchange.onChange((number) => this.changed.push(number));
  }

  obey(asked: Order): void {
    const { exchange } = this;
    switch (asked.do) {
      case 'ring':
        exchange.ring(asked.to.startsWith('06') ? asked.at : asked.to, {
          number: asked.to,
          displayName: null,
        });
        break;
      case 'place':
        exchange.place(asked.at, asked.to);
        break;
      case 'pickUp':
        exchange.pickUp(asked.at, asked.to);
        break;
      case 'consult':
        exchange.consult(this.#id(asked.call), asked.to);
        break;
      case 'blind':
        exchange.singleStepTransfer(this.#id(asked.call), asked.to);
        break;
      case 'passed':
        exchange.transferByOthers(this.#id(asked.call), { number: '0677', displayName: 'Autre' });
        break;
      case 'deflect':
        exchange.deflect(this.#id(asked.call), asked.to);
        break;
      case 'answer':
      case 'hold':
      case 'retrieve':
      case 'end':
      case 'endByOthers':
        exchange[asked.do](this.#id(asked.call));
        break;
      case 'transfer':
      case 'conference':
      case 'alternate':
        exchange[asked.do](this.#id(asked.call), this.#beside(asked.call, asked.other));
        break;
      case 'registered':
        exchange.setRegistered(asked.at, asked.on);
        break;
      case 'disturb':
        exchange.setDoNotDisturb(asked.at, asked.on);
        break;
      case 'ready':
        exchange.setAgentState(asked.at, asked.on ? 'agentReady' : 'agentNotReady');
        break;
      case 'forward':
        exchange.setForward(asked.at, asked.to);
        break;
      case 'wait':
        this.clock.pass(asked.for);
    }
  }

  /** Every end that lives, at phones, queues and outside. */
  live(): readonly Leg[] {
    const there = [...phones, 'file'].flatMap((number) => this.exchange.legsAt(number));
    const living = there.filter(({ state }) => state !== 'cleared');
    return [...new Set(living.flatMap(({ call }) => call.legs))];
  }

  #id(index: number): string {
    const there = phones.flatMap((number) => this.exchange.legsAt(number));
    const living = there.filter(({ state }) => state !== 'cleared');
    const among = index > 9 ? there : living;
    return among[index % Math.max(1, among.length)]?.id ?? '';
  }

  /** Another one at the same phone, more often than not. */
  #beside(index: number, other: number): string {
    const number = this.exchange.leg(this.#id(index))?.number ?? '';
    const there = this.exchange.legsAt(number).filter(({ state }) => state !== 'cleared');
    return there[other % (there.length + 1)]?.id ?? this.#id(other);
  }
}

/** What does not hold between two orders; nothing, whatever they were. */
function wrong(world: World): readonly string[] {
  const live = world.live();
  return [
    ...live.flatMap((leg) => wrongAt(world, leg)),
    ...phones.flatMap((number) => wrongAtPhone(live, number)),
  ];
}

function wrongAt({ exchange }: World, leg: Leg): readonly string[] {
  const { legs } = leg.call;
  const others = othersOf(leg);
  const waits = ({ state }: Leg): boolean => state === 'alerting' || state === 'queued';
  const rules: readonly (readonly [string, boolean])[] = [
    ['is in its call once', legs.filter((other) => other === leg).length === 1],
    ['is not alone', legs.length >= 2 && others.length > 0],
    ['lives', leg.state !== 'cleared' && exchange.leg(leg.id) === leg],
    ['tells who is there', leg.remote === (others.length === 1 ? others[0]?.party : null)],
    ['waits for somebody who rings or queues', leg.state !== 'originated' || legs.some(waits)],
    ['rings or waits for somebody', !waits(leg) || !legs.every(waits)],
  ];
  return rules.filter(([, holds]) => !holds).map(([rule]) => `${leg.number} ${leg.state}: ${rule}`);
}

function wrongAtPhone(live: readonly Leg[], number: string): readonly string[] {
  const here = live.filter((leg) => leg.number === number);
  const voices = here.filter(({ state }) => state === 'connected' || state === 'originated');
  const calls = new Set(here.map(({ call }) => call.id));
  return [
    ...(voices.length > 1 ? [`${number}: talks in two calls`] : []),
    ...(calls.size < here.length ? [`${number}: is in a call twice`] : []),
  ];
}

describe('the exchange, whatever it is asked', () => {
  test('is never in an impossible state', () => {
    fc.assert(
      fc.property(orders, fc.boolean(), (asked, replacesDialogs) => {
        const world = new World(replacesDialogs);
        for (const one of asked) {
          world.obey(one);
          const found = wrong(world);
          if (found.length > 0) throw new Error(found.join('; '));
        }
        world.exchange.stop();
      }),
      { numRuns: 1_000 },
    );
  });

  test('is asked what leads to everything that can happen', () => {
    const happened = new Set<string>();
    for (const asked of fc.sample(orders, 1_000)) {
      const world = new World(false);
      for (const one of asked) world.obey(one);
      for (const { type } of world.events) happened.add(type);
      world.exchange.stop();
    }
    const all = ['failed', 'diverted', 'transferred', 'conferenced', 'queued', 'agent'];
    expect([...happened]).toEqual(expect.arrayContaining(all));
  });

  test('keeps nothing of calls that are over', () => {
    fc.assert(
      fc.property(orders, fc.boolean(), (asked, replacesDialogs) => {
        const world = new World(replacesDialogs);
        for (const one of asked) world.obey(one);
        // A call that was handed on comes back to who did it: it rings there again.
        for (let round = 0; round < 3; round += 1) {
          for (const leg of world.live()) world.exchange.end(leg.id);
          world.clock.pass(60_000);
        }
        expect(world.exchange.counts()).toEqual({ calls: 0, legs: 0, timers: 0 });
      }),
      { numRuns: 500 },
    );
  });

  test('refuses without a trace', () => {
    fc.assert(
      fc.property(orders, fc.nat(3), (asked, index) => {
        const world = new World(false);
        for (const one of asked) world.obey(one);
        const held = world.live().filter(({ state }) => state === 'held')[index];
        if (!held) return;
        const before = { events: world.events.length, changed: world.changed.length };
        expect(world.exchange.hold(held.id)).toBe('wrong-state');
        expect(world.exchange.answer('nobody')).toBe('no-such-call');
        expect(world.exchange.transfer(held.id, held.id)).toBe('wrong-state');
        expect({ events: world.events.length, changed: world.changed.length }).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  test('tells by events everything that its state says', () => {
    fc.assert(
      fc.property(orders, fc.boolean(), (asked, replacesDialogs) => {
        const world = new World(replacesDialogs);
        const followed = new Follower();
        world.exchange.onEvent((event) => followed.follow(event));
        for (const one of asked) world.obey(one);
        const truth = world
          .live()
          .filter(({ number }) => number !== null && number !== 'file')
          .map((leg) => `${leg.call.id} ${leg.number} ${leg.state}`);
        expect([...followed.legs].map(([key, state]) => `${key} ${state}`).sort()).toEqual(truth.sort());
        world.exchange.stop();
      }),
      { numRuns: 500 },
    );
  });
});

/** Calls at phones as somebody believes them who hears events and nothing else. */
class Follower {
  readonly legs = new Map<string, string>();

  follow(event: ExchangeEvent): void {
    if (!('call' in event)) return;
    const { call } = event;
    if ('by' in event) {
      if (event.type === 'transferred') this.legs.delete(key(call.id, event.by));
      else this.legs.set(key(call.id, event.by), 'connected');
      if (event.second && event.secondCallId) this.legs.delete(key(event.secondCallId, event.second));
      for (const { leg, oldCallId } of event.moved) {
        const state = this.legs.get(key(oldCallId, leg));
        this.legs.delete(key(oldCallId, leg));
        if (leg.number !== null && state) this.legs.set(key(call.id, leg), state);
      }
      return;
    }
    const { leg } = event;
    if (event.type === 'established') {
      for (const other of call.legs) {
        if (this.legs.get(key(call.id, other)) === 'originated')
          this.legs.set(key(call.id, other), 'connected');
      }
    }
    if (leg.number === null || leg.number === 'file') return;
    const state = states[event.type];
    if (state === 'cleared') this.legs.delete(key(call.id, leg));
    else if (state) this.legs.set(key(call.id, leg), state);
  }
}

const states: Partial<Record<ExchangeEvent['type'], string>> = {
  originated: 'originated',
  delivered: 'alerting',
  established: 'connected',
  held: 'held',
  retrieved: 'connected',
  cleared: 'cleared',
  diverted: 'cleared',
};

function key(callId: string, leg: Leg): string {
  return `${callId} ${leg.number}`;
}
