import type { RecorderEvent } from '../../../electron/call-log/recorder.ts';
import type { Call, LinkState } from '../../../electron/telephony/ports.ts';

/** Invented calls and states of a phone. */

export const start = Date.parse('2026-03-02T02:00:00Z');
export const camille = { subject: 'p1', name: 'Camille EXEMPLE' };
export const up: LinkState = { kind: 'up', server: 'wss://sip1.example' };
export const staleSince = (since: number): LinkState => ({ kind: 'stale', since, attempt: 1 });

export function call(over: Partial<Call> = {}): Call {
  return {
    id: '1',
    direction: 'inbound',
    state: 'ringing',
    number: '0612345678',
    displayName: null,
    startedAt: start,
    connectedAt: null,
    heldAt: null,
    endedAt: null,
    seenFromStart: true,
    members: [],
    consultationOf: null,
    ...over,
  };
}

/** What the recorder hears of the phone `after` ms. */
export function shows(after: number, calls: readonly Call[], link: LinkState = up): RecorderEvent {
  return { type: 'phone', at: start + after, phone: { number: '1501', link, calls }, agent: camille };
}
