import fc from 'fast-check';
import { expect, test } from 'vitest';
import { departures, waitsAt } from '../../../../electron/telephony/board/waiting.ts';
import {
  type DialogsEvent,
  nothingWatched,
  reduceDialogs,
  type WatchedDialogs,
} from '../../../../electron/telephony/board/watched-dialogs.ts';
import type { Dialog } from '../../../../electron/telephony/documents/dialog-info.ts';
import { dialog, document } from '../documents.ts';

/** What happens at a queue and to the notifications of it. */
type Step =
  | { readonly type: 'move'; readonly caller: number; readonly to: 'on' | 'over' }
  | {
      readonly type: 'notify';
      readonly kind: 'full' | 'partial';
      readonly fate: 'arrives' | 'lost' | 'twice' | 'late';
    }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'resubscribe' };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: fc.constant('move' as const),
    caller: fc.nat(5),
    to: fc.constantFrom('on' as const, 'over' as const),
  }),
  fc.record({
    type: fc.constant('notify' as const),
    kind: fc.constantFrom('full' as const, 'partial' as const),
    fate: fc.constantFrom('arrives' as const, 'lost' as const, 'twice' as const, 'late' as const),
  }),
  fc.record({ type: fc.constant('wait' as const), ms: fc.nat(3_000) }),
  fc.record({ type: fc.constant('resubscribe' as const) }),
);
const steps = fc.array(step, { maxLength: 60 });

/** Plays the steps at a queue: the events that reach us, and who is there in the end, told by a full document. */
function play(given: readonly Step[]): { events: DialogsEvent[]; alive: readonly Dialog[] } {
  const events: DialogsEvent[] = [];
  const late: DialogsEvent[] = [];
  const dialogs = new Map<string, Dialog>();
  let changed = new Set<string>();
  let [at, version, subscription, generation] = [0, -1, 0, 0];
  const notify = (kind: 'full' | 'partial'): DialogsEvent => {
    version += 1;
    const told = [...dialogs.values()].filter(({ id }) => kind === 'full' || changed.has(id));
    changed = new Set();
    return {
      type: 'document',
      at,
      subscription: `s${subscription}`,
      document: document(version, kind, told),
    };
  };
  for (const one of given) {
    at += 10;
    if (one.type === 'wait') {
      at += one.ms;
      events.push({ type: 'tick', at });
    } else if (one.type === 'resubscribe') {
      subscription += 1;
      version = -1;
      late.length = 0;
    } else if (one.type === 'move') {
      const now = [...dialogs.values()].find(
        ({ id, state }) => id.startsWith(`${one.caller}-`) && state !== 'terminated',
      );
      const next = now
        ? ({
            ...now,
            state: one.to === 'over' || now.state === 'confirmed' ? 'terminated' : 'confirmed',
          } as const)
        : dialog(`${one.caller}-${generation}`, { number: `061${one.caller}` });
      generation += 1;
      dialogs.set(next.id, next);
      changed.add(next.id);
    } else {
      const event = notify(one.kind);
      if (one.fate === 'late') late.push(event);
      else if (one.fate !== 'lost') events.push(...late.splice(0, 1), event);
      if (one.fate === 'twice') events.push(event);
    }
  }
  events.push(...late.splice(0, 1), notify('full'), ...late);
  return { events, alive: [...dialogs.values()].filter(({ state }) => state !== 'terminated') };
}

function statesOf(events: readonly DialogsEvent[]): readonly WatchedDialogs[] {
  const states = [nothingWatched];
  for (const event of events) states.push(reduceDialogs(states.at(-1) ?? nothingWatched, event));
  return states;
}

test('whatever was lost, repeated or late, a full document brings the queue to the truth', () => {
  fc.assert(
    fc.property(steps, (given) => {
      const { events, alive } = play(given);
      const last = statesOf(events).at(-1) ?? nothingWatched;
      expect(last.dialogs.map(({ id }) => id).toSorted()).toEqual(alive.map(({ id }) => id).toSorted());
    }),
    { numRuns: 500 },
  );
});

test('nobody waits twice, begins to wait anew, or leaves without having waited; everybody who left is told once', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (given, answersFirst) => {
      const since = new Map<string, number>();
      const waits = waitsAt(answersFirst);
      const states = statesOf(play(given).events);
      const left: string[] = [];
      const came: string[] = [];
      states.forEach((state, index) => {
        const before = states[index - 1] ?? nothingWatched;
        const ids = state.dialogs.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const one of state.dialogs) {
          expect(since.get(one.id) ?? one.since).toBe(one.since);
          since.set(one.id, one.since);
        }
        const waited = new Set(before.dialogs.filter(waits).map(({ id }) => id));
        const gone = departures(before, state, answersFirst).map(({ dialog: one }) => one.id);
        for (const id of gone) expect(waited).toContain(id);
        left.push(...gone);
        came.push(...state.dialogs.filter((one) => waits(one) && !waited.has(one.id)).map(({ id }) => id));
      });
      const still = (states.at(-1) ?? nothingWatched).dialogs.filter(waits).map(({ id }) => id);
      expect([...left, ...still].toSorted()).toEqual(came.toSorted());
    }),
    { numRuns: 500 },
  );
});
