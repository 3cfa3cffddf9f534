import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nothingRecorded, type RecorderState, record } from '../../../electron/call-log/recorder.ts';
import type { LogEntry } from '../../../electron/call-log/rules/entry.ts';
import type { Call, LinkState } from '../../../electron/telephony/ports.ts';
import { call, shows, staleSince, start, up } from './phones.ts';

type Step =
  | { readonly kind: 'comes'; readonly direction: Call['direction']; readonly late: boolean }
  | { readonly kind: 'moves'; readonly which: number; readonly to: 'talk' | 'hold' | 'end' | 'leave' }
  | { readonly kind: 'link'; readonly up: boolean }
  | { readonly kind: 'again' | 'unbound' }
  | { readonly kind: 'waits'; readonly ms: number };

const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('comes' as const),
      direction: fc.constantFrom('inbound' as const, 'outbound' as const),
      late: fc.boolean(),
    }),
    fc.record({
      kind: fc.constant('moves' as const),
      which: fc.nat(5),
      to: fc.constantFrom('talk' as const, 'hold' as const, 'end' as const, 'leave' as const),
    }),
    fc.record({ kind: fc.constant('link' as const), up: fc.boolean() }),
    fc.record({ kind: fc.constantFrom('again' as const, 'unbound' as const) }),
    fc.record({ kind: fc.constant('waits' as const), ms: fc.nat(60_000) }),
  ),
  { maxLength: 60 },
);

/** A phone whose calls come and go, and the recorder that is shown each of its states. */
class World {
  readonly log = new Map<string, LogEntry>();
  /** Every call that was ever shown, by a name of ours. */
  readonly seen = new Set<string>();
  state: RecorderState = nothingRecorded;
  #calls: Call[] = [];
  #link: LinkState = up;
  #at = 0;
  #serial = 0;
  #ids = 0;

  run(step: Step): void {
    this.#at += 1;
    switch (step.kind) {
      case 'comes': {
        this.#serial += 1;
        // A number of its own: a call is never taken for another that was interrupted.
        const number = `06${String(this.#serial).padStart(8, '0')}`;
        const state = step.direction === 'inbound' ? 'ringing' : 'dialling';
        const { direction, late } = step;
        const id = String(this.#serial);
        this.#calls.push(call({ id, number, direction, state, startedAt: this.#now, seenFromStart: !late }));
        this.seen.add(number);
        break;
      }
      case 'moves':
        this.#move(step.which, step.to);
        break;
      case 'link':
        this.#link = step.up ? up : this.#link.kind === 'stale' ? this.#link : staleSince(this.#now);
        break;
      case 'unbound':
        this.#calls = [];
        break;
      case 'waits':
        this.#at += step.ms;
        break;
      case 'again':
        break;
    }
    this.show();
  }

  show(): readonly LogEntry[] {
    const event = shows(this.#at, this.#calls, this.#link);
    const { state, entries } = record(this.state, event, () => `id-${++this.#ids}`);
    this.state = state;
    for (const entry of entries) this.log.set(entry.id, entry);
    return entries;
  }

  get #now(): number {
    return start + this.#at;
  }

  #move(which: number, to: 'talk' | 'hold' | 'end' | 'leave'): void {
    const old = this.#calls[which];
    if (!old) return;
    if (to === 'leave') {
      this.#calls = this.#calls.filter((one) => one !== old || one.endedAt === null);
      return;
    }
    if (old.state === 'ended') return;
    const connectedAt = old.connectedAt ?? this.#now;
    const moved: Call =
      to === 'end'
        ? { ...old, state: 'ended', heldAt: null, endedAt: this.#now }
        : to === 'hold'
          ? { ...old, state: 'held', connectedAt, heldAt: old.heldAt ?? this.#now }
          : { ...old, state: 'connected', connectedAt, heldAt: null };
    this.#calls = this.#calls.map((one) => (one === old ? moved : one));
  }
}

test('every call that is seen has exactly one entry, whatever happens to it and to the link', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const step of all) world.run(step);
      const numbers = [...world.log.values()]
        .filter(({ outcome }) => outcome !== 'outage')
        .map(({ number }) => number);
      expect([...numbers].sort()).toEqual([...world.seen].sort());
    }),
  );
});

test('a state that is shown again writes nothing', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const step of all) {
        world.run(step);
        expect(world.show()).toEqual([]);
      }
    }),
  );
});

test('no entry is impossible: times in order, durations that add up, an end where one was seen', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const world = new World();
      for (const step of all) world.run(step);
      for (const entry of world.log.values()) {
        const { beganAt, answeredAt, endedAt, ringMs, talkMs, holdMs } = entry;
        expect(answeredAt ?? beganAt).toBeGreaterThanOrEqual(beganAt);
        expect(endedAt ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(answeredAt ?? beganAt);
        for (const duration of [ringMs, talkMs, holdMs]) expect(duration ?? 0).toBeGreaterThanOrEqual(0);
        if (talkMs !== null) expect(talkMs + (holdMs ?? 0)).toBe((endedAt ?? 0) - (answeredAt ?? 0));
        if (entry.outcome === 'outage') continue;
        const closed = entry.outcome !== 'open' && entry.outcome !== 'interrupted';
        expect(endedAt !== null).toBe(closed);
      }
    }),
  );
});
