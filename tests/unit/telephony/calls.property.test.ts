import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { type CallsState, callsOf } from '../../../electron/telephony/calls.ts';
import type { Call, CallState } from '../../../electron/telephony/ports.ts';
import {
  type Fate,
  type Step,
  stateOf,
  type TrueCall,
  TwoSources,
  type WorldOptions,
} from './two-sources.ts';

const RUNS = Number(process.env.RUNS ?? 300);

const index = fc.nat(3);
const fate = fc.constantFrom<Fate>('arrives', 'arrives', 'arrives', 'lost', 'twice', 'late');
const phoneMoves: fc.WeightedArbitrary<Step>[] = [
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      call: index,
      to: fc.constantFrom('on' as const, 'on' as const, 'hold' as const, 'over' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('join' as const),
      as: fc.constantFrom('conference' as const, 'transfer' as const),
      call: index,
      other: index,
    }),
  },
];

/** Whatever may happen, in any order, over a network that loses, repeats and delays. */
const anything = fc.array(
  fc.oneof(
    ...phoneMoves,
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('notify' as const),
        state: fc.constantFrom('full' as const, 'partial' as const),
        fate,
      }),
    },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('event' as const), fate }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('csta' as const),
        does: fc.constantFrom('begin' as const, 'end' as const, 'snapshot' as const),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('empty' as const, 'resubscribe' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('wait' as const),
        milliseconds: fc.integer({ min: -2_000, max: 7_000 }),
      }),
    },
  ),
  { minLength: 10, maxLength: 80, size: 'max' },
);

/** The phone's life, and uaCSTA that comes and goes, with everything told at once and in order. */
const inOrder = fc.array(
  fc.oneof(...phoneMoves, {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('csta' as const),
      does: fc.constantFrom('begin' as const, 'end' as const),
    }),
  }),
  { maxLength: 40, size: 'max' },
);

const worlds: fc.Arbitrary<WorldOptions> = fc.record({ sipCallIds: fc.boolean(), sameCallers: fc.boolean() });
/** Two calls of one caller in the same direction can be told apart by the name of their SIP call alone. */
const distinctWorlds = worlds.filter(({ sipCallIds, sameCallers }) => sipCallIds || !sameCallers);

const after: Record<CallState, readonly CallState[]> = {
  ringing: ['ringing', 'connected', 'held', 'ended'],
  dialling: ['dialling', 'connected', 'held', 'ended'],
  connected: ['connected', 'held', 'ended'],
  held: ['held', 'connected', 'ended'],
  ended: ['ended'],
};

function shown({ number, state, members }: Pick<Call, 'number' | 'state' | 'members'>): string {
  return `${number} ${state} ${members.map((member) => member.number).join('+')}`;
}

function expected(call: TrueCall, members: boolean): string {
  const others = members ? call.members.map((number) => ({ number, displayName: null })) : [];
  return shown({ number: call.number, state: stateOf(call), members: others });
}

function liveCalls(state: CallsState): readonly Call[] {
  return callsOf(state).filter(({ state }) => state !== 'ended');
}

vi.setConfig({ testTimeout: 60_000 });

test('whatever was lost, repeated or late, and whoever told it, a full state brings the calls to the truth', () => {
  fc.assert(
    fc.property(worlds, anything, (options, steps) => {
      const world = new TwoSources(options);
      for (const step of steps) world.run(step);
      world.settle();
      const truth = world.alive.map((call) => expected(call, world.state.leading === 'csta'));
      expect(liveCalls(world.state).map(shown).toSorted()).toEqual(truth.toSorted());
      expect(world.state.needsFullState).toBe(false);
    }),
    { numRuns: RUNS },
  );
});

test('no state that is shown was ever impossible', () => {
  fc.assert(
    fc.property(worlds, anything, (options, steps) => {
      const world = new TwoSources(options);
      for (const step of steps) world.run(step);
      world.settle();
      expect(impossibilities(world.states)).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});

test('while nothing is lost, one call is one call with one id, however often the source changes', () => {
  fc.assert(
    fc.property(distinctWorlds, inOrder, (options, steps) => {
      const world = new TwoSources(options);
      const ids = new Map<string, string>();
      for (const step of steps) {
        world.run(step);
        world.run({ kind: 'event', fate: 'arrives' });
        world.run({ kind: 'notify', state: 'full', fate: 'arrives' });
        const live = liveCalls(world.state);
        const lost = world.alive.filter((call) => {
          const before = [call, ...call.continues].flatMap(({ name }) => ids.get(name) ?? []);
          const found = live.find(
            ({ id, number, state }) =>
              number === call.number &&
              state === stateOf(call) &&
              (before.length === 0 || before.includes(id) || options.sameCallers),
          );
          if (found) ids.set(call.name, found.id);
          return !found;
        });
        expect({ lost, count: live.length }).toEqual({ lost: [], count: world.alive.length });
      }
    }),
    { numRuns: RUNS },
  );
});

/** What no phone can do, of all that was shown one after the other; this phone has one conversation at a time. */
function impossibilities(states: readonly CallsState[]): readonly string[] {
  const found: string[] = [];
  const seen = new Map<string, Call>();
  const check = (possible: boolean, what: string): void => {
    if (!possible) found.push(what);
  };
  for (const state of states) {
    const calls = callsOf(state);
    const live = new Set(liveCalls(state).map(({ id }) => id));
    check(new Set(calls.map(({ id }) => id)).size === calls.length, 'two calls with one id');
    check(calls.filter((call) => call.state === 'connected').length <= 1, 'two conversations');
    for (const call of calls) {
      const before = seen.get(call.id);
      const about = call.consultationOf;
      check(
        about === null || (about !== call.id && live.has(about) && live.has(call.id)),
        'a consultation about nothing, or over',
      );
      check(call.members.length !== 1, 'a conference with one other');
      check(call.members.length === 0 || call.connectedAt !== null, 'a conference nobody answered');
      check((call.endedAt !== null) === (call.state === 'ended'), 'an end without its time');
      check((call.heldAt !== null) === (call.state === 'held'), 'held without its time');
      check(call.state !== 'connected' || call.connectedAt !== null, 'a conversation without its time');
      check(areInOrder([call.startedAt, call.connectedAt, call.heldAt, call.endedAt]), 'times backwards');
      seen.set(call.id, call);
      if (!before) continue;
      check(after[before.state].includes(call.state), `${before.state}, then ${call.state}`);
      check(call.direction === before.direction, 'another direction');
      check(call.startedAt === before.startedAt, 'begun again');
      check(before.connectedAt === null || call.connectedAt === before.connectedAt, 'answered again');
      check(before.endedAt === null || call.endedAt === before.endedAt, 'ended again');
    }
    const tookIn = state.tracked.some(({ formerly }) => formerly.csta.length + formerly.dialogs.length > 0);
    for (const [id, call] of seen) {
      if (calls.some((each) => each.id === id) || call.state === 'ended') continue;
      check(tookIn, 'vanished without an end, and no other call took it in');
      seen.delete(id);
    }
  }
  return found;
}

function areInOrder(times: readonly (number | null)[]): boolean {
  const known = times.filter((at) => at !== null);
  return known.every((at, index) => index === 0 || at >= (known[index - 1] ?? 0));
}
