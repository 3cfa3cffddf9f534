import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callEvents, type ToldCalls } from '../../../electron/lrm/call-events.ts';
import { Correlations, currentCall } from '../../../electron/lrm/correlations.ts';
import type { LrmEvent } from '../../../electron/lrm/ports.ts';
import type { Call, CallState } from '../../../electron/telephony/ports.ts';

export function call(id: string, state: CallState, more: Partial<Call> = {}): Call {
  return {
    id,
    state,
    direction: 'inbound',
    number: '0240083333',
    displayName: 'Somebody',
    startedAt: 1_000,
    connectedAt: state === 'connected' || state === 'held' ? 2_000 : null,
    heldAt: null,
    endedAt: state === 'ended' ? 9_000 : null,
    seenFromStart: true,
    members: [],
    consultationOf: null,
    ...more,
  };
}

/** What the LRM is told while the calls become each of these in turn. */
function story(...states: readonly (readonly Call[])[]): readonly LrmEvent[] {
  let told: ToldCalls = new Map();
  return states.flatMap((calls) => {
    const next = callEvents(told, calls, () => null);
    told = next.told;
    return next.events;
  });
}

const kinds = (events: readonly LrmEvent[]) => events.map(({ type }) => type);

describe('the LRM is told', () => {
  it('of an incoming call when it is answered, and of its end', () => {
    const events = story(
      [call('a', 'ringing')],
      [call('a', 'connected')],
      [call('a', 'held')],
      [call('a', 'connected')],
      [call('a', 'ended', { connectedAt: 2_000 })],
      [],
    );
    expect(kinds(events)).toEqual(['call.incoming', 'call.ended']);
    expect(events[0]).toMatchObject({ call: { callId: 'a', number: '0240083333', state: 'connected' } });
    expect(events[1]).toMatchObject({ duration: 7, reason: 'ended' });
  });

  it('nothing of a call that nobody answered here', () => {
    expect(story([call('a', 'ringing')], [call('a', 'ended')], [])).toEqual([]);
  });

  it('of a call that was placed as soon as it is there', () => {
    const out = { direction: 'outbound' } as const;
    const events = story([call('a', 'dialling', out)], [call('a', 'ended', out)]);
    expect(kinds(events)).toEqual(['call.outgoing', 'call.ended']);
    expect(events[1]).toMatchObject({ duration: null });
  });

  it('that a call is not watched any more', () => {
    expect(story([call('a', 'connected')], [])).toMatchObject([
      { type: 'call.incoming' },
      { type: 'call.ended', reason: 'unwatched', duration: null },
    ]);
  });

  it('no number that is withheld, and no name at all', () => {
    const [event] = story([call('a', 'connected', { number: null })]);
    expect(event).toMatchObject({ call: { number: '***' } });
    expect(JSON.stringify(event)).not.toContain('Somebody');
  });

  it('of each call once, in order, whatever happens', () => {
    const states: readonly CallState[] = ['ringing', 'dialling', 'connected', 'held', 'ended'];
    const one = fc.record({ id: fc.constantFrom('a', 'b', 'c'), state: fc.constantFrom(...states) });
    const calls = fc.uniqueArray(one, { selector: ({ id }) => id, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(calls, { maxLength: 12 }), (steps) => {
        const events = story(...steps.map((step) => step.map(({ id, state }) => call(id, state))));
        for (const id of ['a', 'b', 'c']) {
          const own = events.flatMap((event) =>
            'call' in event && event.call.callId === id ? [event.type] : [],
          );
          own.forEach((type, index) => {
            expect(type).toBe(index % 2 === 0 ? 'call.incoming' : 'call.ended');
          });
        }
      }),
    );
  });
});

describe('a file without a call named is about', () => {
  it('the call in conversation, else the one being placed, else the only one in waiting', () => {
    expect(currentCall([call('a', 'held'), call('b', 'connected')])?.id).toBe('b');
    expect(currentCall([call('a', 'held'), call('b', 'dialling')])?.id).toBe('b');
    expect(currentCall([call('a', 'held'), call('b', 'ringing')])?.id).toBe('a');
    expect(currentCall([call('a', 'held'), call('b', 'held')])).toBeNull();
    expect(currentCall([call('a', 'ringing'), call('b', 'ended')])).toBeNull();
  });

  it('files of a thousand calls are remembered, the oldest forgotten first', () => {
    const correlations = new Correlations();
    for (let index = 0; index < 1_001; index += 1) correlations.set(`c${index}`, 'f');
    expect(correlations.fileOf('c0')).toBeNull();
    expect(correlations.among([call('c1', 'connected'), call('x', 'connected')])).toEqual(['c1']);
  });
});
