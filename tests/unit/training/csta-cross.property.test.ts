import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../electron/telephony/connections.ts';
import { reduceConnections } from '../../../electron/telephony/csta/connections.ts';
import { parseCstaEvent } from '../../../electron/telephony/csta/events.ts';
import { isAlive, noConnections } from '../../../electron/telephony/csta/known-connections.ts';
import { type Brand, type BrandName, brands } from '../../../electron/training/telephony/brands.ts';
import { eventMessages } from '../../../electron/training/telephony/csta/events.ts';
import { Exchange } from '../../../electron/training/telephony/exchange/exchange.ts';
import { type Leg, othersOf } from '../../../electron/training/telephony/exchange/model.ts';
import { ManualClock } from './manual-clock.ts';

/** What the simulated phones write, read by the product: two sides that share no line of code. */

const own = '1501';
const domain = 'x.invalid';

type Order =
  | { readonly do: 'ring' | 'other' }
  | { readonly do: 'dial' | 'consult' | 'blind' | 'deflect'; readonly call: number; readonly to: string }
  | { readonly do: 'answer' | 'hold' | 'retrieve' | 'end' | 'endByOthers' | 'passed'; readonly call: number }
  | { readonly do: 'transfer' | 'conference' | 'handOver'; readonly call: number };

const call = fc.nat(5);
const to = fc.constantFrom('1502', '0600', '0698', 'file');
const orders: fc.Arbitrary<Order[]> = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('ring', 'other') }) },
    {
      weight: 3,
      arbitrary: fc.record({ do: fc.constantFrom('dial', 'consult', 'blind', 'deflect'), call, to }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constantFrom('answer', 'answer', 'hold', 'retrieve', 'end', 'endByOthers', 'passed'),
        call,
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('transfer', 'conference', 'handOver'), call }) },
  ),
  { maxLength: 30, size: 'max' },
);

const states: Record<Leg['state'], Connection['state']> = {
  originated: 'dialling',
  queued: 'dialling',
  alerting: 'ringing',
  connected: 'connected',
  held: 'held',
  cleared: 'ended',
};

interface Outcome {
  readonly believed: readonly string[];
  readonly truth: readonly string[];
  /** The product knows that an event did not fit, and asks for a snapshot. */
  readonly doubt: boolean;
}

/** What the product makes of all that the phone says, and what is true at its end. */
function play(brand: Brand, asked: readonly Order[]): Outcome {
  const { csta } = brand;
  if (!csta) throw new Error('no uaCSTA');
  const clock = new ManualClock();
  const exchange = new Exchange({
    numbers: [own, '1502', '1503'].map((number) => ({ number, label: number, registered: true })),
    queues: [{ address: 'file', label: 'Salle' }],
    answerAfter: 500,
    behaviour: (number) => (number === '0698' ? 'busy' : 'answers'),
    clock,
  });
  let state = noConnections(own, `sip:${own}@${domain}`);
  exchange.onEvent((event) => {
    for (const text of eventMessages({ number: own, crossRefId: '1', csta, domain }, event)) {
      const read = parseCstaEvent(text);
      if (!read.ok) throw new Error(`${read.drop}: ${text}`);
      if (read.value.type === 'call') state = reduceConnections(state, { type: 'event', event: read.value });
    }
  });
  for (const one of asked) obey(exchange, one);
  clock.pass(300);
  const truth = exchange
    .legsAt(own)
    .filter((leg) => leg.state !== 'cleared')
    .map((leg) => `${leg.call.id} ${states[leg.state]}`);
  const believed = state.known.filter(isAlive).map((known) => `${known.callId} ${known.state}`);
  exchange.stop();
  return { believed: believed.sort(), truth: truth.sort(), doubt: state.doubt };
}

function obey(exchange: Exchange, asked: Order): void {
  const living = ['1501', '1502']
    .flatMap((number) => exchange.legsAt(number))
    .filter(({ state }) => state !== 'cleared');
  const at = (index: number): Leg | undefined => living[index % Math.max(1, living.length)];
  const id = 'call' in asked ? (at(asked.call)?.id ?? '') : '';
  switch (asked.do) {
    case 'ring':
      exchange.ring(own, { number: '0611', displayName: 'Léa "B"' });
      break;
    case 'other':
      exchange.ring('1502', { number: null, displayName: null });
      break;
    case 'dial':
      exchange.place(own, asked.to);
      break;
    case 'consult':
      exchange.consult(id, asked.to);
      break;
    case 'blind':
      exchange.singleStepTransfer(id, asked.to);
      break;
    case 'deflect':
      exchange.deflect(id, asked.to);
      break;
    case 'passed':
      exchange.transferByOthers(id, { number: '0622', displayName: null });
      break;
    case 'handOver': {
      // A colleague who talks with somebody calls us about them.
      const theirs = exchange.legsAt('1502').find(({ state }) => state === 'connected');
      if (theirs && !othersOf(theirs).some(({ number }) => number === own)) exchange.consult(theirs.id, own);
      break;
    }
    case 'transfer':
    case 'conference': {
      const number = at(asked.call)?.number ?? '';
      const [held, active] = exchange.legsAt(number).filter(({ state }) => state !== 'cleared');
      if (held && active) exchange[asked.do](held.id, active.id);
      break;
    }
    default:
      exchange[asked.do](id);
  }
}

describe('who hears a phone tell its events knows its calls, or that it has to ask', () => {
  test.for(['unify', 'alcatel', 'yealink', 'snom'] as const satisfies readonly BrandName[])('%s', (name) => {
    fc.assert(
      fc.property(orders, (asked) => {
        const { believed, truth, doubt } = play(brands[name], asked);
        // A call that comes back to who transferred it has the callID of one that is over: a snapshot is wanted.
        if (!doubt) expect(believed).toEqual(truth);
      }),
      { numRuns: 200 },
    );
  });
});
