import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, phoneActions } from '../../../electron/telephony/ports.ts';
import { capabilityOrder } from '../../../renderer/station/telephony/capability-order.ts';
import {
  besides,
  byUrgency,
  callAfter,
  endingName,
  isMisclick,
  leadCall,
  mainAction,
  stateSince,
} from '../../../renderer/ui/calls.ts';

function call(id: string, over: Partial<Call> = {}): Call {
  return {
    id,
    direction: 'inbound',
    state: 'ringing',
    number: '0240083333',
    displayName: null,
    startedAt: 1_000,
    connectedAt: null,
    heldAt: null,
    endedAt: null,
    seenFromStart: true,
    members: [],
    consultationOf: null,
    ...over,
  };
}

const ringing = call('ringing');
const connected = call('connected', { state: 'connected', connectedAt: 2_000 });
const held = call('held', { state: 'held', connectedAt: 2_000, heldAt: 3_000 });
const ended = call('ended', { state: 'ended', endedAt: 4_000 });

const someCalls = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1 }),
    state: fc.constantFrom('ringing', 'dialling', 'connected', 'held', 'ended'),
    startedAt: fc.integer({ min: 0, max: 10_000 }),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
);

describe('the order of calls', () => {
  it('puts what rings first and what ended last', () => {
    expect(byUrgency([ended, held, connected, ringing])).toEqual([ringing, connected, held, ended]);
  });

  it('puts the call that has waited longest first among those that ring', () => {
    const older = call('older', { startedAt: 500 });
    expect(byUrgency([ringing, older])[0]).toBe(older);
  });

  it('neither loses nor invents a call', () => {
    fc.assert(
      fc.property(someCalls, (some) => {
        const calls = some.map(({ id, ...over }) => call(id, over));
        expect(new Set(byUrgency(calls))).toEqual(new Set(calls));
      }),
    );
  });
});

describe('the leading call', () => {
  it('is the most urgent one', () => {
    expect(leadCall([held, connected, ringing], null)).toBe(ringing);
  });

  it('is the one that the operator chose', () => {
    expect(leadCall([held, connected], { callId: 'held', at: 5_000 })).toBe(held);
  });

  it('is again the most urgent one when another call came after the choice', () => {
    const later = call('later', { startedAt: 6_000 });
    expect(leadCall([held, connected, later], { callId: 'held', at: 5_000 })).toBe(later);
  });

  it('is still the answered one while another rings, for acting on a call is choosing it', () => {
    const answered = call('answered', { state: 'connected', startedAt: 1_500, connectedAt: 5_100 });
    expect(leadCall([ringing, answered], { callId: 'answered', at: 5_000 })).toBe(answered);
  });

  it('stays with the later call once that one is answered', () => {
    const later = call('later', { state: 'connected', startedAt: 6_000, connectedAt: 7_000 });
    expect(leadCall([held, later], { callId: 'held', at: 5_000 })).toBe(later);
  });

  it('is not a chosen call that ended', () => {
    expect(leadCall([ended, held], { callId: 'ended', at: 5_000 })).toBe(held);
  });

  it('is there whenever there is a call', () => {
    fc.assert(
      fc.property(someCalls, fc.string(), fc.integer({ min: 0, max: 10_000 }), (some, callId, at) => {
        const calls = some.map(({ id, ...over }) => call(id, over));
        expect(leadCall(calls, { callId, at }) === null).toBe(calls.length === 0);
      }),
    );
  });
});

describe('the calls beside the leading one', () => {
  it('begin with the one that is being talked to, then those that need somebody', () => {
    const other = call('other');
    expect(besides([ended, held, connected, ringing, other], ringing)).toEqual([
      connected,
      other,
      held,
      ended,
    ]);
  });

  it('are all but that one', () => {
    fc.assert(
      fc.property(someCalls, (some) => {
        const calls = some.map(({ id, ...over }) => call(id, over));
        const lead = leadCall(calls, null);
        expect(new Set([...besides(calls, lead), ...(lead ? [lead] : [])])).toEqual(new Set(calls));
      }),
    );
  });
});

describe('turning through the calls', () => {
  it('reaches every live call', () => {
    fc.assert(
      fc.property(someCalls, (some) => {
        const calls = some.map(({ id, ...over }) => call(id, over));
        const live = calls.filter(({ state }) => state !== 'ended');
        const reached = new Set<string>();
        let lead = leadCall(calls, null);
        for (const _ of live) {
          if (lead) reached.add(lead.id);
          lead = callAfter(calls, lead) ?? lead;
        }
        if (live.length > 0) expect(reached.size).toBe(live.length);
      }),
    );
  });

  it('goes nowhere from the only one', () => {
    expect(callAfter([held, ended], held)).toBeNull();
  });
});

describe('what the buttons do', () => {
  it('answers a call that rings, holds a connected one, retrieves a held one', () => {
    expect([ringing, connected, held, ended, null].map(mainAction)).toEqual([
      'answer',
      'hold',
      'retrieve',
      null,
      null,
    ]);
  });

  it('refuses a call that rings and hangs up any other', () => {
    expect([ringing, connected, held, ended, null].map(endingName)).toEqual([
      'refuse',
      'hangUp',
      'hangUp',
      'hangUp',
      'hangUp',
    ]);
  });

  it('does not take a click for a call that appeared under the pointer just then', () => {
    expect(isMisclick(1_000, 1_200)).toBe(true);
    expect(isMisclick(1_000, 2_000)).toBe(false);
    expect(isMisclick(null, 2_000)).toBe(false);
  });
});

describe('the timer of a call', () => {
  it('counts from when the present state began', () => {
    expect([ringing, connected, held, ended].map(stateSince)).toEqual([1_000, 2_000, 3_000, 4_000]);
  });

  it('falls back to what is known of a call that was already there', () => {
    expect(stateSince(call('late', { state: 'held' }))).toBe(1_000);
  });
});

it('the station lists every action of a phone, each once', () => {
  expect([...capabilityOrder].sort()).toEqual([...phoneActions].sort());
});
