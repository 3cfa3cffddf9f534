import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CallsState, callsOf, noCalls } from '../../../electron/telephony/calls.ts';
import type { DialogsEvent } from '../../../electron/telephony/dialog-connections.ts';
import type { Dialog } from '../../../electron/telephony/documents/dialog-info.ts';
import type { Call, CallState } from '../../../electron/telephony/ports.ts';
import { dialog, document, hear, nothingWatched } from './documents.ts';

type Fate = 'arrives' | 'lost' | 'twice' | 'late';
type Step =
  | { readonly kind: 'move'; readonly dialog: number; readonly to: 'on' | 'hold' | 'over' }
  | { readonly kind: 'notify'; readonly state: 'full' | 'partial'; readonly fate: Fate }
  | { readonly kind: 'empty' | 'resubscribe' }
  | { readonly kind: 'wait'; readonly milliseconds: number };

const DIALOGS = 4;
const path: readonly Dialog['state'][] = ['trying', 'proceeding', 'early', 'confirmed', 'terminated'];

const steps = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('move' as const),
        dialog: fc.nat(DIALOGS - 1),
        to: fc.constantFrom('on' as const, 'hold' as const, 'over' as const),
      }),
    },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('notify' as const),
        state: fc.constantFrom('full' as const, 'partial' as const),
        fate: fc.constantFrom<Fate>('arrives', 'arrives', 'arrives', 'lost', 'twice', 'late'),
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
  { maxLength: 60 },
);

/** A phone whose dialogs move, a notifier that tells of them, and a network that loses, repeats and delays. */
class World {
  readonly events: DialogsEvent[] = [];
  readonly #dialogs = new Map<number, Dialog>();
  readonly #changed = new Set<number>();
  readonly #late: DialogsEvent[] = [];
  #generation = new Map<number, number>();
  #subscription = 0;
  #version = -1;
  #at = 10_000;

  run(step: Step): void {
    switch (step.kind) {
      case 'move':
        this.#move(step.dialog, step.to);
        break;
      case 'notify':
        this.#send(step.state, step.fate);
        break;
      case 'wait':
        this.#at += step.milliseconds;
        this.events.push({ type: 'tick', at: this.#at });
        break;
      case 'resubscribe':
        this.#subscription += 1;
        // The line passes on nothing more of a subscription that it replaced.
        this.#late.length = 0;
        this.#version = -1;
        break;
      case 'empty':
        this.events.push({ type: 'document', at: this.#at, subscription: this.#name(), document: null });
    }
  }

  /** What a full document says at last; what is still late comes before or after it. */
  settle(): readonly Dialog[] {
    const late = this.#late.splice(0);
    this.events.push(...late.splice(0, late.length / 2));
    this.#send('full', 'arrives');
    this.events.push(...late);
    return [...this.#dialogs.values()].filter(({ state }) => state !== 'terminated');
  }

  #move(index: number, to: 'on' | 'hold' | 'over'): void {
    const now = this.#dialogs.get(index);
    this.#changed.add(index);
    if (!now || now.state === 'terminated') {
      const generation = (this.#generation.get(index) ?? 0) + 1;
      this.#generation.set(index, generation);
      this.#dialogs.set(
        index,
        dialog(`${index}${generation}`, {
          state: 'trying',
          direction: index % 2 ? 'initiator' : 'recipient',
        }),
      );
      return;
    }
    if (to === 'hold' && now.state === 'confirmed') {
      const rendering = now.local.rendering === false;
      this.#dialogs.set(index, { ...now, local: { ...now.local, rendering } });
      return;
    }
    const next = to === 'over' ? 'terminated' : (path[path.indexOf(now.state) + 1] ?? 'terminated');
    this.#dialogs.set(index, { ...now, state: next });
  }

  #send(state: 'full' | 'partial', fate: Fate): void {
    this.#version += 1;
    const told = [...this.#dialogs].filter(([index]) => state === 'full' || this.#changed.has(index));
    this.#changed.clear();
    const dialogs = told.map(([, value]) => value);
    const event: DialogsEvent = {
      type: 'document',
      at: this.#at,
      subscription: this.#name(),
      document: document(this.#version, state, dialogs),
    };
    if (fate === 'late') this.#late.push(event);
    else if (fate !== 'lost') this.events.push(event);
    if (fate === 'twice') this.events.push(event);
    // What is late comes after what was sent next.
    if (fate !== 'late' && this.#late.length > 1) this.events.push(...this.#late.splice(0, 1));
  }

  #name(): string {
    return `s${this.#subscription}`;
  }
}

const after: Record<CallState, readonly CallState[]> = {
  ringing: ['ringing', 'connected', 'held', 'ended'],
  dialling: ['dialling', 'connected', 'held', 'ended'],
  connected: ['connected', 'held', 'ended'],
  held: ['held', 'connected', 'ended'],
  ended: ['ended'],
};

function play(given: readonly Step[]): { states: CallsState[]; alive: readonly Dialog[] } {
  const world = new World();
  for (const step of given) world.run(step);
  const alive = world.settle();
  let watched = nothingWatched('1501');
  const states: CallsState[] = [];
  for (const event of world.events) {
    watched = hear(watched, event);
    states.push(watched.calls);
  }
  return { states, alive };
}

function shown(call: Pick<Call, 'number' | 'state'>): string {
  return `${call.number} ${call.state}`;
}

function expected({ remote, state, direction, local }: Dialog): string {
  const number = /sip:(\d+)@/.exec(remote.uri ?? '')?.[1] ?? null;
  if (state === 'confirmed')
    return shown({ number, state: local.rendering === false ? 'held' : 'connected' });
  return shown({ number, state: direction === 'initiator' ? 'dialling' : 'ringing' });
}

test('whatever was lost, repeated or late, a full document brings the calls to the truth', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { states, alive } = play(given);
      const last = states.at(-1) ?? noCalls('1501');
      const live = callsOf(last).filter(({ state }) => state !== 'ended');
      expect(live.map(shown).toSorted()).toEqual(alive.map(expected).toSorted());
    }),
    { numRuns: 500 },
  );
});

test('no call ever does what a call cannot', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const seen = new Map<string, Call>();
      for (const state of play(given).states) {
        const calls = callsOf(state);
        expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
        for (const call of calls) {
          const before = seen.get(call.id);
          if (before) {
            expect(after[before.state]).toContain(call.state);
            expect(call.startedAt).toBe(before.startedAt);
            expect(call.connectedAt).toBe(before.connectedAt ?? call.connectedAt);
            expect(call.endedAt).toBe(before.endedAt ?? call.endedAt);
          }
          seen.set(call.id, call);
          const times = [call.startedAt, call.connectedAt, call.heldAt, call.endedAt].filter(
            (at) => at !== null,
          );
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          expect(call.endedAt !== null).toBe(call.state === 'ended');
          expect(call.heldAt !== null).toBe(call.state === 'held');
        }
        for (const [id, { state: last }] of seen) {
          if (!calls.some((call) => call.id === id)) expect(last).toBe('ended');
        }
      }
    }),
    { numRuns: 500 },
  );
});
