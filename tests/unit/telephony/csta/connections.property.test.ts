import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Connection } from '../../../../electron/telephony/connections.ts';
import {
  type CstaInput,
  reduceConnections,
  reportOf,
} from '../../../../electron/telephony/csta/connections.ts';
import type { CallEvent, CallEventName, LocalState } from '../../../../electron/telephony/csta/events.ts';
import { noConnections } from '../../../../electron/telephony/csta/known-connections.ts';
import type { SnapshotConnection } from '../../../../electron/telephony/csta/snapshot-effects.ts';
import { OWN } from './documents.ts';

/** A phone that does what it is told and says so, one event for each thing done. */
class ModelPhone {
  readonly events: CallEvent[] = [];
  #calls: { callId: string; inbound: boolean; state: Connection['state']; number: string }[] = [];
  #serial = 0;

  do(action: (typeof actions)[number], which: number): void {
    if (action === 'incoming' || action === 'dial') this.#begin(action === 'incoming');
    const call = this.#calls[which % Math.max(1, this.#calls.length)];
    if (!call) return;
    const isUp = call.state === 'connected' || call.state === 'held';
    if (action === 'answer' && !isUp) this.#tell('Established', call.callId, 'connected', 'connected');
    if (action === 'hold' && call.state === 'connected') this.#tell('Held', call.callId, 'hold', 'held');
    if (action === 'retrieve' && call.state === 'held')
      this.#tell('Retrieved', call.callId, 'connected', 'connected');
    if (action === 'end') this.#tell('ConnectionCleared', call.callId, 'null', 'ended');
    if (action === 'renumber' && isUp) this.#renumber(call.callId);
  }

  snapshot(): readonly SnapshotConnection[] {
    return this.#calls.map(({ callId, inbound, state, number }) => ({
      callId,
      deviceId: OWN,
      local: state === 'ringing' ? 'alerting' : state === 'held' ? 'hold' : 'connected',
      far: state === 'dialling' ? 'alerting' : 'connected',
      direction: null,
      calling: inbound ? number : OWN,
      called: inbound ? OWN : number,
      others: [number],
    }));
  }

  /** The states of the calls there are, by callID. */
  truth(): Record<string, string> {
    return Object.fromEntries(this.#calls.map(({ callId, state }) => [callId, state]));
  }

  #begin(inbound: boolean): void {
    if (this.#calls.length >= 6) return;
    this.#serial += 1;
    const callId = String(this.#serial);
    const number = `0611${callId.padStart(6, '0')}`;
    this.#calls.push({ callId, inbound, state: inbound ? 'ringing' : 'dialling', number });
    if (inbound) this.#tell('Delivered', callId, 'alerting', 'ringing');
    else this.#tell('Originated', callId, 'connected', 'dialling');
  }

  /** The other side is transferred: the call goes on under another callID. */
  #renumber(from: string): void {
    this.#serial += 1;
    const callId = String(this.#serial);
    const call = this.#calls.find((each) => each.callId === from);
    if (!call) return;
    const local: LocalState = call.state === 'held' ? 'hold' : 'connected';
    this.events.push({
      ...this.#event('Transferred', from, local),
      links: [
        { callId, device: OWN, oldCallId: from },
        { callId, device: call.number, oldCallId: null },
      ],
    });
    call.callId = callId;
  }

  #tell(name: CallEventName, callId: string, local: LocalState, state: Connection['state']): void {
    const call = this.#calls.find((each) => each.callId === callId);
    if (call) call.state = state;
    this.events.push(this.#event(name, callId, local));
    this.#calls = this.#calls.filter((each) => each.state !== 'ended');
  }

  #event(name: CallEventName, callId: string, local: LocalState): CallEvent {
    const call = this.#calls.find((each) => each.callId === callId);
    const [calling, called] = call?.inbound ? [call.number, OWN] : [OWN, call?.number ?? null];
    return {
      type: 'call',
      name,
      crossRefId: '7',
      connection: { callId, deviceId: OWN },
      local,
      cause: null,
      calling,
      called,
      other: null,
      acting: null,
      secondaryCallId: null,
      links: [],
    };
  }
}

const actions = ['incoming', 'dial', 'answer', 'hold', 'retrieve', 'end', 'renumber'] as const;
const doing = fc.array(fc.tuple(fc.constantFrom(...actions), fc.nat(9)), { maxLength: 40 });
/** What the way does to each event: how often it arrives, and how late. */
const delivery = fc.array(fc.tuple(fc.constantFrom(0, 1, 1, 1, 2), fc.nat(6)), {
  minLength: 40,
  maxLength: 40,
});

const next: Readonly<Record<Connection['state'], readonly Connection['state'][]>> = {
  ringing: ['ringing', 'connected', 'held', 'ended'],
  dialling: ['dialling', 'connected', 'held', 'ended'],
  connected: ['connected', 'held', 'ended'],
  held: ['held', 'connected', 'ended'],
  ended: [],
};

/** Takes in everything and checks each report against the one before; gives what is known at the end. */
function watch(inputs: readonly CstaInput[]) {
  let state = noConnections('1501');
  const shown = new Map<string, Connection>();
  for (const input of inputs) {
    const before = state;
    state = reduceConnections(before, input);
    for (const connection of reportOf(before, state, input.type === 'snapshot').connections) {
      const known = shown.get(connection.key);
      if (known)
        expect(next[known.state], `${known.state} to ${connection.state}`).toContain(connection.state);
      if (known) expect(connection.direction).toBe(known.direction);
      shown.set(connection.key, connection);
    }
    const keys = state.known.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  }
  return state;
}

function arriving(events: readonly CallEvent[], ways: readonly (readonly [number, number])[]): CstaInput[] {
  return events
    .flatMap((event, index) => {
      const [times = 1, late = 0] = ways[index % ways.length] ?? [];
      return Array.from({ length: times }, (_, again) => ({ event, at: index + late * (again + 1) }));
    })
    .sort((a, b) => a.at - b.at)
    .map(({ event }) => ({ type: 'event', event }));
}

test('whatever was lost, doubled or late, no state was impossible and a snapshot tells the truth', () => {
  fc.assert(
    fc.property(doing, delivery, (done, ways) => {
      const phone = new ModelPhone();
      for (const [action, which] of done) phone.do(action, which);
      const inputs = arriving(phone.events, ways);
      // The gap counts too.
      const since = inputs.length + 1;
      const state = watch([
        ...inputs,
        { type: 'gap' },
        { type: 'snapshot', snapshot: { since, connections: phone.snapshot() } },
      ]);
      const known = state.known.filter((each) => each.state !== 'ended');
      expect(Object.fromEntries(known.map(({ callId, state: is }) => [callId, is]))).toEqual(phone.truth());
      expect(state.doubt).toBe(false);
    }),
    { numRuns: 1_000 },
  );
});

test('what arrives in order and whole is the truth without any snapshot, and never in doubt', () => {
  fc.assert(
    fc.property(doing, (done) => {
      const phone = new ModelPhone();
      for (const [action, which] of done) phone.do(action, which);
      const state = watch(phone.events.map((event) => ({ type: 'event', event })));
      const known = state.known.filter((each) => each.state !== 'ended');
      expect(Object.fromEntries(known.map(({ callId, state: is }) => [callId, is]))).toEqual(phone.truth());
      expect(state.doubt).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('a snapshot that was overtaken by events says nothing against them', () => {
  fc.assert(
    fc.property(doing, doing, (early, late) => {
      const phone = new ModelPhone();
      for (const [action, which] of early) phone.do(action, which);
      const since = phone.events.length;
      const connections = phone.snapshot();
      for (const [action, which] of late) phone.do(action, which);
      const inputs: CstaInput[] = phone.events.map((event) => ({ type: 'event', event }));
      const state = watch([...inputs, { type: 'snapshot', snapshot: { since, connections } }]);
      const known = state.known.filter((each) => each.state !== 'ended');
      expect(Object.fromEntries(known.map(({ callId, state: is }) => [callId, is]))).toEqual(phone.truth());
    }),
    { numRuns: 300 },
  );
});

const localStates = ['null', 'initiated', 'alerting', 'connected', 'hold', 'queued', 'fail', null] as const;
const names = [
  'ServiceInitiated',
  'Originated',
  'Delivered',
  'NetworkReached',
  'Established',
  'Held',
  'Retrieved',
  'ConnectionCleared',
  'CallCleared',
  'Diverted',
  'Failed',
  'Transferred',
  'Conferenced',
  'CallInformation',
] as const;
const callId = fc.constantFrom('1', '2', '3', '4');
const device = fc.option(fc.constantFrom(OWN, '1501', '0611', '1502', 'sip:x@y'));
const anyEvent: fc.Arbitrary<CstaInput> = fc
  .record({
    type: fc.constant('call' as const),
    name: fc.constantFrom(...names),
    crossRefId: fc.constant('7'),
    connection: fc.record({ callId, deviceId: device }),
    local: fc.constantFrom(...localStates),
    cause: fc.option(fc.constantFrom('normal', 'consultation')),
    calling: device,
    called: device,
    other: device,
    acting: device,
    secondaryCallId: fc.option(callId),
    links: fc.array(fc.record({ callId, device, oldCallId: fc.option(callId) }), { maxLength: 4 }),
  })
  .map((event) => ({ type: 'event', event }));
const anySnapshot: fc.Arbitrary<CstaInput> = fc
  .record({
    since: fc.nat(30),
    connections: fc.uniqueArray(
      fc.record({
        callId,
        deviceId: device,
        local: fc.constantFrom(...localStates).map((state) => state ?? 'connected'),
        far: fc.constantFrom(...localStates),
        direction: fc.option(fc.constantFrom('inbound' as const, 'outbound' as const)),
        calling: device,
        called: device,
        others: fc.array(fc.constantFrom(OWN, '0611', '1502'), { maxLength: 3 }),
      }),
      { selector: (each) => each.callId },
    ),
  })
  .map((snapshot) => ({ type: 'snapshot', snapshot }));
const anything = fc.oneof(
  { weight: 6, arbitrary: anyEvent },
  { weight: 1, arbitrary: anySnapshot },
  fc.constantFrom<CstaInput>({ type: 'session' }, { type: 'gap' }),
  callId.map<CstaInput>((id) => ({ type: 'consultation', callId: id, of: '1' })),
);

test('no nonsense of a phone makes a state that is impossible', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 60 }), (inputs) => {
      watch(inputs);
    }),
    { numRuns: 2_000 },
  );
});

test('a phone that never ends a call does not fill the memory', () => {
  const inputs = Array.from({ length: 1_000 }, (_, index): CstaInput => {
    const phone = new ModelPhone();
    phone.do('incoming', 0);
    const [event] = phone.events;
    if (!event) throw new Error('no event');
    return { type: 'event', event: { ...event, connection: { callId: `c${index}`, deviceId: OWN } } };
  });
  const state = watch(inputs);
  expect(state.known.length).toBeLessThanOrEqual(64);
  expect(state.uses.size).toBeLessThanOrEqual(128);
});
